import type { Filled, Language, Value } from "../domain.ts";
import type { Draw } from "../draw.ts";
import { inWords } from "./numbers.ts";

const UNITS = {
  en: [
    ["hour", "hours"],
    ["minute", "minutes"],
    ["second", "seconds"],
  ],
  de: [
    ["Stunde", "Stunden"],
    ["Minute", "Minuten"],
    ["Sekunde", "Sekunden"],
  ],
} as const;
const FIXED: Readonly<Record<Language, readonly (readonly [string, readonly number[]])[]>> = {
  en: [
    ["half an hour", [0, 30, 0]],
    ["a quarter of an hour", [0, 15, 0]],
    ["an hour and a half", [1, 30, 0]],
    ["three quarters of an hour", [0, 45, 0]],
    ["an hour", [1, 0, 0]],
    ["a minute", [0, 1, 0]],
    ["two and a half hours", [2, 30, 0]],
  ],
  de: [
    ["eine halbe Stunde", [0, 30, 0]],
    ["eine Viertelstunde", [0, 15, 0]],
    ["anderthalb Stunden", [1, 30, 0]],
    ["eine Dreiviertelstunde", [0, 45, 0]],
    ["eine Stunde", [1, 0, 0]],
    ["eine Minute", [0, 1, 0]],
    ["zweieinhalb Stunden", [2, 30, 0]],
  ],
};

const DELAYS = {
  en: [
    ["half an hour", 30],
    ["a quarter of an hour", 15],
    ["an hour", 60],
    ["one hour", 60],
    ["an hour and a half", 90],
    ["two hours", 120],
    ["2 hours", 120],
    ["three hours", 180],
  ],
  de: [
    ["einer halben Stunde", 30],
    ["einer Viertelstunde", 15],
    ["einer Stunde", 60],
    ["einer Dreiviertelstunde", 45],
    ["anderthalb Stunden", 90],
    ["zwei Stunden", 120],
    ["2 Stunden", 120],
    ["drei Stunden", 180],
  ],
} as const;

/** A time from now as it stands behind "in"; the value is in minutes. */
export function delay({ random, language }: Draw): Filled {
  if (random.chance(0.25)) {
    const [text, value] = random.pick<readonly [string, number]>(DELAYS[language]);
    return { text, value };
  }
  const minutes = random.chance(0.5) ? random.integer(1, 12) * 5 : random.integer(2, 90);
  return { text: spanText([0, minutes, 0], language, random.chance(0.3)), value: minutes };
}

/** A length of time as it stands behind "for" / "für" / "auf"; the value is [hours, minutes, seconds]. */
export function span(draw: Draw): Filled {
  const { random, language } = draw;
  if (random.chance(0.12)) {
    const [text, value] = random.pick(FIXED[language]);
    return { text, value };
  }
  const hours = random.integer(1, 12);
  const minutes = random.chance(0.5) ? random.integer(1, 12) * 5 : random.integer(1, 99);
  const seconds = random.chance(0.5) ? random.integer(1, 9) * 10 : random.integer(2, 95);
  const value = random.weighted<[number, number, number]>([
    [[0, minutes, 0], 6],
    [[0, 0, seconds], 2],
    [[hours, 0, 0], 2],
    [[hours, random.integer(1, 59), 0], 1],
    [[0, random.integer(1, 20), random.integer(1, 59)], 1],
  ]);
  return { text: spanText(value, language, random.chance(0.35)), value };
}

function spanText(value: readonly number[], language: Language, words: boolean): string {
  const parts = value.flatMap((number, i) =>
    number ? [`${amount(number, language, words)} ${unit(number, i, language)}`] : [],
  );
  return parts.join(language === "de" ? " und " : " and ");
}

function amount(number: number, language: Language, words: boolean): string {
  if (language === "de" && number === 1 && words) return "eine";
  return words ? inWords(number, language) : String(number);
}

const unit = (number: number, index: number, language: Language): string =>
  UNITS[language][index]![number === 1 ? 0 : 1];

/** How a length of time is said in an answer: "1 hour 20 minutes", "1 Stunde 20 Minuten". */
export function spanInAnswer(parts: readonly (Value | undefined)[], language: Language): string {
  return parts.flatMap((part, i) => (part ? [`${part} ${unit(Number(part), i, language)}`] : [])).join(" ");
}
