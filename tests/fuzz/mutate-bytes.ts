import type { Random } from "./random.ts";

type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

/** Mostly one change alone: of several, the first one met hides the others. */
const CHANCE_OF_ANOTHER = 0.3;
/** Share of mutations that hit the first part of the file, where the header lies. */
const HEADER_SHARE = 0.8;
const HEADER_BYTES = 1024;

/** What counts, lengths and offsets are overwritten with. */
const EXTREMES: readonly bigint[] = [
  ...[0n, 1n, 2n, 3n, 7n, 8n, 12n, 13n, 31n, 32n, 33n, 255n, 256n, 65_535n, 65_536n],
  ...[24n, 31n, 32n, 40n, 53n, 60n, 62n, 63n].flatMap((power) => [2n ** power - 1n, 2n ** power, 2n ** power + 1n]),
  ...[1n, 2n, 32n].map((less) => 2n ** 64n - less),
];

/** A damaged copy of a file: one change or more, most of them in its header. */
export function mutateBytes(original: Uint8Array, random: Random): Uint8Array {
  let bytes: Uint8Array = original.slice();
  do bytes = random.pick(MUTATIONS)(bytes, random);
  while (random.chance(CHANCE_OF_ANOTHER) && bytes.length > 0);
  return bytes;
}

const flipBits: Mutation = (bytes, random) => {
  for (let left = 1 + random.below(8); left > 0; left--) bytes[place(bytes, random)] ^= 1 << random.below(8);
  return bytes;
};

const truncate: Mutation = (bytes, random) => bytes.slice(0, random.below(bytes.length));

const overwriteAnywhere: Mutation = (bytes, random) => overwrite(bytes, place(bytes, random), random);

/** Only at what looks like a 64-bit length: small, not zero. */
const overwriteLength: Mutation = (bytes, random) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const places: number[] = [];
  for (let at = 0; at + 8 <= Math.min(bytes.length, 4 * HEADER_BYTES); at++) {
    const value = view.getBigUint64(at, true);
    if (value > 0n && value < 65_536n) places.push(at);
  }
  return places.length === 0 ? bytes : overwrite(bytes, random.pick(places), random);
};

const randomise: Mutation = (bytes, random) => {
  const at = place(bytes, random);
  bytes.set(random.bytes(Math.min(1 + random.below(16), bytes.length - at)), at);
  return bytes;
};

const fill: Mutation = (bytes, random) => {
  const at = place(bytes, random);
  return bytes.fill(random.pick([0, 0xff]), at, at + 1 + random.below(64));
};

const cutOut: Mutation = (bytes, random) => {
  const at = place(bytes, random);
  return concatenate(bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(64)));
};

const insertNoise: Mutation = (bytes, random) => {
  const at = place(bytes, random);
  return concatenate(bytes.subarray(0, at), random.bytes(1 + random.below(32)), bytes.subarray(at));
};

/** A piece of the file a second time, at another place; over what is there, or moving it on. */
const splice: Mutation = (bytes, random) => {
  const from = place(bytes, random);
  const piece = bytes.slice(from, from + 1 + random.below(128));
  const at = place(bytes, random);
  const rest = at + (random.chance(0.5) ? piece.length : 0);
  return concatenate(bytes.subarray(0, at), piece, bytes.subarray(rest));
};

const MUTATIONS: readonly Mutation[] = [
  flipBits,
  truncate,
  overwriteAnywhere,
  overwriteLength,
  overwriteLength,
  randomise,
  fill,
  cutOut,
  insertNoise,
  splice,
];

function place(bytes: Uint8Array, random: Random): number {
  return random.below(random.chance(HEADER_SHARE) ? Math.min(bytes.length, HEADER_BYTES) : bytes.length);
}

function overwrite(bytes: Uint8Array, at: number, random: Random): Uint8Array {
  const value = random.chance(0.2) ? BigInt(bytes.length - at + random.below(17) - 8) : random.pick(EXTREMES);
  const width = random.pick([1, 2, 4, 8, 8]);
  for (let i = 0; i < width && at + i < bytes.length; i++) bytes[at + i] = Number((value >> BigInt(8 * i)) & 255n);
  return bytes;
}

function concatenate(...pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
