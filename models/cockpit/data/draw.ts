import type { Language } from "./domain.ts";
import type { Random } from "./random.ts";

/** `train` and `held` share no slot values where there are many; `held` also takes the wordings kept back. */
export type Split = "train" | "held";

/** What every choice depends on. */
export interface Draw {
  readonly random: Random;
  readonly language: Language;
  readonly split: Split;
}

const HELD_SHARE = 0.15;

/** Which split an open value belongs to: by its own letters, so that the program alone decides. */
export function splitOf(text: string): Split {
  let hash = 0x811c9dc5;
  for (const character of text.toLowerCase()) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32 < HELD_SHARE ? "held" : "train";
}

/** Draws until the value is of this split. */
export function ofSplit<T>(draw: Draw, make: () => T, textOf: (made: T) => string): T {
  for (let attempt = 0; attempt < 500; attempt++) {
    const made = make();
    if (splitOf(textOf(made)) === draw.split) return made;
  }
  throw new Error(`no value of the split "${draw.split}" among 500`);
}
