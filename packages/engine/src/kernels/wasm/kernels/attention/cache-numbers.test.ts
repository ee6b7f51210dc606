import { describe, expect, test } from "vitest";
import { floatToHalf, halfToFloat } from "../../../../core/half.ts";
import { ModuleBuilder } from "../../emitter/module-builder.ts";
import { i16x8, v128 } from "../../emitter/simd.ts";
import { halfMask, halfScaleLog2, loadScaledHalves, toHalves } from "./cache-numbers.ts";

/** Through the emitted code: float32 → half → float32 × 2^-112, put right. */
function roundTrip(): (x: number) => number {
  const shared = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const builder = new ModuleBuilder({ initialPages: 1, maximumPages: 1 });
  const run = builder.function({}, "void", (f) => {
    const halves = toHalves(f, f.let("v128", v128.load(0)));
    f.do(v128.store(16, i16x8.narrowI32x4U(halves, halves)));
    f.do(v128.store(32, loadScaledHalves(16, 0, halfMask(f))));
  });
  builder.export("run", run);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(builder.encode()), { env: { memory: shared } });
  const floats = new Float32Array(shared.buffer);
  return (x) => {
    floats.fill(x, 0, 4);
    (exports.run as () => void)();
    return floats[8] * 2 ** halfScaleLog2;
  };
}

describe("cached halves", () => {
  const store = roundTrip();

  test("are those of core/half.ts wherever those are normal", () => {
    for (let bits = 0x0400; bits < 0x7bff; bits += 7) {
      const [low, high] = [halfToFloat(bits), halfToFloat(bits + 1)];
      for (const x of [low, low + (high - low) * 0.4999, (low + high) / 2, low + (high - low) * 0.5001]) {
        const expected = halfToFloat(floatToHalf(Math.fround(x)));
        if (store(x) !== expected || store(-x) !== -expected) throw new Error(`${x} became ${store(x)}`);
      }
    }
  });

  test("have nothing between 0 and 2^-14", () => {
    expect([0, 1e-30, 2 ** -15, 2 ** -15 * 1.001, -(2 ** -14) * 0.99, 2 ** -14].map(store)).toEqual([
      0,
      0,
      0,
      2 ** -14,
      -(2 ** -14),
      2 ** -14,
    ]);
  });

  test("saturate", () => {
    expect([65504, 65519, 1e9, -1e30, Number.POSITIVE_INFINITY].map(store)).toEqual([
      65504, 65504, 65504, -65504, 65504,
    ]);
    expect(Math.abs(store(Number.NaN))).toBe(65504);
  });
});
