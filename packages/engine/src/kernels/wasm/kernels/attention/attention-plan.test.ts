import { describe, expect, test } from "vitest";
import type { Batch } from "../../../../core/batch.ts";
import type { KvCacheSpec } from "../../../ops.ts";
import { type AttentionPlan, planAttention } from "./attention-plan.ts";

const spec: KvCacheSpec = {
  numLayers: 1,
  numKeyValueHeads: 2,
  headDim: 64,
  blockLength: 16,
  numBlocks: 1000,
  dtype: "F16",
};

/** Sequences of [tokens in the cache, new tokens]; sequence b owns blocks 100 × b and on. */
function batchOf(sequences: readonly (readonly [number, number])[]): Batch {
  const maxBlocks = 90;
  const rows = sequences.flatMap(([history, count], b) =>
    Array.from({ length: count }, (_, i) => ({ position: history + i, slot: 1600 * b + history + i })),
  );
  let end = 0;
  return {
    tokenIds: new Int32Array(rows.length),
    positions: Int32Array.from(rows, ({ position }) => position),
    sequenceStarts: Int32Array.from([0, ...sequences.map(([, count]) => (end += count))]),
    contextLengths: Int32Array.from(sequences, ([history, count]) => history + count),
    slots: Int32Array.from(rows, ({ slot }) => slot),
    blockTables: Int32Array.from(sequences.flatMap((_, b) => Array.from({ length: maxBlocks }, (_, i) => 100 * b + i))),
    maxBlocks,
    outputRows: new Int32Array(0),
  };
}

function tilesOf(plan: AttentionPlan) {
  return Array.from({ length: plan.numTiles }, (_, tile) => {
    const [firstRow, numRows, firstPosition, table, first, end, partialRow] = plan.tiles.subarray(7 * tile);
    return { firstRow, numRows, firstPosition, table, first, end, partialRow };
  });
}

/** For each row, how often each position up to its own is looked at: all must be 1. */
function looks(plan: AttentionPlan, batch: Batch): Uint8Array[] {
  const counts = Array.from(batch.positions, (position) => new Uint8Array(position + 1));
  for (const { firstRow, numRows, first, end } of tilesOf(plan)) {
    for (let row = firstRow; row < firstRow + numRows; row++) {
      for (let position = first; position < Math.min(end, counts[row].length); position++) counts[row][position]++;
    }
  }
  return counts;
}

describe.each([
  { name: "a prompt", sequences: [[0, 200]], numHeads: 4, numThreads: 2 },
  {
    name: "many sequences",
    sequences: [
      [5, 1],
      [0, 33],
      [600, 3],
      [1200, 1],
    ],
    numHeads: 8,
    numThreads: 4,
  },
  { name: "one token, many threads", sequences: [[1299, 1]], numHeads: 14, numThreads: 8 },
  { name: "one thread", sequences: [[1299, 1]], numHeads: 2, numThreads: 1 },
] as const)("$name", ({ sequences, numHeads, numThreads }) => {
  const batch = batchOf(sequences);
  const plan = planAttention(batch, spec, numHeads, numThreads);

  test("looks at every position of every row once", () => {
    for (const counts of looks(plan, batch)) expect(counts.every((count) => count === 1)).toBe(true);
  });

  test("tiles know their positions and blocks", () => {
    for (const { firstRow, firstPosition, table, first } of tilesOf(plan)) {
      expect(firstPosition).toBe(batch.positions[firstRow]);
      expect(first % spec.blockLength).toBe(0);
      const block = plan.blockOffsets[(table + firstPosition / spec.blockLength) | 0] / (2 * 2 * 64 * 16 * 2);
      expect(block).toBe(Math.floor(batch.slots[firstRow] / spec.blockLength));
    }
  });

  test("partial rows are used once and merged", () => {
    const taken = new Uint8Array(plan.numPartialRows);
    for (let merge = 0; merge < plan.numMerges; merge++) {
      const [firstRow, numRows, firstPartialRow, numPieces] = plan.merges.subarray(4 * merge);
      const pieces = tilesOf(plan).filter((tile) => tile.firstRow === firstRow);
      expect(pieces.map(({ partialRow }) => partialRow)).toEqual(
        Array.from({ length: numPieces }, (_, piece) => firstPartialRow + piece * numRows * numHeads),
      );
      taken.fill(1, firstPartialRow, firstPartialRow + numPieces * numRows * numHeads);
    }
    expect(taken.every((one) => one === 1)).toBe(true);
  });
});

test("a row's context is cut the same with rows of guesses behind it and other sequences beside it as alone", () => {
  const cutsOf = (batch: Batch) => {
    const plan = planAttention(batch, spec, 14, 8);
    return Array.from(batch.positions, (_, row) =>
      tilesOf(plan)
        .filter(({ firstRow, numRows }) => row >= firstRow && row < firstRow + numRows)
        .map(({ first }) => first),
    );
  };
  for (let history = 250; history < 1300; history++) {
    const alone = Array.from({ length: 9 }, (_, i) => cutsOf(batchOf([[history + i, 1]]))[0]);
    const crowd = batchOf([
      [0, 40],
      [history, 9],
      [7, 1],
    ]);
    expect(cutsOf(crowd).slice(40, 49)).toEqual(alone);
  }
});

test("contexts are cut only where threads would be idle", () => {
  const generating = batchOf([[1299, 1]]);
  expect(planAttention(generating, spec, 4, 1).numTiles).toBe(1);
  expect(planAttention(generating, spec, 4, 2).numTiles).toBe(2);
  expect(planAttention(generating, spec, 4, 64).numTiles).toBe(5);
  expect(planAttention(batchOf([[0, 400]]), spec, 4, 2).numMerges).toBe(0);
  expect(planAttention(batchOf([[500, 1]]), spec, 4, 8).numMerges).toBe(0);
});
