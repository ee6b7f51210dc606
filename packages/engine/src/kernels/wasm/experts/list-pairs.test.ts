import { expect, test } from "vitest";
import { ImmediateRecorder } from "../linear/immediate-recorder.ts";
import { listPairs, listSizes, SPARE_ROWS } from "./list-pairs.ts";

const recorder = new ImmediateRecorder({ relaxedSimd: false, dotSecondOperand: "inexact" }, [listPairs]);

/** The pairs of each expert that has any, and of the spare rows behind them. */
function listsOf(experts: readonly number[], numExperts: number) {
  const { listBytes, pairBytes, cursorBytes, rows } = listSizes(experts.length, numExperts);
  const lists = recorder.buffer(listBytes);
  const pairs = recorder.buffer(pairBytes);
  recorder.command(listPairs, {
    ...{ experts: recorder.upload(Float32Array.from(experts)), numPairs: experts.length, numExperts },
    ...{ lists, pairs, cursors: recorder.buffer(cursorBytes) },
  });
  const words = new Int32Array(recorder.floats(lists, listBytes / 4).slice().buffer);
  const pairOfRow = new Int32Array(recorder.floats(pairs, rows).slice().buffer);
  return Array.from({ length: words[0] }, (_, list) => {
    const [expert, firstRow, numRows] = words.subarray(1 + 3 * list, 4 + 3 * list);
    const end = firstRow + numRows;
    return {
      expert,
      pairs: [...pairOfRow.subarray(firstRow, end)],
      spare: [...pairOfRow.subarray(end, end + SPARE_ROWS)],
    };
  });
}

test.each([1, 3])(
  "pairs are listed by expert, in order, with the last one repeated behind them, %s threads",
  (threads) => {
    recorder.numThreads = threads;
    const spare = (pair: number) => new Array(SPARE_ROWS).fill(pair);
    expect(listsOf([4, 1, 0, 4, 1, 4], 6)).toEqual([
      { expert: 0, pairs: [2], spare: spare(2) },
      { expert: 1, pairs: [1, 4], spare: spare(4) },
      { expert: 4, pairs: [0, 3, 5], spare: spare(5) },
    ]);
  },
);

test("as many lists as can be, and one of all pairs", () => {
  expect(listsOf([2, 0, 1], 3).map(({ expert, pairs }) => [expert, pairs])).toEqual([
    [0, [1]],
    [1, [2]],
    [2, [0]],
  ]);
  expect(listsOf([5, 5, 5, 5], 6).map(({ expert, pairs }) => [expert, pairs])).toEqual([[5, [0, 1, 2, 3]]]);
});
