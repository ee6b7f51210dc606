import type { Expression } from "../../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { f32, i32 } from "../../emitter/scalar.ts";
import { f32x4, v128 } from "../../emitter/simd.ts";
import type { WasmFeatures } from "../../kernel.ts";
import { exponential } from "../exponential.ts";
import { forEachVectorOfRow } from "../row-vectors.ts";
import { sigmoidDivisor } from "../sigmoid-divisor.ts";
import type { DeltaHead } from "./delta-head.ts";
import { type DeltaScratch, GATE_BYTES } from "./delta-scratch.ts";
import { dotProduct } from "./dot-product.ts";
import { softplus } from "./softplus.ts";

type Vector = Expression<"v128">;

const NORM_EPS = 1e-6;

/** Below this e^x counts as 0. */
const SMALLEST_EXPONENT = -87;

/**
 * The code that brings rows `first` … `first + count − 1` of a head into a thread's scratch memory: keys and queries
 * normalised, values, and what the gates come to. To be called before the loop that uses the result.
 */
export function blockPreparation(
  f: FunctionBuilder,
  features: WasmFeatures,
  scratch: DeltaScratch,
  queryScale: Local<"f32">,
): (head: DeltaHead, first: Local<"i32">, count: Local<"i32">) => void {
  const gatesOf = tokenGates(f, features);
  return (head, first, count) => {
    const rowOf = (start: Local<"i32">, rowBytes: Local<"i32">) =>
      f.let("i32", i32.add(start, i32.mul(first, rowBytes)));
    const [query, key, value] = [head.query, head.key, head.value].map((start) => rowOf(start, head.qkvRowBytes));
    const [a, b] = [head.a, head.b].map((start) => rowOf(start, head.gateRowBytes));
    const [keyTo, queryTo, valueTo, gateTo] = [scratch.keys, scratch.queries, scratch.values, scratch.gates].map(
      (start) => f.let("i32", start),
    );
    const { keyRowBytes, valueRowBytes } = scratch;
    const index = f.local("i32");
    f.for(index, 0, count, 1, () => {
      normalise(f, features, { from: key, to: keyTo, bytes: head.keyBytes, rowBytes: keyRowBytes }, 1);
      normalise(f, features, { from: query, to: queryTo, bytes: head.keyBytes, rowBytes: keyRowBytes }, queryScale);
      copyPadded(f, { from: value, to: valueTo, bytes: head.valueBytes, rowBytes: valueRowBytes });
      const { decay, beta } = gatesOf(head, v128.load32Splat(a), v128.load32Splat(b));
      f.do(v128.store32Lane(gateTo, decay, 0));
      f.do(v128.store32Lane(gateTo, beta, 0, 4));
      f.do(f32.store(gateTo, dotProduct(f, features, keyTo, queryTo, keyRowBytes), 8));
      for (const from of [query, key, value]) f.increase(from, head.qkvRowBytes);
      for (const from of [a, b]) f.increase(from, head.gateRowBytes);
      for (const to of [keyTo, queryTo]) f.increase(to, keyRowBytes);
      f.increase(valueTo, valueRowBytes);
      f.increase(gateTo, GATE_BYTES);
    });
  };
}

interface CopiedRow {
  readonly from: Local<"i32">;
  readonly to: Local<"i32">;
  /** Of the row as it is, and with zeros behind. */
  readonly bytes: Local<"i32">;
  readonly rowBytes: Local<"i32">;
}

/** to = from / sqrt(Σ from² + 1e-6) × scale */
function normalise(f: FunctionBuilder, features: WasmFeatures, row: CopiedRow, scale: Local<"f32"> | number): void {
  const norm = f32.sqrt(f32.add(dotProduct(f, features, row.from, row.from, row.bytes), NORM_EPS));
  const factor = f.let("v128", f32x4.splat(f32.div(scale, norm)));
  copyPadded(f, row, (numbers) => f32x4.mul(numbers, factor));
}

function copyPadded(
  f: FunctionBuilder,
  { from, to, bytes, rowBytes }: CopiedRow,
  change = (numbers: Expression<"v128">) => numbers,
): void {
  const at = f.local("i32");
  forEachVectorOfRow(f, at, 0, bytes, ({ load, store }) =>
    f.do(store(i32.add(to, at), change(load(i32.add(from, at))))),
  );
  f.for(at, bytes, rowBytes, 4, () => f.do(i32.store(i32.add(to, at), 0)));
}

/** The code for decay and beta of a token, in all lanes. */
function tokenGates(
  f: FunctionBuilder,
  features: WasmFeatures,
): (head: DeltaHead, a: Vector, b: Vector) => { readonly decay: Vector; readonly beta: Vector } {
  const power = exponential(f, features);
  const plus = softplus(f, features);
  const divisorOf = sigmoidDivisor(f, features);
  const [one, smallest, largest] = [1, SMALLEST_EXPONENT, -SMALLEST_EXPONENT].map((value) =>
    f.let("v128", f32x4.const(value)),
  );
  return ({ decayRate, timeStepBias }, a, b) => {
    const timeStep = plus(f.let("v128", f32x4.add(a, timeStepBias)));
    const exponent = f.let("v128", f32x4.mul(decayRate, timeStep));
    const clamped = f.let("v128", f32x4.pmax(f32x4.pmin(exponent, largest), smallest));
    // NaN is not below anything, and stays.
    const decay = v128.bitselect(f32x4.const(0), power(clamped), f32x4.gt(smallest, exponent));
    return { decay, beta: f32x4.div(one, divisorOf(f.let("v128", b))) };
  };
}
