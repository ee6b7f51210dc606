import { Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../ui/field.tsx";
import { TextInput } from "../../../ui/text-input.tsx";
import styles from "./find.module.css";

interface SearchFormProps {
  readonly words: string;
  readonly onWords: (words: string) => void;
  /** Enter: opens what was found first. */
  readonly onSubmit: () => void;
}

export function SearchForm({ words, onWords, onSubmit }: SearchFormProps) {
  const { t } = useTranslation("models");
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Field label={t("find.label")} hint={t("find.hint")}>
          {(control) => (
            <div className={styles.input}>
              <Search size={17} aria-hidden="true" />
              <TextInput
                {...control}
                type="search"
                value={words}
                maxLength={200}
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                placeholder={t("find.placeholder")}
                onChange={(event) => onWords(event.target.value)}
              />
            </div>
          )}
        </Field>
      </form>
    </search>
  );
}
