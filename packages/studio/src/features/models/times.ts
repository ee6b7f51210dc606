import { useMemo } from "react";
import { useTranslation } from "react-i18next";

const units = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** A time in the reader's language, in its largest unit: "3 min". */
export function useDuration(): (seconds: number) => string {
  const { i18n } = useTranslation("models");
  return useMemo(() => (seconds) => durationText(seconds, i18n.language), [i18n.language]);
}

export function durationText(seconds: number, language: string): string {
  const whole = Math.max(1, Math.round(seconds));
  const [unit, length] = units.find(([, unitSeconds]) => whole >= unitSeconds * 0.95) ?? units[3];
  const value = Math.max(1, Math.round(whole / length));
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(value);
}
