import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../ui/field.tsx";
import { TextInput } from "../../../ui/text-input.tsx";
import { numberIn } from "./number-in.ts";

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: number | undefined;
  /** What counts while nothing is entered. */
  readonly placeholder: string;
  readonly min: number;
  readonly max?: number;
  /** 1: whole numbers only. */
  readonly step: number;
  readonly onChange: (value: number | undefined) => void;
}

/** A number that may be left out; what is none, or out of bounds, is told and not taken. */
export function NumberField({ label, hint, value, placeholder, min, max, step, onChange }: NumberFieldProps) {
  const { t } = useTranslation("chat");
  const [typed, setTyped] = useState<string>();
  const text = typed ?? (value === undefined ? "" : String(value));
  const isBad = text.trim() !== "" && numberIn(text, { min, max, step }) === undefined;
  const change = (next: string) => {
    setTyped(next);
    const number = numberIn(next, { min, max, step });
    if (number !== undefined || next.trim() === "") onChange(number);
  };
  const range = step === 1 ? "settings.wholeBetween" : "settings.between";
  const error = max === undefined ? t("settings.atLeast", { min }) : t(range, { min, max });
  return (
    <Field label={label} {...(hint !== undefined && { hint })} error={isBad ? error : undefined}>
      {(control) => (
        <TextInput
          {...control}
          inputMode={step === 1 ? "numeric" : "decimal"}
          value={text}
          placeholder={placeholder}
          onChange={(event) => change(event.target.value)}
          onBlur={() => !isBad && setTyped(undefined)}
        />
      )}
    </Field>
  );
}
