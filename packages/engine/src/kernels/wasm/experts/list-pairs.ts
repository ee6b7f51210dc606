import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { f32, i32, memory } from "../emitter/scalar.ts";
import { defineKernel } from "../kernel.ts";

/*
 * Which pairs of a token and an expert each expert has, as kernels find it in memory, in 32-bit words:
 *
 *   lists   how many experts have any, then for each of those, by number: expert, first row, number of rows
 *   pairs   of each row, the number of its pair, t × N + n
 *
 * Behind an expert's rows there are SPARE_ROWS more, with the pair of its last: a tile may end among them.
 */

/** A tile has at most so many rows and one. */
export const SPARE_ROWS = 7;

const LIST_WORDS = 3;

/** Lists, and rows with the spare ones, that there can be at most, and bytes of what `listPairs` writes. */
export function listSizes(numPairs: number, numExperts: number) {
  const lists = Math.min(numPairs, numExperts);
  const rows = numPairs + SPARE_ROWS * lists;
  return { lists, rows, listBytes: 4 * (1 + LIST_WORDS * lists), pairBytes: 4 * rows, cursorBytes: 4 * numExperts };
}

/** Lists the pairs by expert, in order. One thread does it: there are a few thousand at most. */
export const listPairs = defineKernel({
  name: "list-pairs",
  args: { experts: "i32", numPairs: "i32", numExperts: "i32", lists: "i32", pairs: "i32", cursors: "i32" },
  build(f, { experts, numPairs, numExperts, lists, pairs, cursors }, { thread }) {
    const [pair, expert, count, row, numLists, cursor] = f.locals("i32", 6);
    const eachPair = (body: () => void) =>
      f.for(pair, 0, numPairs, 1, () => {
        f.set(expert, i32.truncSatF32S(f32.load(i32.add(experts, i32.shl(pair, 2)))));
        f.set(cursor, i32.add(cursors, i32.shl(expert, 2)));
        body();
      });
    f.if(thread, () => f.return());
    f.do(memory.fill(cursors, 0, i32.shl(numExperts, 2)));
    eachPair(() => f.do(i32.store(cursor, i32.add(i32.load(cursor), 1))));

    const list = f.let("i32", i32.add(lists, 4));
    f.for(expert, 0, numExperts, 1, () => {
      f.set(cursor, i32.add(cursors, i32.shl(expert, 2)));
      f.set(count, i32.load(cursor));
      f.if(count, () => {
        for (const [index, word] of [expert, row, count].entries()) f.do(i32.store(list, word, 4 * index));
        f.do(i32.store(cursor, row));
        f.increase(row, i32.add(count, SPARE_ROWS));
        f.increase(list, 4 * LIST_WORDS);
        f.increase(numLists, 1);
      });
    });
    f.do(i32.store(lists, numLists));

    eachPair(() => {
      f.set(row, i32.load(cursor));
      f.do(i32.store(i32.add(pairs, i32.shl(row, 2)), pair));
      f.do(i32.store(cursor, i32.add(row, 1)));
    });
    forEachList(f, lists, ({ firstRow, numRows }) => {
      const end = f.let("i32", i32.add(pairs, i32.shl(i32.add(firstRow, numRows), 2)));
      const last = f.let("i32", i32.load(i32.sub(end, 4)));
      for (let spare = 0; spare < SPARE_ROWS; spare++) f.do(i32.store(end, last, 4 * spare));
    });
  },
});

/** An expert that has rows. */
export interface ExpertList {
  readonly index: Local<"i32">;
  readonly expert: Expression<"i32">;
  readonly firstRow: Local<"i32">;
  readonly numRows: Local<"i32">;
}

export function forEachList(f: FunctionBuilder, lists: Local<"i32">, body: (list: ExpertList) => void): void {
  const [index, firstRow, numRows] = f.locals("i32", 3);
  const at = f.let("i32", i32.add(lists, 4));
  const numLists = f.let("i32", i32.load(lists));
  f.for(index, 0, numLists, 1, () => {
    f.set(firstRow, i32.load(at, 4));
    f.set(numRows, i32.load(at, 8));
    body({ index, expert: i32.load(at), firstRow, numRows });
    f.increase(at, 4 * LIST_WORDS);
  });
}
