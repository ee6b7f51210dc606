import { expect, test } from "vitest";
import { inDigits, inWords } from "./numbers.ts";

test.each([
  [0, "zero", "null"],
  [1, "one", "eins"],
  [7, "seven", "sieben"],
  [10, "ten", "zehn"],
  [11, "eleven", "elf"],
  [12, "twelve", "zwölf"],
  [13, "thirteen", "dreizehn"],
  [16, "sixteen", "sechzehn"],
  [17, "seventeen", "siebzehn"],
  [18, "eighteen", "achtzehn"],
  [20, "twenty", "zwanzig"],
  [21, "twenty-one", "einundzwanzig"],
  [22, "twenty-two", "zweiundzwanzig"],
  [30, "thirty", "dreißig"],
  [31, "thirty-one", "einunddreißig"],
  [40, "forty", "vierzig"],
  [55, "fifty-five", "fünfundfünfzig"],
  [60, "sixty", "sechzig"],
  [66, "sixty-six", "sechsundsechzig"],
  [70, "seventy", "siebzig"],
  [77, "seventy-seven", "siebenundsiebzig"],
  [80, "eighty", "achtzig"],
  [99, "ninety-nine", "neunundneunzig"],
  [100, "one hundred", "einhundert"],
  [101, "one hundred and one", "einhunderteins"],
  [110, "one hundred and ten", "einhundertzehn"],
  [116, "one hundred and sixteen", "einhundertsechzehn"],
  [121, "one hundred and twenty-one", "einhunderteinundzwanzig"],
  [200, "two hundred", "zweihundert"],
  [230, "two hundred and thirty", "zweihundertdreißig"],
  [365, "three hundred and sixty-five", "dreihundertfünfundsechzig"],
  [512, "five hundred and twelve", "fünfhundertzwölf"],
  [700, "seven hundred", "siebenhundert"],
  [999, "nine hundred and ninety-nine", "neunhundertneunundneunzig"],
])("%d is %s, %s", (number, english, german) => {
  expect(inWords(number, "en")).toBe(english);
  expect(inWords(number, "de")).toBe(german);
});

test.each(["en", "de"] as const)("no two numbers have the same words: %s", (language) => {
  expect(new Set(Array.from({ length: 1000 }, (_, i) => inWords(i, language))).size).toBe(1000);
});

test("digits have the language's decimal mark", () => {
  expect([21, 21.5, -0.25, 1000].map((number) => inDigits(number, "en"))).toEqual(["21", "21.5", "-0.25", "1000"]);
  expect([21, 21.5, -0.25, 1000].map((number) => inDigits(number, "de"))).toEqual(["21", "21,5", "-0,25", "1000"]);
});
