import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../app/numbers.ts";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { TextInput } from "../../ui/text-input.tsx";
import { efforts, type NumberName, numberNames, numberOf, numberRanges, type Side, thinkingChoices } from "./setup.ts";
import styles from "./side.module.css";

interface SideSettingsProps {
  readonly side: Side;
  readonly onChange: (side: Side) => void;
  readonly isDisabled: boolean;
}

/** How a side's model is to answer: a line that says it, which opens to change it. */
export function SideSettings({ side, onChange, isDisabled }: SideSettingsProps) {
  const { t } = useTranslation("compare");
  const summary = useSummary(side);
  return (
    <details className={styles.settings}>
      <summary>
        <ChevronRight size={16} aria-hidden="true" />
        <b>{t("settings")}</b>
        <span className={styles.summary}>{summary || t("ownSettings")}</span>
      </summary>
      <fieldset disabled={isDisabled} className={styles.fields}>
        <Field label={t("thinkingChoice.name")}>
          {(control) => (
            <Select
              {...control}
              value={side.thinking}
              options={thinkingChoices.map((value) => ({ value, label: t(`thinkingChoice.${value}`) }))}
              onChange={(thinking) => onChange({ ...side, thinking })}
            />
          )}
        </Field>
        <Field label={t("effort.name")}>
          {(control) => (
            <Select
              {...control}
              value={side.effort}
              options={efforts.map((value) => ({ value, label: t(`effort.${value}`) }))}
              onChange={(effort) => onChange({ ...side, effort })}
            />
          )}
        </Field>
        {numberNames.map((name) => (
          <NumberField
            key={name}
            name={name}
            text={side.numbers[name]}
            onChange={(text) => onChange({ ...side, numbers: { ...side.numbers, [name]: text } })}
          />
        ))}
      </fieldset>
    </details>
  );
}

interface NumberFieldProps {
  readonly name: NumberName;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

function NumberField({ name, text, onChange }: NumberFieldProps) {
  const { t } = useTranslation("compare");
  const { short } = useNumbers();
  const { min, max, isWhole } = numberRanges[name];
  const range = { min: short(min), max: short(max) };
  const isWrong = Number.isNaN(numberOf(name, text));
  return (
    <Field
      label={t(`number.${name}`)}
      error={isWrong ? (isWhole ? t("wholeWrong", range) : t("numberWrong", range)) : undefined}
    >
      {(control) => (
        <TextInput
          {...control}
          value={text}
          placeholder={t("own")}
          inputMode={min < 0 ? "text" : isWhole ? "numeric" : "decimal"}
          autoComplete="off"
          maxLength={12}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** What differs from the model's own, in a line. */
function useSummary({ thinking, effort, numbers }: Side): string {
  const { t } = useTranslation("compare");
  const { short } = useNumbers();
  const parts = numberNames.flatMap((name) => {
    const value = numberOf(name, numbers[name]);
    if (value === undefined || Number.isNaN(value)) return [];
    return name === "maxTokens" ? t("summary.tokens", { count: value }) : `${t(`number.${name}`)} ${short(value)}`;
  });
  return [
    ...(thinking === "on" ? [t("summary.thinkingOn")] : []),
    ...(thinking === "off" ? [t("summary.thinkingOff")] : []),
    ...(effort === "own" ? [] : [t("summary.effort", { effort: t(`effort.${effort}`) })]),
    ...parts,
  ].join(" · ");
}
