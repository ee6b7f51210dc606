import type { Language } from "../domain.ts";

const SMALL = {
  en: "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
  de: "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
};
const TENS = {
  en: "twenty thirty forty fifty sixty seventy eighty ninety",
  de: "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
};

/** A whole number from 0 to 999 in words: "twenty-one", "einundzwanzig". */
export function inWords(number: number, language: Language): string {
  const small = SMALL[language].split(" ");
  if (number < 20) return small[number]!;
  if (number < 100) return tens(number, language, small);
  const hundreds = Math.floor(number / 100);
  const rest = number % 100;
  if (language === "en") return `${small[hundreds]} hundred${rest ? ` and ${inWords(rest, "en")}` : ""}`;
  return `${hundreds === 1 ? "ein" : small[hundreds]}hundert${rest ? inWords(rest, "de") : ""}`;
}

function tens(number: number, language: Language, small: readonly string[]): string {
  const ten = TENS[language].split(" ")[Math.floor(number / 10) - 2]!;
  const one = number % 10;
  if (one === 0) return ten;
  if (language === "en") return `${ten}-${small[one]}`;
  return `${one === 1 ? "ein" : small[one]}und${ten}`;
}

/** As digits of the language: 21.5, in German 21,5. */
export function inDigits(number: number, language: Language): string {
  return language === "de" ? String(number).replace(".", ",") : String(number);
}
