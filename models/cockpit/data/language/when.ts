import type { Language, Value } from "../domain.ts";
import { dayInAnswer } from "./times.ts";

/** Day and time of day as they stand in an answer, with a blank before each: " tomorrow at 19:30", " morgen um 19:30". */
export function whenInAnswer(day: Value | undefined, time: Value | undefined, language: Language): string {
  const dayText = day === undefined ? "" : ` ${dayInAnswer(day, language)}`;
  return time === undefined ? dayText : `${dayText} ${language === "de" ? "um" : "at"} ${time}`;
}
