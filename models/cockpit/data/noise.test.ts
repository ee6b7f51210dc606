import { expect, it } from "vitest";
import { isKnownWord } from "./known-words.ts";
import { withSlip } from "./noise.ts";
import { Random } from "./random.ts";

const random = new Random("noise");
const slips = (text: string): string[] => Array.from({ length: 300 }, () => withSlip(text, random));

it("makes no word of another wording, in whatever letters", () => {
  expect(["anstellen", "Anstellen", "quieter"].map(isKnownWord)).toEqual([true, true, true]);
  expect(slips("die Musik abstellen").filter((text) => text.endsWith("anstellen"))).toEqual([]);
  for (const text of slips("Abstellen")) expect(isKnownWord(text)).toBe(false);
});

it("still spoils one word of at least four letters each time, and nothing else", () => {
  for (const text of slips("das Licht aus")) expect(text).toMatch(/^das (?!Licht )L\p{L}+ aus$/u);
  expect(slips("Ton an")).toEqual(Array(300).fill("Ton an"));
});
