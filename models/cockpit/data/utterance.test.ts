import { describe, expect, it } from "vitest";
import { shelves } from "./catalogue.ts";
import { copiedSlots } from "./copied-slots.fixture.ts";
import type { Intent, Language } from "./domain.ts";
import type { Draw, Split } from "./draw.ts";
import { Random } from "./random.ts";
import { asTyped, type Said, sayIntent } from "./utterance.ts";

const copied = new Set(copiedSlots.values());
const intents = shelves.flatMap(({ entries }) => entries.flatMap((entry) => entry.intents));
const random = new Random("utterance");

interface Sample {
  readonly intent: Intent;
  readonly said: Said;
  readonly typed: string;
}

const samples: Sample[] = intents.flatMap((intent) =>
  (["en", "de"] as const).flatMap((language: Language) =>
    splits(intent).map((split) => {
      const draw: Draw = { random, language, split };
      const said = sayIntent(intent, draw, split);
      return { intent, said, typed: asTyped(said, random) };
    }),
  ),
);

/** More of what copies something. */
function splits({ slots = {} }: Intent): Split[] {
  const count = Object.values(slots).some((slot) => copied.has(slot)) ? 20 : 2;
  return (["train", "held"] as const).flatMap((split) => Array(count).fill(split));
}

/** Names such as "ABBA" look like the codes of currencies, which stay in capitals when all else is in small letters. */
const LOOKS_LIKE_A_CODE = /^[A-Z]{2,5}$/;

/** Values of slots whose text is the value. */
const copiedValues = ({ intent, said }: Sample): string[] =>
  Object.entries(said.values).flatMap(([name, value]) => (copied.has(intent.slots![name]!) ? [String(value)] : []));

describe("what is said", () => {
  it("holds every copied value to the letter, also in small letters and as it is typed", () => {
    const missing = samples.flatMap((sample) =>
      copiedValues(sample)
        .filter((value) => !sample.typed.includes(value) && !LOOKS_LIKE_A_CODE.test(value))
        .map((value) => `${value}: ${sample.typed}`),
    );
    expect(samples.flatMap(copiedValues).length).toBeGreaterThan(2000);
    expect(missing).toEqual([]);
  });

  it("has no slot, choice or blank left over", () => {
    for (const { typed } of samples) expect(typed).toMatch(/^\S+( \S+)*$/);
    expect(samples.map(({ typed }) => typed).filter((typed) => /[[\]{}|]/.test(typed))).toEqual([]);
  });

  it("is at times all in small letters, at times with a capital and an end mark", () => {
    const share = (holds: (typed: string) => boolean): number =>
      samples.filter(({ typed }) => holds(typed)).length / samples.length;
    expect(share((typed) => typed === typed.toLowerCase())).toBeGreaterThan(0.1);
    expect(share((typed) => /^\p{Lu}/u.test(typed))).toBeGreaterThan(0.3);
    expect(share((typed) => /[.?!]$/.test(typed))).toBeGreaterThan(0.2);
  });
});
