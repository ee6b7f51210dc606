import type { OpCase } from "./op-case.ts";
import { normalValues } from "./random-values.ts";
import { causalConvCase, gatedDeltaRuleCase, type StatePart, type StateSetup } from "./state-case.ts";

type Spec = StateSetup["spec"];
type Variations = Readonly<Record<string, StateSetup>>;

const small: Spec = { numKeyHeads: 2, numValueHeads: 4, keyHeadDim: 16, valueHeadDim: 16, convKernelSize: 4 };

/** One sequence, in steps of so many tokens. */
const inChunks = (numTokens: number, chunk: number): StatePart[][] =>
  Array.from({ length: Math.ceil(numTokens / chunk) }, (_, i) => [
    {
      first: i * chunk,
      tokens: Math.min(chunk, numTokens - i * chunk),
      read: i === 0 ? -1 : 1,
      write: 1,
    },
  ]);

const prompt = (spec: Partial<Spec> = {}): StateSetup => ({
  spec: { ...small, ...spec },
  numSlots: 2,
  steps: [...inChunks(37, 37), [{ first: 37, tokens: 1, read: 1, write: 1 }]],
});

const shapes: Variations = Object.fromEntries(
  (
    [
      ["as many key as value heads", { numKeyHeads: 3, numValueHeads: 3 }],
      ["1 head of 128", { numKeyHeads: 1, numValueHeads: 1, keyHeadDim: 128, valueHeadDim: 128 }],
      ["2 key heads, 6 value heads of 64", { numValueHeads: 6, keyHeadDim: 64, valueHeadDim: 64 }],
      ["keys of 16, values of 32", { valueHeadDim: 32 }],
      ["keys of 32, values of 16", { keyHeadDim: 32 }],
      ["keys of 10, values of 21", { keyHeadDim: 10, valueHeadDim: 21 }],
      ["keys of 1, values of 3", { keyHeadDim: 1, valueHeadDim: 3 }],
      ["kernel of 2", { convKernelSize: 2 }],
      ["kernel of 1", { convKernelSize: 1 }],
      ["kernel of 7", { convKernelSize: 7 }],
    ] as const
  ).map(([name, spec]) => [name, prompt(spec)]),
);

const lengths: Variations = Object.fromEntries(
  [1, 2, 3, 5, 15, 16, 17, 32, 33, 64, 131].map((numTokens) => [
    `T=${numTokens}`,
    { spec: small, numSlots: 2, steps: [...inChunks(numTokens, numTokens), ...inChunks(1, 1)] },
  ]),
);

const chunks: Variations = Object.fromEntries(
  [1, 3, 17, 64].map((chunk) => [`131 tokens by ${chunk}`, { spec: small, numSlots: 2, steps: inChunks(131, chunk) }]),
);

const slots: Variations = {
  "several sequences": {
    spec: small,
    numSlots: 5,
    steps: [
      [
        { first: 0, tokens: 5, read: -1, write: 4 },
        { first: 5, tokens: 40, read: -1, write: 0 },
        { first: 45, tokens: 1, read: -1, write: 2 },
      ],
      [
        { first: 46, tokens: 1, read: 4, write: 4 },
        { first: 47, tokens: 1, read: 0, write: 0 },
        { first: 48, tokens: 70, read: 2, write: 2 },
        { first: 118, tokens: 3, read: -1, write: 1 },
      ],
      [
        { first: 121, tokens: 1, read: 2, write: 2 },
        { first: 122, tokens: 2, read: 4, write: 4 },
        { first: 124, tokens: 1, read: 1, write: 1 },
        { first: 125, tokens: 1, read: 0, write: 0 },
      ],
    ],
  },
  "a checkpoint that is gone on from three times": {
    spec: small,
    numSlots: 4,
    steps: [
      [{ first: 0, tokens: 20, read: -1, write: 3 }],
      [{ first: 20, tokens: 18, read: 3, write: 0 }],
      [
        { first: 20, tokens: 1, read: 3, write: 1 },
        { first: 30, tokens: 2, read: 3, write: 2 },
      ],
      [
        { first: 21, tokens: 17, read: 1, write: 1 },
        { first: 38, tokens: 1, read: 0, write: 0 },
        { first: 39, tokens: 1, read: 2, write: 2 },
      ],
    ],
  },
  "many single tokens": {
    spec: small,
    numSlots: 9,
    steps: [0, 9, 18].map((first, step) =>
      Array.from({ length: 9 }, (_, i) => ({
        first: first + i,
        tokens: 1,
        read: step === 0 ? -1 : (i + 4) % 9,
        write: (i + 4) % 9,
      })),
    ),
  },
  "what others left in the states": { ...prompt(), poisoned: true },
  "what others left in the states, keys of 10": { ...prompt({ keyHeadDim: 10, valueHeadDim: 21 }), poisoned: true },
};

export const causalConvCases: readonly OpCase[] = [
  ...Object.entries({ ...shapes, ...lengths, ...chunks, ...slots }).map(([name, setup]) => causalConvCase(name, setup)),
  causalConvCase("large values", { ...prompt(), values: { qkv: (seed, length) => normalValues(seed, length, 1e5) } }),
  causalConvCase("zeros", { ...prompt(), values: { qkv: (_seed, length) => new Float32Array(length) } }),
];

const all = (value: number) => (_seed: number, length: number) => new Float32Array(length).fill(value);
const scaled = (deviation: number) => (seed: number, length: number) => normalValues(seed, length, deviation);

const gates: Readonly<Record<string, NonNullable<StateSetup["values"]>>> = {
  "no decay": { decayRate: all(0) },
  "weak decay": { decayRate: all(-1e-4) },
  "strong decay": { decayRate: all(-16), a: scaled(3) },
  "decay to nothing": { decayRate: all(-16), a: all(30) },
  "decay of some tokens": { decayRate: all(-8), a: scaled(20) },
  "time steps far out": { a: scaled(60) },
  "all is written": { b: all(40) },
  "nothing is written": { b: all(-100) },
  "gates far out": { b: scaled(40) },
  "the same key again and again, all written, no decay": { qkv: all(0.7), b: all(40), decayRate: all(0) },
  "tiny keys and values": { qkv: scaled(1e-4) },
  "large keys and values": { qkv: scaled(1e4) },
  zeros: { qkv: all(0) },
};

export const gatedDeltaRuleCases: readonly OpCase[] = [
  ...Object.entries({ ...shapes, ...lengths, ...chunks, ...slots }).map(([name, setup]) =>
    gatedDeltaRuleCase(name, setup),
  ),
  ...[2, 3].map((numKeyHeads) =>
    gatedDeltaRuleCase(`${numKeyHeads} key heads, tiled`, {
      ...prompt({ numKeyHeads, numValueHeads: 6 }),
      keyHeadOrder: "tiled",
    }),
  ),
  ...Object.entries(gates).map(([name, values]) =>
    gatedDeltaRuleCase(name, { spec: small, numSlots: 2, steps: inChunks(131, 100), values }),
  ),
];
