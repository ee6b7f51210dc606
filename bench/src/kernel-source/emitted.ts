import type { Expression } from "../../../packages/engine/src/kernels/wasm/emitter/expression.ts";
import type { FunctionBuilder, Local } from "../../../packages/engine/src/kernels/wasm/emitter/function-builder.ts";
import { ModuleBuilder } from "../../../packages/engine/src/kernels/wasm/emitter/module-builder.ts";
import { i32 } from "../../../packages/engine/src/kernels/wasm/emitter/scalar.ts";
import { f32x4, i8x16, i32x4, v128 } from "../../../packages/engine/src/kernels/wasm/emitter/simd.ts";
import { ACTIVATION_BLOCK_BYTES, formats, type MatvecFormat } from "./layout.ts";

const HALVES = [0, 1] as const;

/** matvecQ8 and matvecQ4 by the engine's emitter; the steps of a block in a loop, or one after the other. */
export function emittedModule(unrolled: boolean, pages: number): Uint8Array<ArrayBuffer> {
  const module = new ModuleBuilder({ initialPages: pages, maximumPages: pages });
  for (const format of formats) {
    const parameters = { w: "i32", x0: "i32", y: "i32", groups: "i32", blocks: "i32" } as const;
    const kernel = module.function(parameters, "void", (f, { w, x0, y, groups, blocks }) => {
      const [group, block, step, x] = f.locals("i32", 4);
      const sums = f.locals("v128", 2);
      const products = f.locals("v128", 2);
      f.for(group, 0, groups, 1, () => {
        for (const half of HALVES) f.set(sums[half], f32x4.const(0));
        f.set(x, x0);
        f.for(block, 0, blocks, 1, () => {
          for (const half of HALVES) f.set(products[half], v128.load32Splat(x, 36));
          const numSteps = format.levelBytes / 32;
          if (unrolled) for (let step = 0; step < numSteps; step++) addProducts(f, format, w, x, step, products);
          else
            f.for(step, 0, numSteps, 1, () => {
              const wAt = f.let("i32", i32.add(w, i32.shl(step, 5)));
              const xAt = f.let("i32", i32.add(x, i32.shl(step, 2)));
              addProducts(f, format, wAt, xAt, 0, products);
            });
          const scale = f.let("v128", v128.load32Splat(x, 32));
          for (const half of HALVES) {
            const weightScale = halves(w, format.levelBytes + 8 * half);
            const product = f32x4.convertI32x4S(products[half]);
            f.set(sums[half], f32x4.relaxedMadd(product, f32x4.mul(weightScale, scale), sums[half]));
          }
          f.increase(w, format.blockBytes);
          f.increase(x, ACTIVATION_BLOCK_BYTES);
        });
        for (const half of HALVES) f.do(v128.store(y, sums[half], 16 * half));
        f.increase(y, 32);
      });
    });
    module.export(`matvec${format.name}`, kernel);
  }
  return module.encode();
}

/** One step from the addresses, `step` steps on. */
function addProducts(
  f: FunctionBuilder,
  format: MatvecFormat,
  w: Expression<"i32">,
  x: Expression<"i32">,
  step: number,
  products: readonly Local<"v128">[],
): void {
  const dot = i32x4.relaxedDotI8x16I7x16AddS;
  const first = f.let("v128", v128.load32Splat(x, 4 * step));
  if (format.name === "Q8") {
    for (const half of HALVES) {
      f.set(products[half], dot(first, v128.load(w, 32 * step + 16 * half), products[half]));
    }
    return;
  }
  const second = f.let("v128", v128.load32Splat(x, 16 + 4 * step));
  for (const half of HALVES) {
    const bytes = f.let("v128", v128.load(w, 32 * step + 16 * half));
    f.set(products[half], dot(first, v128.and(bytes, i8x16.splat(15)), products[half]));
    f.set(products[half], dot(second, i8x16.shrU(bytes, 4), products[half]));
  }
}

function halves(address: Expression<"i32">, offset: number): Expression<"v128"> {
  return v128.and(i32x4.shl(v128.load16x4S(address, offset), 13), i32x4.splat(0x8fffe000 | 0));
}
