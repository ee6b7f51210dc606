import type { Expression } from "../../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { f32, i32 } from "../../emitter/scalar.ts";
import { f32x4, i32x4, v128 } from "../../emitter/simd.ts";
import type { WasmFeatures } from "../../kernel.ts";
import { exponential } from "../exponential.ts";

/** Before any score was seen: below every score, and finite, so that differences are. */
export const NO_MAXIMUM = -1e30;

/**
 * Weights below e^-40 of the largest become 0: they could not change a float32 sum of a million others, but would turn
 * into subnormal products, which cost some processors a hundred cycles each.
 */
const SMALLEST_EXPONENT = -40;

/** One query's share of a chunk. Positions are those of the sequence. */
export interface ChunkRow {
  /** Raw scores of the chunk's positions; becomes their weights. */
  readonly scores: Local<"i32">;
  readonly chunkFirst: Local<"i32">;
  /** Behind the last position whose score was computed for a query of this tile. */
  readonly chunkEnd: Local<"i32">;
  /** What this query may see, both included. */
  readonly firstVisible: Local<"i32">;
  readonly lastVisible: Local<"i32">;
  /** What raw scores are multiplied by, in each lane. */
  readonly scale: Local<"v128">;
  /** Address of the running maximum and, behind it, the running sum of weights. */
  readonly state: Local<"i32">;
  /** The running result, P floats, and its end. */
  readonly result: Local<"i32">;
  readonly resultEnd: Local<"i32">;
}

/**
 * The code for one step of the online softmax: turns scores into weights relative to the largest score so far, and
 * brings sum and result of the chunks before to the same scale. Weights come out × 2^shift. To be called before the
 * loop, see `exponential`.
 * @see https://arxiv.org/abs/1805.02867 (Milakov and Gimelshein)
 */
export function chunkSoftmax(f: FunctionBuilder, features: WasmFeatures, shift: number): (row: ChunkRow) => void {
  const decay = softmaxWeight(f, features, 0);
  const weightOf = softmaxWeight(f, features, shift);
  return (row) => {
    const end = f.let("i32", i32.add(row.scores, i32.shl(i32.sub(row.chunkEnd, row.chunkFirst), 2)));
    const before = f.let("f32", f32.load(row.state));
    const largest = f.let("v128", f32x4.splat(before));
    scaleAndMask(f, row, end, largest);
    const highest = horizontal(f, largest, f32.max);
    const after = f.let("v128", f32x4.splat(highest));
    f.if(f32.gt(highest, before), () => {
      const factor = decay(f32x4.splat(f32.sub(before, highest)));
      f.do(f32.store(row.state, highest));
      f.do(f32.store(row.state, f32.mul(f32.load(row.state, 4), f32x4.extractLane(factor, 0)), 4));
      forEachVector(f, row.result, row.resultEnd, (at) => f.do(v128.store(at, f32x4.mul(v128.load(at), factor))));
    });
    const sum = f.let("v128", f32x4.const(0));
    forEachVector(f, row.scores, end, (at) => {
      const weights = weightOf(f32x4.sub(v128.load(at), after));
      f.do(v128.store(at, weights));
      f.set(sum, f32x4.add(sum, weights));
    });
    f.do(f32.store(row.state, f32.add(f32.load(row.state, 4), horizontal(f, sum, f32.add)), 4));
  };
}

/** The code for e^difference × 2^shift, difference ≤ 0; 0 where that does not count, NaN for NaN. */
export function softmaxWeight(
  f: FunctionBuilder,
  features: WasmFeatures,
  shift: number,
): (difference: Expression<"v128">) => Local<"v128"> {
  const power = exponential(f, features, shift);
  const [lowest, smallest] = [-87, SMALLEST_EXPONENT].map((value) => f.let("v128", f32x4.const(value)));
  return (value) => {
    const difference = f.let("v128", value);
    const clamped = f.let("v128", f32x4.pmax(difference, lowest));
    const weight = v128.and(power(clamped), f32x4.ge(difference, smallest));
    return f.let("v128", v128.or(weight, f32x4.ne(difference, difference)));
  };
}

/** scores × scale, −∞ where the query may not look; raises `largest` to the largest in each lane. */
function scaleAndMask(f: FunctionBuilder, row: ChunkRow, end: Local<"i32">, largest: Local<"v128">): void {
  const pass = (scoreAt: (at: Local<"i32">) => Expression<"v128">) =>
    forEachVector(f, row.scores, end, (at) => {
      const score = f.let("v128", scoreAt(at));
      f.do(v128.store(at, score));
      f.set(largest, f32x4.pmax(largest, score));
    });
  const scaled = (at: Local<"i32">) => f32x4.mul(v128.load(at), row.scale);
  const startsInside = i32.leS(row.firstVisible, row.chunkFirst);
  const endsInside = i32.geS(i32.add(row.lastVisible, 1), i32.and(i32.add(row.chunkEnd, 3), -4));
  f.if(
    i32.and(startsInside, endsInside),
    () => pass(scaled),
    () => {
      const first = i32x4.splat(row.chunkFirst);
      const positions = f.let("v128", i32x4.add(first, v128.constI32([0, 1, 2, 3])));
      const tooEarly = f.let("v128", i32x4.splat(i32.sub(row.firstVisible, 1)));
      const tooLate = f.let("v128", i32x4.splat(i32.add(row.lastVisible, 1)));
      const [four, nothing] = [i32x4.splat(4), f32x4.const(Number.NEGATIVE_INFINITY)].map((value) =>
        f.let("v128", value),
      );
      pass((at) => {
        const visible = v128.and(i32x4.gtS(positions, tooEarly), i32x4.gtS(tooLate, positions));
        const masked = f.let("v128", v128.bitselect(scaled(at), nothing, visible));
        f.set(positions, i32x4.add(positions, four));
        return masked;
      });
    },
  );
}

function forEachVector(
  f: FunctionBuilder,
  from: Local<"i32">,
  end: Local<"i32">,
  body: (at: Local<"i32">) => void,
): void {
  const at = f.let("i32", from);
  f.while(i32.ltU(at, end), () => {
    body(at);
    f.increase(at, 16);
  });
}

/** All four lanes brought together. */
function horizontal(
  f: FunctionBuilder,
  vector: Local<"v128">,
  combine: (a: Expression<"f32">, b: Expression<"f32">) => Expression<"f32">,
): Local<"f32"> {
  return f.let(
    "f32",
    [0, 1, 2, 3].map((lane) => f32x4.extractLane(vector, lane)).reduce((a, b) => combine(a, b)),
  );
}
