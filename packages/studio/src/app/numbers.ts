import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** Numbers as the reader's language writes them, short. */
export interface Numbers {
  /** Three digits, or all before the point. */
  readonly short: (value: number) => string;
  /** Of 1; "37 %", "0.4 %". */
  readonly percent: (share: number) => string;
  readonly bytes: (bytes: number) => string;
  readonly microseconds: (us: number) => string;
}

export function useNumbers(): Numbers {
  const { i18n } = useTranslation("app");
  return useMemo(() => numbersOf(i18n.language), [i18n.language]);
}

export function numbersOf(language: string): Numbers {
  const digits = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const small = new Intl.NumberFormat(language, { style: "percent", maximumSignificantDigits: 1 });
  const short = (value: number) => (Math.abs(value) >= 1000 ? whole : digits).format(value);
  return {
    short,
    percent: (value) => (value > 0 && value < 0.01 ? small : share).format(value),
    bytes: (bytes) => scaled(bytes, 1024, ["B", "KiB", "MiB", "GiB", "TiB"], short),
    microseconds: (us) => scaled(us, 1000, ["µs", "ms", "s"], short),
  };
}

function scaled(value: number, step: number, units: readonly string[], format: (value: number) => string): string {
  let [amount, unit] = [value, 0];
  // What would be written as 1000 is 1 of the next unit.
  while (amount >= (step === 1000 ? 999.5 : step) && unit < units.length - 1) {
    amount /= step;
    unit++;
  }
  return `${format(amount)} ${units[unit]}`;
}
