import type { Batch } from "../../core/batch.ts";
import type { CacheType, KvCacheSpec } from "../ops.ts";
import type { ErrorBound, OpCase, Operand, RecordStep } from "./op-case.ts";
import { activation } from "./operands.ts";
import { normalValues, permutation } from "./random-values.ts";

type Values = (seed: number, length: number) => Float32Array;

/** What an attention case is made from. */
export interface AttentionSetup {
  readonly numHeads: number;
  readonly numKeyValueHeads: number;
  readonly headDim: number;
  readonly blockLength: number;
  readonly dtype: CacheType;
  /** For each step, the tokens each sequence brings; what earlier steps brought is in the cache. */
  readonly tokens: readonly (readonly number[])[];
  /** Default: 1 / sqrt(P). */
  readonly scale?: number;
  readonly slidingWindow?: number;
  /** Every block of the cache held NaN before: what a sequence that went wrong may leave to the next owner. */
  readonly poisoned?: boolean;
  /** Default: normally distributed. */
  readonly q?: Values;
  readonly k?: Values;
  readonly v?: Values;
}

const layerIndex = 1;

/** Twice this is infinite, and infinity minus infinity NaN: weights and so operands are never either. */
const HUGE = 3e38;

const bounds: Readonly<Record<CacheType, ErrorBound>> = {
  F32: { nmse: 1e-10, reason: "sums and exponentials in float32" },
  F16: { nmse: 1e-10, floor: 2 ** -15, reason: "sums in float32; a cache need not hold subnormal halves" },
  Q8_0: { nmse: 1e-10, reason: "sums and exponentials in float32" },
};

/** Steps over a cache whose blocks the sequences own in random order. */
export function attentionCase(name: string, setup: AttentionSetup): OpCase {
  const { numKeyValueHeads, headDim, blockLength, dtype, tokens } = setup;
  const totals = tokens[0].map((_, sequence) => tokens.reduce((sum, step) => sum + step[sequence], 0));
  const blockCounts = totals.map((total) => Math.ceil(total / blockLength));
  const numBlocks = blockCounts.reduce((a, b) => a + b) + 3;
  const cache: KvCacheSpec = { numLayers: 2, numKeyValueHeads, headDim, blockLength, numBlocks, dtype };
  const freeBlocks = permutation(numBlocks, numBlocks);
  const blocks = blockCounts.map((count) => freeBlocks.splice(0, count));
  const steps = [
    ...(setup.poisoned ? [poisoningStep(setup, numBlocks)] : []),
    ...tokens.map((_, step) => stepOf(setup, tokens.slice(0, step + 1), blocks)),
  ];
  return {
    op: "attention",
    name,
    operands: steps.flatMap(({ operands }) => operands),
    cache,
    steps: steps.map(({ record }) => record),
    bound: bounds[dtype],
  };
}

interface AttentionStep {
  readonly operands: readonly Operand[];
  readonly record: RecordStep;
}

/** One sequence that fills all blocks with NaN. Its own result is nobody's business. */
function poisoningStep(
  { numHeads, numKeyValueHeads, headDim, blockLength }: AttentionSetup,
  numBlocks: number,
): AttentionStep {
  const numTokens = numBlocks * blockLength;
  const allBlocks = Array.from({ length: numBlocks }, (_, block) => block);
  const batch = batchOf([numTokens], [0], [allBlocks], blockLength);
  const filled = (name: string, heads: number, value: number) =>
    activation(name, [numTokens, heads, headDim], new Float32Array(numTokens * heads * headDim).fill(value));
  return {
    operands: [
      ...[filled("hugeQ", numHeads, HUGE), filled("minusHugeQ", numHeads, -HUGE)],
      ...[filled("hugeKV", numKeyValueHeads, HUGE), filled("minusHugeKV", numKeyValueHeads, -HUGE)],
    ],
    record: ({ ops, input, cache }) => {
      const twice = (name: string) => ops.add(input(name), input(name));
      const q = ops.add(twice("hugeQ"), twice("minusHugeQ"));
      const kv = ops.add(twice("hugeKV"), twice("minusHugeKV"));
      ops.attention(q, kv, kv, cache, layerIndex, batch, { scale: 1 });
      return [];
    },
  };
}

/** The last of `tokens` as a step after the others. */
function stepOf(
  setup: AttentionSetup,
  tokens: readonly (readonly number[])[],
  blocks: readonly (readonly number[])[],
): AttentionStep {
  const { numHeads, numKeyValueHeads, headDim } = setup;
  const step = tokens.length - 1;
  const histories = tokens[0].map((_, sequence) => tokens.slice(0, -1).reduce((sum, each) => sum + each[sequence], 0));
  const batch = batchOf(tokens[step], histories, blocks, setup.blockLength);
  const numTokens = batch.positions.length;
  const operand = (name: "q" | "k" | "v", heads: number, seed: number) =>
    activation(
      `${name}${step}`,
      [numTokens, heads, headDim],
      (setup[name] ?? normalValues)(10 * step + seed, numTokens * heads * headDim),
    );
  const options = {
    scale: setup.scale ?? 1 / Math.sqrt(headDim),
    ...(setup.slidingWindow === undefined ? {} : { slidingWindow: setup.slidingWindow }),
  };
  return {
    operands: [operand("q", numHeads, 1), operand("k", numKeyValueHeads, 2), operand("v", numKeyValueHeads, 3)],
    record: ({ ops, input, cache }) => [
      ops.attention(input(`q${step}`), input(`k${step}`), input(`v${step}`), cache, layerIndex, batch, options),
    ],
  };
}

/** Sequences without tokens in this step are left out, as a scheduler would. */
function batchOf(
  counts: readonly number[],
  histories: readonly number[],
  blocks: readonly (readonly number[])[],
  blockLength: number,
): Batch {
  const taking = counts.flatMap((count, sequence) => (count > 0 ? [sequence] : []));
  const maxBlocks = Math.max(...taking.map((sequence) => blocks[sequence].length)) + 1;
  const positions = taking.flatMap((sequence) =>
    Array.from({ length: counts[sequence] }, (_, i) => histories[sequence] + i),
  );
  const slots = taking.flatMap((sequence) =>
    Array.from({ length: counts[sequence] }, (_, i) => {
      const position = histories[sequence] + i;
      return blocks[sequence][Math.floor(position / blockLength)] * blockLength + (position % blockLength);
    }),
  );
  const blockTables = new Int32Array(taking.length * maxBlocks);
  const sequenceStarts = [0];
  taking.forEach((sequence, row) => {
    blockTables.set(blocks[sequence], row * maxBlocks);
    sequenceStarts.push(sequenceStarts[row] + counts[sequence]);
  });
  return {
    tokenIds: new Int32Array(positions.length),
    positions: Int32Array.from(positions),
    sequenceStarts: Int32Array.from(sequenceStarts),
    contextLengths: Int32Array.from(taking, (sequence) => histories[sequence] + counts[sequence]),
    slots: Int32Array.from(slots),
    blockTables,
    maxBlocks,
    outputRows: new Int32Array(0),
  };
}
