import { describe, expect, test } from "vitest";
import { ModuleBuilder } from "../emitter/module-builder.ts";
import { v128 } from "../emitter/simd.ts";
import type { WasmFeatures } from "../kernel.ts";
import { exponential } from "./exponential.ts";

/** Four values at a time through the emitted code. */
function exponentialOf(relaxedSimd: boolean, shift: number): (x: number) => number {
  const features: WasmFeatures = { relaxedSimd, dotSecondOperand: "inexact" };
  const shared = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const builder = new ModuleBuilder({ initialPages: 1, maximumPages: 1 });
  const run = builder.function({}, "void", (f) => {
    const power = exponential(f, features, shift);
    f.do(v128.store(0, power(f.let("v128", v128.load(16)))));
  });
  builder.export("run", run);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(builder.encode()), { env: { memory: shared } });
  const floats = new Float32Array(shared.buffer);
  return (x) => {
    floats[4] = x;
    (exports.run as () => void)();
    return floats[0];
  };
}

/** Distance between neighbouring float32 at x. */
const unitInLastPlace = (x: number): number => 2 ** (Math.floor(Math.log2(x)) - 23);

describe.each([true, false])("relaxed SIMD %s", (relaxedSimd) => {
  test("is within 2 units in the last place", () => {
    const power = exponentialOf(relaxedSimd, 0);
    let worst = 0;
    for (let i = 0; i <= 20_000; i++) {
      const x = Math.fround(-87 + (175 * i) / 20_000);
      worst = Math.max(worst, Math.abs(power(x) - Math.exp(x)) / unitInLastPlace(Math.exp(x)));
    }
    expect(worst).toBeLessThan(2);
  });

  test("is exact at 0 and the ends are finite", () => {
    const power = exponentialOf(relaxedSimd, 0);
    expect(power(0)).toBe(1);
    expect(power(-87)).toBeGreaterThan(1e-38);
    expect(power(88)).toBeLessThan(2e38);
  });

  test("multiplies by a power of two", () => {
    const [plain, shifted] = [exponentialOf(relaxedSimd, 0), exponentialOf(relaxedSimd, 64)];
    for (const x of [-87, -20.3, -1, 0, 3]) expect(shifted(x)).toBe(plain(x) * 2 ** 64);
  });
});
