import { type AttentionSetup, attentionCase } from "./attention-case.ts";
import type { OpCase } from "./op-case.ts";
import { normalValues } from "./random-values.ts";

type Variations = Readonly<Record<string, Partial<AttentionSetup>>>;

const base: AttentionSetup = {
  numHeads: 4,
  numKeyValueHeads: 2,
  headDim: 64,
  blockLength: 16,
  dtype: "F32",
  tokens: [[65], [1]],
};

const promptLengths: Variations = Object.fromEntries(
  [1, 2, 3, 5, 7, 8, 31, 64, 129].map((numTokens) => [`T=${numTokens}`, { tokens: [[numTokens]] }]),
);

/** Head sizes, and 1 to 8 query heads a key-value head, each with a prompt and a token after it. */
const headCounts: Variations = Object.fromEntries(
  [
    [1, 1, 32],
    [4, 2, 32],
    [3, 1, 64],
    [14, 2, 64],
    [8, 2, 128],
    [16, 2, 128],
    [16, 8, 128],
    [5, 1, 128],
    [6, 1, 64],
    [4, 1, 256],
    [16, 2, 256],
    [2, 2, 2],
    [4, 2, 4],
    [3, 1, 6],
    [2, 1, 8],
    [4, 2, 10],
    [6, 2, 12],
    [1, 1, 20],
    [5, 1, 24],
    [3, 3, 40],
    [2, 1, 80],
  ].map(([numHeads, numKeyValueHeads, headDim]) => [
    `H=${numHeads} K=${numKeyValueHeads} P=${headDim}`,
    { numHeads, numKeyValueHeads, headDim, tokens: [[21], [1]] },
  ]),
);

/** Chunks of prompts, single tokens and nothing, side by side. */
const batches: Variations = {
  "chunked prompt": { tokens: [[17], [64], [5], [1]] },
  "several sequences": {
    tokens: [
      [5, 40, 0, 1],
      [1, 9, 33, 1],
      [1, 1, 1, 70],
      [1, 0, 1, 1],
    ],
  },
  "many single tokens": { tokens: [[3, 16, 17, 31, 32, 33, 48, 1], new Array<number>(8).fill(1)] },
  "long context": { tokens: [[515], [1], [2]] },
  "long context of one head": { numHeads: 2, numKeyValueHeads: 1, headDim: 32, tokens: [[777], [1], [3]] },
  "long context, sliding window": {
    ...{ numHeads: 1, numKeyValueHeads: 1, headDim: 32, slidingWindow: 300 },
    tokens: [
      [777, 40],
      [1, 1],
    ],
  },
  "blocks of 32": {
    blockLength: 32,
    tokens: [
      [33, 64],
      [1, 1],
    ],
  },
  "blocks of 64": {
    blockLength: 64,
    tokens: [
      [33, 64],
      [1, 1],
    ],
  },
  "heads of 10, several sequences": {
    headDim: 10,
    tokens: [
      [5, 40, 0, 1],
      [1, 9, 33, 1],
      [1, 0, 1, 70],
    ],
  },
  "heads of 6, long context, sliding window": {
    ...{ numHeads: 2, numKeyValueHeads: 1, headDim: 6, slidingWindow: 300 },
    tokens: [
      [777, 40],
      [1, 1],
    ],
  },
  "heads of 24, long context": { numHeads: 2, numKeyValueHeads: 1, headDim: 24, tokens: [[777], [1], [3]] },
  "heads of 10, what others left in the blocks": { headDim: 10, tokens: [[21], [1], [2]], poisoned: true },
  "what others left in the blocks": { tokens: [[21], [1], [2]], poisoned: true },
  "sliding window of 1": { tokens: [[20], [1]], slidingWindow: 1 },
  "sliding window of 24": {
    tokens: [
      [100, 10],
      [1, 1],
      [9, 30],
    ],
    slidingWindow: 24,
  },
};

const scaled = (deviation: number) => (seed: number, length: number) => normalValues(seed, length, deviation);
const ones = (_seed: number, length: number) => new Float32Array(length).fill(1);
const zeros = (_seed: number, length: number) => new Float32Array(length);
/** ±100 in the first of 64 places and nothing else: scores of two such are ±10^4, exactly. */
const poles = (seed: number, length: number) =>
  normalValues(seed, length).map((value, i) => (i % 64 === 0 ? 100 * Math.sign(value) : 0));

const extremes: Variations = {
  "equal scores": { k: ones },
  "everything zero": { q: zeros, k: zeros, v: zeros },
  "scores 2e4 apart": { q: poles, k: poles, scale: 1 },
  "sharp scores": { q: scaled(8) },
  "negative scale": { scale: -0.3 },
  "largest scores far back": {
    ...{ numHeads: 2, numKeyValueHeads: 1, headDim: 32, tokens: [[600], [1]] },
    k: (seed, length) => normalValues(seed, length).map((value, i) => (i < 32 * 100 ? 100 * value : value)),
  },
  "large values": { v: scaled(1e4) },
  "small values": { v: scaled(1e-3) },
};

const variations = Object.entries({ ...promptLengths, ...headCounts, ...batches, ...extremes });

export const attentionCases: readonly OpCase[] = [
  ...variations.flatMap(([name, setup]) =>
    (["F32", "F16", "Q8_0"] as const).map((dtype) => attentionCase(`${dtype} ${name}`, { ...base, ...setup, dtype })),
  ),
  attentionCase("F32 tiny values", { ...base, v: scaled(1e-20) }),
  attentionCase("F32 huge values", { ...base, v: scaled(1e20) }),
  attentionCase("Q8_0 tiny values", { ...base, dtype: "Q8_0", v: scaled(1e-20) }),
  attentionCase("Q8_0 values that count as zero", { ...base, dtype: "Q8_0", v: scaled(1e-32), k: scaled(1e-32) }),
  attentionCase("Q8_0 huge values", { ...base, dtype: "Q8_0", v: scaled(1e20) }),
  attentionCase("F16 values beyond halves", { ...base, dtype: "F16", v: scaled(1e5) }),
  attentionCase("F16 values of subnormal halves", { ...base, dtype: "F16", v: scaled(2e-5), k: scaled(2e-5) }),
];
