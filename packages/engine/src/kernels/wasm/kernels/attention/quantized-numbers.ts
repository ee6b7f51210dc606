import type { Expression, Operand } from "../../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { f32, i32 } from "../../emitter/scalar.ts";
import { f32x4, i8x16, i16x8, i32x4, v128 } from "../../emitter/simd.ts";
import { largestMagnitude } from "../largest-magnitude.ts";
import { PANEL_WIDTH, SCALE_GROUP } from "./kv-cache-layout.ts";

/*
 * Keys and values in 8 bits, in the layout of kv-cache-layout.ts: integer = number × 127 / largest magnitude of its
 * group, rounded to the nearest, even ones at a tie; scale = largest magnitude / 127. A group with NaN or infinity gets
 * a scale that is NaN or infinite, and so does all that is computed from it.
 */

/** A group below this counts as zero; 127 divided by it is still finite. */
const SMALLEST_MAXIMUM = 1e-30;

/** Groups of a head of `headDim`, a multiple of 16: the last one may have but 16 numbers. */
export function numScaleGroups(headDim: Local<"i32">): Expression<"i32"> {
  return i32.divU(i32.add(headDim, SCALE_GROUP - 1), SCALE_GROUP);
}

/** Writes a key [P] into a column of a panel [P][16] and, behind it, of the scales [P / 32][16]. */
export function storeQuantizedKey(
  f: FunctionBuilder,
  key: Local<"i32">,
  headDim: Local<"i32">,
  { panel, column }: { readonly panel: Local<"i32">; readonly column: Local<"i32"> },
): void {
  const target = f.let("i32", i32.add(panel, column));
  const scales = i32.add(i32.add(panel, i32.mul(headDim, PANEL_WIDTH)), i32.shl(column, 2));
  const scaleTarget = f.let("i32", scales);
  forEachGroup(f, key, headDim, (bytes, scale) => {
    f.do(f32.store(scaleTarget, scale));
    f.increase(scaleTarget, 4 * PANEL_WIDTH);
    for (const vector of bytes) {
      for (let i = 0; i < 16; i++) {
        const word = i32x4.extractLane(vector, i >> 2);
        f.do(i32.store8(target, i32.shrU(word, 8 * (i & 3)), PANEL_WIDTH * i));
      }
      f.increase(target, 16 * PANEL_WIDTH);
    }
  });
}

/** Writes a value [P] into a row of each panel [L][16] and a column of the scales [P / 32][L] behind all panels. */
export function storeQuantizedValue(
  f: FunctionBuilder,
  value: Local<"i32">,
  headDim: Local<"i32">,
  at: { readonly values: Local<"i32">; readonly place: Local<"i32">; readonly blockLength: Local<"i32"> },
): void {
  const target = f.let("i32", i32.add(at.values, i32.mul(at.place, PANEL_WIDTH)));
  const scales = i32.add(i32.add(at.values, i32.mul(headDim, at.blockLength)), i32.shl(at.place, 2));
  const scaleTarget = f.let("i32", scales);
  forEachGroup(f, value, headDim, (bytes, scale) => {
    f.do(f32.store(scaleTarget, scale));
    f.increase(scaleTarget, i32.shl(at.blockLength, 2));
    for (const vector of bytes) {
      f.do(v128.store(target, vector));
      f.increase(target, i32.mul(at.blockLength, PANEL_WIDTH));
    }
  });
}

/** Turns a panel of keys [P][16] into float32 at `target`. */
export function keyPanelToFloats(
  f: FunctionBuilder,
  panel: Local<"i32">,
  target: Local<"i32">,
  headDim: Local<"i32">,
): void {
  const [from, to] = [panel, target].map((address) => f.let("i32", address));
  const rowsEnd = f.let("i32", i32.add(panel, i32.mul(headDim, PANEL_WIDTH)));
  const scaleSource = f.let("i32", rowsEnd);
  const groupEnd = f.local("i32");
  f.while(i32.ltU(from, rowsEnd), () => {
    const scales = [0, 16, 32, 48].map((offset) => f.let("v128", v128.load(scaleSource, offset)));
    f.increase(scaleSource, 4 * PANEL_WIDTH);
    f.set(groupEnd, i32.add(from, SCALE_GROUP * PANEL_WIDTH));
    f.if(i32.gtU(groupEnd, rowsEnd), () => f.set(groupEnd, rowsEnd));
    f.while(i32.ltU(from, groupEnd), () => {
      for (const [i, scale] of scales.entries()) f.do(v128.store(to, f32x4.mul(loadBytes(from, 4 * i), scale), 16 * i));
      f.increase(from, PANEL_WIDTH);
      f.increase(to, 4 * PANEL_WIDTH);
    });
  });
}

/** Turns the first `rows` rows of a panel of values [L][16] into float32 at `target`; `scales` has one a row. */
export function valuePanelToFloats(
  f: FunctionBuilder,
  panel: Local<"i32">,
  scales: Local<"i32">,
  target: Local<"i32">,
  rows: Local<"i32">,
): void {
  const [from, to, scaleSource] = [panel, target, scales].map((address) => f.let("i32", address));
  const row = f.local("i32");
  f.for(row, 0, rows, 1, () => {
    const scale = f.let("v128", v128.load32Splat(scaleSource));
    for (let i = 0; i < 4; i++) f.do(v128.store(to, f32x4.mul(loadBytes(from, 4 * i), scale), 16 * i));
    f.increase(from, PANEL_WIDTH);
    f.increase(to, 4 * PANEL_WIDTH);
    f.increase(scaleSource, 4);
  });
}

/** Four signed bytes as float32. */
function loadBytes(address: Operand<"i32">, offset: number): Expression<"v128"> {
  return f32x4.convertI32x4S(i32x4.extendLowI16x8S(i16x8.extendLowI8x16S(v128.load32Zero(address, offset))));
}

/** Rounds group after group of `headDim` numbers at `source`; `body` gets 16 integers a vector, two vectors or one. */
function forEachGroup(
  f: FunctionBuilder,
  source: Local<"i32">,
  headDim: Local<"i32">,
  body: (bytes: readonly Local<"v128">[], scale: Local<"f32">) => void,
): void {
  const from = f.let("i32", source);
  const end = f.let("i32", i32.add(source, i32.shl(headDim, 2)));
  f.while(i32.ltU(from, end), () => {
    f.if(
      i32.geS(i32.sub(end, from), 4 * SCALE_GROUP),
      () => roundGroup(f, from, SCALE_GROUP, body),
      () => roundGroup(f, from, SCALE_GROUP / 2, body),
    );
  });
}

function roundGroup(
  f: FunctionBuilder,
  from: Local<"i32">,
  length: number,
  body: (bytes: readonly Local<"v128">[], scale: Local<"f32">) => void,
): void {
  const numbers = Array.from({ length: length / 4 }, (_, i) => f.let("v128", v128.load(from, 16 * i)));
  const largest = f.let("f32", largestMagnitude(f, numbers));
  const factor = f.let("f32", 0);
  f.if(
    f32.lt(largest, SMALLEST_MAXIMUM),
    () => f.set(largest, 0),
    () => f.set(factor, f32.div(127, largest)),
  );
  const factors = f.let("v128", f32x4.splat(factor));
  const rounded = numbers.map((each) => i32x4.truncSatF32x4S(f32x4.nearest(f32x4.mul(each, factors))));
  const words = pairs(rounded).map(([a, b]) => f.let("v128", i16x8.narrowI32x4S(a, b)));
  const bytes = pairs(words).map(([a, b]) => f.let("v128", i8x16.narrowI16x8S(a, b)));
  body(bytes, f.let("f32", f32.div(largest, 127)));
  f.increase(from, 4 * length);
}

function pairs<T>(items: readonly T[]): (readonly [T, T])[] {
  return Array.from({ length: items.length / 2 }, (_, i) => [items[2 * i], items[2 * i + 1]] as const);
}
