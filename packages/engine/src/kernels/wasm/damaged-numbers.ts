import { assert, QwenError } from "../../errors.ts";

/** Where the floats of a type of weights lie in its blocks, and where in a word their exponents are. */
export interface FloatPlaces {
  /** A word may hold two floats. */
  readonly wordBytes: 2 | 4;
  readonly blockWords: number;
  /** Words of a block that hold floats. */
  readonly offsets: readonly number[];
  /** The bits of the exponents, and the lowest of each: added to an exponent that is all ones, it carries. */
  readonly exponents: number;
  readonly lowestBits: number;
}

const halfExponent = { wordBytes: 2, exponents: 0x7c00, lowestBits: 0x0400 } as const;
const wholeWord = { wordBytes: 4, blockWords: 1, offsets: [0] } as const;

const places: Readonly<Record<string, FloatPlaces>> = {
  F32: { ...wholeWord, exponents: 0x7f800000, lowestBits: 0x00800000 },
  F16: { ...wholeWord, exponents: 0x7c007c00, lowestBits: 0x04000400 },
  BF16: { ...wholeWord, exponents: 0x7f807f80, lowestBits: 0x00800080 },
  Q8_0: { ...halfExponent, blockWords: 17, offsets: [0] },
  Q4_0: { ...halfExponent, blockWords: 9, offsets: [0] },
  Q4_K: { ...halfExponent, blockWords: 72, offsets: [0, 1] },
  Q5_K: { ...halfExponent, blockWords: 88, offsets: [0, 1] },
  IQ4_NL: { ...halfExponent, blockWords: 9, offsets: [0] },
  IQ4_XS: { ...halfExponent, blockWords: 68, offsets: [0] },
  Q6_K: { ...halfExponent, blockWords: 105, offsets: [104] },
};

export function floatPlaces(formatId: string): FloatPlaces {
  assert(places[formatId], `unknown places of floats in ${formatId}`);
  return places[formatId];
}

/** Whether any float of the blocks is NaN or infinite: its exponent is all ones. `bytes` begins at a whole word. */
export function holdsNonFinite({ buffer, byteOffset, length }: Uint8Array, places: FloatPlaces): boolean {
  const { wordBytes, exponents, lowestBits } = places;
  const seen =
    wordBytes === 4
      ? sumsOfAll(new Int32Array(buffer, byteOffset, length / 4), places)
      : sumsOfBlocks(new Uint16Array(buffer, byteOffset, length / 2), places);
  return (seen & (exponents + lowestBits)) !== 0;
}

/** All exponents + 1, combined by or. */
function sumsOfBlocks(words: Uint16Array, { blockWords, offsets, exponents, lowestBits }: FloatPlaces): number {
  let seen = 0;
  for (const offset of offsets) {
    for (let i = offset; i < words.length; i += blockWords) seen |= (words[i] & exponents) + lowestBits;
  }
  return seen;
}

/** The same where every word counts: four at a time, which more than doubles the speed. */
function sumsOfAll(words: Int32Array, { exponents, lowestBits }: FloatPlaces): number {
  const sum = (i: number) => (words[i] & exponents) + lowestBits;
  const foursEnd = words.length & -4;
  let seen = 0;
  for (let i = 0; i < foursEnd; i += 4) seen |= sum(i) | sum(i + 1) | sum(i + 2) | sum(i + 3);
  for (let i = foursEnd; i < words.length; i++) seen |= sum(i);
  return seen;
}

export function damagedWeights(name: string): QwenError {
  const message = `tensor ${name} holds numbers that are none (NaN or infinity): the file is damaged; download it again`;
  return new QwenError("model/bad-weights", message, { details: { tensor: name } });
}
