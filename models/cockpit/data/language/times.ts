import type { Filled, Language } from "../domain.ts";
import type { Draw } from "../draw.ts";
import { inWords } from "./numbers.ts";

const DAYS = {
  en: "today tomorrow monday tuesday wednesday thursday friday saturday sunday",
  de: "heute morgen montag dienstag mittwoch donnerstag freitag samstag sonntag",
};
const DAY_VALUES = DAYS.en.split(" ");
export const dayEnum: readonly string[] = DAY_VALUES;

/** A day as it stands in a sentence ("on Monday", "am Montag", "tomorrow"); the value is one of `dayEnum`. */
export function day({ random, language }: Draw): Filled {
  const index = random.integer(0, DAY_VALUES.length - 1);
  return { text: dayText(index, language), value: DAY_VALUES[index]! };
}

function dayText(index: number, language: Language): string {
  const word = DAYS[language].split(" ")[index]!;
  if (index < 2) return word;
  return `${language === "de" ? "am" : "on"} ${word[0]!.toUpperCase()}${word.slice(1)}`;
}

/** How the value of `day` is said in an answer: "tomorrow", "on Monday", "am Montag". */
export function dayInAnswer(value: unknown, language: Language): string {
  const index = DAY_VALUES.indexOf(String(value).toLowerCase());
  return index < 0 ? String(value) : dayText(index, language);
}

const pad = (number: number): string => String(number).padStart(2, "0");

/** A time of day as it stands behind "at" / "um" ("half past seven", "19:30", "halb acht"); the value is "HH:MM". */
export function clock(draw: Draw): Filled {
  const { random } = draw;
  const hour = random.integer(0, 23);
  const minute = random.weighted([
    [0, 4],
    [15, 2],
    [30, 3],
    [45, 2],
    [random.integer(0, 11) * 5, 3],
    [random.integer(0, 59), 1],
  ]);
  const texts = draw.language === "de" ? germanTimes(hour, minute) : englishTimes(hour, minute);
  return { text: random.pick(texts), value: `${pad(hour)}:${pad(minute)}` };
}

/** Spoken forms without a half of the day mean the time as the number says it: "seven" is 07:00. */
function englishTimes(hour: number, minute: number): string[] {
  const twelve = hour % 12 || 12;
  const half = hour < 12 ? "am" : "pm";
  const texts = [`${hour}:${pad(minute)}`, `${twelve}:${pad(minute)} ${half}`, `${twelve}:${pad(minute)}${half}`];
  if (minute === 0) texts.push(`${twelve} ${half}`, `${twelve}${half}`, `${twelve} o'clock ${dayPart(hour)}`);
  if (minute === 30) texts.push(`half past ${inWords(twelve, "en")} ${dayPart(hour)}`);
  if (minute === 15) texts.push(`quarter past ${inWords(twelve, "en")} ${dayPart(hour)}`);
  if (minute === 45) texts.push(`quarter to ${inWords((hour + 1) % 12 || 12, "en")} ${dayPart(hour + 1)}`);
  if (hour >= 1 && hour <= 12) {
    if (minute === 0) texts.push(`${hour} o'clock`, inWords(hour, "en"));
    if (minute === 30) texts.push(`half past ${inWords(hour, "en")}`, `half past ${hour}`);
    if (minute === 15) texts.push(`quarter past ${inWords(hour, "en")}`);
    if (minute === 45 && hour < 12) texts.push(`quarter to ${inWords(hour + 1, "en")}`);
  }
  return texts;
}

function dayPart(hour: number): string {
  const wrapped = hour % 24;
  if (wrapped < 5 || wrapped >= 21) return "at night";
  if (wrapped < 12) return "in the morning";
  return wrapped < 18 ? "in the afternoon" : "in the evening";
}

function germanTimes(hour: number, minute: number): string[] {
  const texts = [`${hour}:${pad(minute)}`, `${hour}:${pad(minute)} Uhr`];
  if (minute === 0) texts.push(`${hour} Uhr`, `${hour} Uhr`, hour === 1 ? "ein Uhr" : `${inWords(hour, "de")} Uhr`);
  else texts.push(`${hour} Uhr ${minute}`);
  if (hour >= 1 && hour <= 12) {
    const next = inWords(hour === 12 ? 1 : hour + 1, "de");
    if (minute === 0 && hour > 1) texts.push(inWords(hour, "de"), String(hour));
    if (minute === 30 && hour < 12) texts.push(`halb ${next}`, `halb ${hour + 1}`);
    if (minute === 15) texts.push(`viertel nach ${inWords(hour, "de")}`);
    if (minute === 45 && hour < 12) texts.push(`viertel vor ${next}`, `dreiviertel ${next}`);
  }
  return texts;
}
