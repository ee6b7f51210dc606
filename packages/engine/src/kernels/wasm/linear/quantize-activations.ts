import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { f32, i32 } from "../emitter/scalar.ts";
import { f32x4, i8x16, i16x8, i32x4, v128 } from "../emitter/simd.ts";
import { defineKernel } from "../kernel.ts";
import { largestMagnitude } from "../kernels/largest-magnitude.ts";
import { forEachShare } from "../kernels/share.ts";
import { BLOCK_COLUMNS, type QuantisedForm, tokenBlockBytes } from "./activation-tile.ts";

type Vector = Expression<"v128">;

/** Below this a block counts as zero; 127 divided by it is still finite. */
const SMALLEST_MAXIMUM = 1e-30;
/** Added to a float of magnitude below 2^22, it leaves the nearest integer (of two, the even one) in the low bits. */
const ROUNDING = 1.5 * 2 ** 23;

/**
 * Quantises x [tokens, columns] float32 to 8 bits, scale = largest magnitude of the block / 127, in the layout of
 * activation-tile.ts. A block with NaN or infinity gets a scale that is NaN or infinite, and so does all that is
 * computed from it. Tokens that the last tile lacks are zero. Threads share the blocks.
 */
const quantizeActivations = (form: QuantisedForm) =>
  defineKernel({
    name: `quantize-activations-${form}`,
    args: { x: "i32", out: "i32", tokens: "i32", columns: "i32", tileSize: "i32", tiles: "i32" },
    build(f, { x, out, tokens, columns, tileSize, tiles }, context) {
      const blocks = f.let("i32", i32.divU(columns, BLOCK_COLUMNS));
      const stride = f.let("i32", i32.shl(tileSize, 2));
      const blockBytes = f.let("i32", i32.mul(tileSize, tokenBlockBytes(form)));
      const [index, token, source, target] = f.locals("i32", 4);
      forEachShare(f, context, i32.mul(tiles, blocks), (item) => {
        const firstToken = f.let("i32", i32.mul(i32.divU(item, blocks), tileSize));
        const firstColumn = f.let("i32", i32.mul(i32.remU(item, blocks), BLOCK_COLUMNS));
        const block = f.let("i32", i32.add(out, i32.mul(item, blockBytes)));
        f.for(index, 0, tileSize, 1, () => {
          f.set(token, i32.add(firstToken, index));
          f.set(target, i32.add(block, i32.shl(index, 2)));
          f.set(source, i32.add(x, i32.shl(i32.add(i32.mul(token, columns), firstColumn), 2)));
          f.if(
            i32.ltS(token, tokens),
            () => quantizeBlock(f, form, source, target, stride),
            () => storeWords(f, target, stride, new Array(tokenBlockBytes(form) / 4).fill(i32.const(0))),
          );
        });
      });
    },
  });

export const quantizeKernels = {
  bytes: quantizeActivations("bytes"),
  words: quantizeActivations("words"),
} as const;

function quantizeBlock(
  f: FunctionBuilder,
  form: QuantisedForm,
  source: Local<"i32">,
  target: Local<"i32">,
  stride: Local<"i32">,
): void {
  const values = range(8).map((i) => f.let("v128", v128.load(source, 16 * i)));
  const largest = f.let("f32", largestMagnitude(f, values));
  const factor = f.let("f32", f32.const(0));
  f.if(
    f32.lt(largest, SMALLEST_MAXIMUM),
    () => f.set(largest, 0),
    () => f.set(factor, f32.div(127, largest)),
  );
  const scale = f.let("f32", f32.div(largest, 127));
  const rounded = values.map((value) => f.let("v128", toNearestInteger(f32x4.mul(value, f32x4.splat(factor)))));
  const words = range(4).map((i) => f.let("v128", i16x8.narrowI32x4S(rounded[2 * i], rounded[2 * i + 1])));
  const bytes = range(2).map((i) => f.let("v128", i8x16.narrowI16x8S(words[2 * i], words[2 * i + 1])));
  const firstParts = f.let("v128", negativeParts(f, bytes[0]));
  const parts = f.let("v128", i16x8.add(firstParts, negativeParts(f, bytes[1])));
  const sum = i32.add(i16x8.extractLaneS(parts, 0), i16x8.extractLaneS(parts, 1));
  storeWords(f, target, stride, [
    ...(form === "bytes" ? bytes : words).flatMap((vector) => range(4).map((lane) => i32x4.extractLane(vector, lane))),
    i32.reinterpretF32(scale),
    i32.reinterpretF32(f32.mul(scale, f32.convertI32S(sum))),
    i32x4.extractLane(parts, 0),
    i32x4.extractLane(firstParts, 0),
  ]);
}

/** Stores words `stride` bytes apart. Changes `target`. */
function storeWords(
  f: FunctionBuilder,
  target: Local<"i32">,
  stride: Local<"i32">,
  words: readonly Expression<"i32">[],
): void {
  for (const word of words) {
    f.do(i32.store(target, word));
    f.increase(target, stride);
  }
}

function toNearestInteger(value: Vector): Vector {
  return i32x4.sub(f32x4.add(value, f32x4.const(ROUNDING)), v128.constI32(new Array(4).fill(ROUNDING_BITS)));
}

const ROUNDING_BITS = new Int32Array(new Float32Array([ROUNDING]).buffer)[0];

/** Minus the sums of columns 0 and 1 of every 4 and of columns 2 and 3, as 16-bit numbers in the first 32-bit lane. */
function negativeParts(f: FunctionBuilder, bytes: Vector): Vector {
  const pairs = f.let("v128", i16x8.extaddPairwiseI8x16S(bytes));
  const halves = f.let("v128", i16x8.add(pairs, rotate(pairs, 8)));
  return i16x8.neg(i16x8.add(halves, rotate(halves, 4)));
}

const rotate = (vector: Vector, bytes: number): Vector =>
  i8x16.shuffle(
    vector,
    vector,
    range(16).map((i) => (i + bytes) % 16),
  );

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
