import type { Expression } from "../../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { i32 } from "../../emitter/scalar.ts";
import { f32x4, v128 } from "../../emitter/simd.ts";
import type { WasmFeatures } from "../../kernel.ts";
import { multiplyAdd } from "../multiply-add.ts";
import { halfMask, loadScaledHalves } from "./cache-numbers.ts";
import { elementBytes, PANEL_WIDTH } from "./kv-cache-layout.ts";

/** What the panels hold; "F16" numbers count as × 2^-112. */
export type PanelType = "F32" | "F16";

export interface PanelProductOperands {
  /** First number of the first row of the left matrix, float32, and bytes from row to row. */
  readonly left: Local<"i32">;
  readonly leftStride: Local<"i32">;
  /** First number of the panel. */
  readonly panel: Local<"i32">;
  /** Columns of the left matrix, rows of the panel. */
  readonly depth: Local<"i32">;
  /** Where the first row of 16 results goes, and bytes from row to row. */
  readonly out: Local<"i32">;
  readonly outStride: Local<"i32">;
}

export interface PanelProductOptions {
  readonly numRows: number;
  readonly type: PanelType;
  /** Adds to what is in `out`; a vector: to what is there times it. */
  readonly accumulate: boolean | Local<"v128">;
  /** Depth is known to be a multiple of 4. */
  readonly wholeSteps: boolean;
}

const UNROLL = 4;

/** Rows of the largest group that `panelProduct` computes at its best; see there. */
export const largestGroup = ({ wideVectors }: WasmFeatures): 4 | 6 => (wideVectors ? 4 : 6);

/** Runs `body` with the addresses of the rows of each group of `numRows` rows, `sizes` in descending order. */
export function forEachGroup(
  f: FunctionBuilder,
  numRows: Local<"i32">,
  operands: Pick<PanelProductOperands, "left" | "leftStride" | "out" | "outStride">,
  sizes: readonly number[],
  body: (left: Local<"i32">, out: Local<"i32">, size: number) => void,
): void {
  const left = f.let("i32", operands.left);
  const out = f.let("i32", operands.out);
  const remaining = f.let("i32", numRows);
  for (const size of sizes) {
    f.while(i32.geS(remaining, size), () => {
      body(left, out, size);
      f.increase(left, i32.mul(operands.leftStride, size));
      f.increase(out, i32.mul(operands.outStride, size));
      f.increase(remaining, -size);
    });
  }
}

/**
 * out [numRows, 16] = left [numRows, depth] · panel [depth, 16], the one inner loop of attention: scores are queries
 * times panels of keys, results are weights times panels of values.
 *
 * The results stay in registers while the panel streams past: up to 2 rows over its whole width, else half the width
 * for up to 6 rows, twice. That is 8 to 12 independent sums, which hides the latency of the multiply-adds, and fits
 * the 15 registers V8 has on x64 beside the panel's numbers and one broadcast number of the left. Where two vectors
 * become one, the whole width for up to 4 rows is 8 sums, with fewer loads for each.
 */
export function panelProduct(
  f: FunctionBuilder,
  features: WasmFeatures,
  operands: PanelProductOperands,
  options: PanelProductOptions,
): void {
  const numVectors = options.numRows <= (features.wideVectors ? 4 : 2) ? 4 : 2;
  for (let first = 0; first < 4; first += numVectors) productColumns(f, features, operands, options, first, numVectors);
}

/** The vectors `first` … `first + numVectors - 1` of the four that are the panel's width. */
function productColumns(
  f: FunctionBuilder,
  features: WasmFeatures,
  { left, leftStride, panel, depth, out, outStride }: PanelProductOperands,
  { numRows, type, accumulate, wholeSteps }: PanelProductOptions,
  first: number,
  numVectors: number,
): void {
  const vectors = Array.from({ length: numVectors }, (_, i) => first + i);
  const leftRows = rowAddresses(f, left, leftStride, numRows);
  const outRows = rowAddresses(f, out, outStride, numRows);
  const sums = outRows.map((row) =>
    vectors.map((vector) => {
      const before = accumulate ? v128.load(row, 16 * vector) : f32x4.const(0);
      return f.let("v128", typeof accumulate === "boolean" ? before : f32x4.mul(before, accumulate));
    }),
  );
  const at = f.let("i32", panel);
  const k = f.local("i32");
  const rowBytes = PANEL_WIDTH * elementBytes(type);
  const numbers = f.locals("v128", numVectors);
  const factor = f.local("v128");
  const mask = type === "F16" ? halfMask(f) : undefined;
  const steps = (count: number) => {
    for (let step = 0; step < count; step++) {
      for (const [i, vector] of vectors.entries()) f.set(numbers[i], loadVector(at, step * rowBytes, vector, mask));
      for (const [row, address] of leftRows.entries()) {
        f.set(factor, v128.load32Splat(address, 4 * step));
        for (const [i, sum] of sums[row].entries()) f.set(sum, multiplyAdd(features, factor, numbers[i], sum));
      }
    }
    f.increase(at, count * rowBytes);
    for (const address of leftRows) f.increase(address, 4 * count);
  };
  f.for(k, 0, wholeSteps ? depth : i32.and(depth, -UNROLL), UNROLL, () => steps(UNROLL));
  if (!wholeSteps) f.for(k, k, depth, 1, () => steps(1));
  for (const [row, address] of outRows.entries()) {
    for (const [i, vector] of vectors.entries()) f.do(v128.store(address, sums[row][i], 16 * vector));
  }
}

/** Four numbers of a row: halves where there is a mask for them. */
function loadVector(
  row: Local<"i32">,
  offset: number,
  vector: number,
  mask: Local<"v128"> | undefined,
): Expression<"v128"> {
  return mask ? loadScaledHalves(row, offset + 8 * vector, mask) : v128.load(row, offset + 16 * vector);
}

function rowAddresses(f: FunctionBuilder, first: Local<"i32">, stride: Local<"i32">, count: number): Local<"i32">[] {
  const addresses = [f.let("i32", first)];
  while (addresses.length < count) addresses.push(f.let("i32", i32.add(addresses[addresses.length - 1], stride)));
  return addresses;
}
