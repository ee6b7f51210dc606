import type { CacheType } from "../../../ops.ts";
import type { Operand } from "../../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { i32 } from "../../emitter/scalar.ts";
import { i16x8, v128 } from "../../emitter/simd.ts";
import { defineKernel } from "../../kernel.ts";
import { forEachShare } from "../share.ts";
import { storeHalf, toHalves } from "./cache-numbers.ts";
import { elementBytes, PANEL_WIDTH } from "./kv-cache-layout.ts";
import { numScaleGroups, storeQuantizedKey, storeQuantizedValue } from "./quantized-numbers.ts";

/**
 * Writes k and v [T, K, P] into the cache of one layer, at `slots` [T], in the layout of kv-cache-layout.ts.
 *
 * A key is spread over its panel one number at a time, which is the price of reading keys fast ever after. Threads share
 * (head, token) pairs with tokens inner, so that two threads rarely write to one cache line.
 */
const storeKeysValues = (dtype: CacheType) =>
  defineKernel({
    name: `storeKeysValues${dtype}`,
    args: {
      k: "i32",
      v: "i32",
      layer: "i32",
      slots: "i32",
      tokens: "i32",
      heads: "i32",
      headDim: "i32",
      blockLength: "i32",
    },
    build(f, { k, v, layer, slots, tokens, heads, headDim, blockLength }, context) {
      const panelRowBytes = PANEL_WIDTH * elementBytes(dtype);
      const scaleBytes = dtype === "Q8_0" ? i32.shl(numScaleGroups(headDim), 2) : 0;
      const positionBytes = f.let("i32", i32.add(i32.mul(headDim, elementBytes(dtype)), scaleBytes));
      const partBytes = f.let("i32", i32.mul(positionBytes, blockLength));
      forEachShare(f, context, i32.mul(tokens, heads), (index) => {
        const head = f.let("i32", i32.divU(index, tokens));
        const token = f.let("i32", i32.sub(index, i32.mul(head, tokens)));
        const slot = f.let("i32", i32.load(i32.add(slots, i32.shl(token, 2))));
        const block = f.let("i32", i32.divU(slot, blockLength));
        const place = f.let("i32", i32.sub(slot, i32.mul(block, blockLength)));
        const part = i32.mul(i32.shl(i32.add(i32.mul(block, heads), head), 1), partBytes);
        const keys = f.let("i32", i32.add(layer, part));
        const values = f.let("i32", i32.add(keys, partBytes));
        const source = f.let("i32", i32.mul(i32.shl(i32.add(i32.mul(token, heads), head), 2), headDim));
        const [key, value] = [k, v].map((tensor) => f.let("i32", i32.add(tensor, source)));

        const panel = f.let("i32", i32.add(keys, i32.mul(i32.divU(place, PANEL_WIDTH), i32.shl(positionBytes, 4))));
        const column = f.let("i32", i32.remU(place, PANEL_WIDTH));
        if (dtype === "Q8_0") {
          storeQuantizedKey(f, key, headDim, { panel, column });
          storeQuantizedValue(f, value, headDim, { values, place, blockLength });
          return;
        }
        const keyTarget = f.let("i32", i32.add(panel, i32.mul(column, elementBytes(dtype))));
        const valueTarget = f.let("i32", i32.add(values, i32.mul(place, panelRowBytes)));
        storeKey(f, dtype, key, keyTarget, headDim);
        storeValue(f, dtype, value, valueTarget, headDim, i32.mul(blockLength, panelRowBytes));
      });
    },
  });

export const storeKeysValuesKernels = {
  F32: storeKeysValues("F32"),
  F16: storeKeysValues("F16"),
  Q8_0: storeKeysValues("Q8_0"),
};

/** One number to each row of the panel. */
function storeKey(
  f: FunctionBuilder,
  dtype: "F32" | "F16",
  from: Local<"i32">,
  target: Local<"i32">,
  headDim: Local<"i32">,
): void {
  const rowBytes = PANEL_WIDTH * elementBytes(dtype);
  const i = f.local("i32");
  f.for(i, 0, headDim, 4, () => {
    const numbers = f.let("v128", v128.load(from));
    const stored = dtype === "F16" ? toHalves(f, numbers) : numbers;
    for (const lane of [0, 1, 2, 3]) {
      const offset = lane * rowBytes;
      f.do(dtype === "F16" ? storeHalf(target, stored, lane, offset) : v128.store32Lane(target, stored, lane, offset));
    }
    f.increase(from, 16);
    f.increase(target, 4 * rowBytes);
  });
}

/** A whole row of 16 to each panel. */
function storeValue(
  f: FunctionBuilder,
  dtype: "F32" | "F16",
  from: Local<"i32">,
  target: Local<"i32">,
  headDim: Local<"i32">,
  panelBytes: Operand<"i32">,
): void {
  const step = f.let("i32", panelBytes);
  const i = f.local("i32");
  f.for(i, 0, headDim, PANEL_WIDTH, () => {
    const numbers = [0, 16, 32, 48].map((offset) => f.let("v128", v128.load(from, offset)));
    if (dtype === "F16") {
      const [a, b, c, d] = numbers.map((each) => toHalves(f, each));
      f.do(v128.store(target, i16x8.narrowI32x4U(a, b)));
      f.do(v128.store(target, i16x8.narrowI32x4U(c, d), 16));
    } else {
      for (const [index, each] of numbers.entries()) f.do(v128.store(target, each, 16 * index));
    }
    f.increase(from, 64);
    f.increase(target, step);
  });
}
