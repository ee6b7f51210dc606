import type { Slot } from "../domain.ts";
import { inWords } from "./numbers.ts";

/** A part of a hundred with its unit: "40 percent", "40%", "vierzig Prozent". */
export function percentOf(first: number, last: number, step = 5): Slot {
  return ({ random, language }) => {
    const number = first + step * random.integer(0, Math.floor((last - first) / step));
    const unit = language === "de" ? "Prozent" : "percent";
    const digits = random.pick([`${number} ${unit}`, `${number} ${unit}`, `${number}%`, `${number} %`]);
    return { text: random.chance(0.3) ? `${inWords(number, language)} ${unit}` : digits, value: number };
  };
}

/** Degrees to add or take away: "a degree", "two degrees", "ein Grad". */
export const degreesMore: Slot = ({ random, language }) => {
  const number = random.integer(1, 6);
  if (number === 1) return { text: language === "de" ? "ein Grad" : random.pick(["one degree", "a degree"]), value: 1 };
  const text = random.chance(0.5) ? inWords(number, language) : String(number);
  return { text: `${text} ${language === "de" ? "Grad" : "degrees"}`, value: number };
};
