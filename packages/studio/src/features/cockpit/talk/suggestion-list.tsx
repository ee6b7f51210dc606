import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ServerButton } from "../../../app/server-button.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { meaningOf, type SpokenLanguage, spokenLanguages, suggestions } from "./suggestions.ts";
import styles from "./talk.module.css";

interface SuggestionListProps {
  /** In one row that scrolls, to leave room. */
  readonly isCompact: boolean;
  readonly isDisabled: boolean;
  readonly onSay: (text: string) => void;
}

/** Wishes to click on, in a language that the model speaks, with what they mean where the reader's is another. */
export function SuggestionList({ isCompact, isDisabled, onSay }: SuggestionListProps) {
  const { t, i18n } = useTranslation("cockpit");
  const reader = i18n.language as "en" | "de" | "zh" | "ms";
  const [chosen, setChosen] = useState<SpokenLanguage>();
  const spoken = chosen ?? (reader === "de" ? "de" : "en");
  return (
    <div className={styles.suggestions}>
      <div className={styles.suggestionHead}>
        <h3 id="suggestions">{t("suggestions")}</h3>
        <fieldset className={styles.spoken}>
          <legend className={styles.unseen}>{t("spoken")}</legend>
          {spokenLanguages.map((language) => (
            <label key={language}>
              <input type="radio" name="spoken" checked={language === spoken} onChange={() => setChosen(language)} />
              <span lang={language}>{language === "en" ? "English" : "Deutsch"}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <ul aria-labelledby="suggestions" className={classNames(styles.chips, isCompact && styles.row)}>
        {suggestions.map((suggestion) => (
          <li key={suggestion.en}>
            <ServerButton className={styles.chip} disabled={isDisabled} onClick={() => onSay(suggestion[spoken])}>
              <span lang={spoken}>{suggestion[spoken]}</span>
              {(reader === "zh" || reader === "ms") && <small>{meaningOf(suggestion, spoken, reader)}</small>}
            </ServerButton>
          </li>
        ))}
      </ul>
      <p className={styles.note}>{t("speaks")}</p>
    </div>
  );
}
