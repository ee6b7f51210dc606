import type { Filled, Language, Value } from "../domain.ts";
import type { Draw } from "../draw.ts";
import { day, dayInAnswer } from "./times.ts";

/** Day and time of day as they stand in an answer, with a blank before each: " tomorrow at 19:30", " morgen um 19:30". */
export function whenInAnswer(day: Value | undefined, time: Value | undefined, language: Language): string {
  const dayText = day === undefined ? "" : ` ${dayInAnswer(day, language)}`;
  return time === undefined ? dayText : `${dayText} ${language === "de" ? "um" : "at"} ${time}`;
}

/** A day without "on" / "am", as it stands behind "for", "to", "für" and "auf"; the value is one of `dayEnum`. */
export function bareDay(draw: Draw): Filled {
  const filled = day(draw);
  return { text: filled.text.replace(/^(on|am) /, ""), value: filled.value };
}
