import { shelves } from "./catalogue.ts";
import type { Slot } from "./domain.ts";
import type { Split } from "./draw.ts";
import { Random } from "./random.ts";

const named = new Map<Slot, string>();
for (const { key, intents } of shelves.flatMap(({ entries }) => entries))
  for (const { slots = {} } of intents)
    for (const [name, slot] of Object.entries(slots)) if (!named.has(slot)) named.set(slot, `${key}.${name}`);

/** Texts and values that a slot takes, in both languages. */
function drawn(slot: Slot, seed: string, split: Split, count: number): { text: string; value: unknown }[] {
  return (["en", "de"] as const).flatMap((language) => {
    const random = new Random(`${seed}/${split}/${language}`);
    return Array.from({ length: count }, () => slot({ random, language, split }));
  });
}

/** Values of a slot in small letters. */
export function valuesOf(slot: Slot, seed: string, split: Split, count: number): Set<string> {
  return new Set(drawn(slot, seed, split, count).map(({ value }) => String(value).toLowerCase()));
}

/** The slots of all domains whose text is always copied into the call, by tool and name. */
export const copiedSlots: ReadonlyMap<string, Slot> = new Map(
  [...named].flatMap(([slot, name]) =>
    drawn(slot, name, "train", 20).every(({ text, value }) => text === value) ? [[name, slot] as const] : [],
  ),
);
