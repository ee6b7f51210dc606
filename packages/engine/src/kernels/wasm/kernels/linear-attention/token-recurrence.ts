import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { i32 } from "../../emitter/scalar.ts";
import { f32x4, v128 } from "../../emitter/simd.ts";
import type { WasmFeatures } from "../../kernel.ts";
import { panelProduct } from "../attention/panel-product.ts";
import { multiplyAdd } from "../multiply-add.ts";
import type { DeltaHead } from "./delta-head.ts";
import { BLOCK_TOKENS, type DeltaScratch, GATE_BYTES, PANEL_ROW_BYTES } from "./delta-scratch.ts";

const VECTORS = [0, 1, 2, 3];

/**
 * The first `count` tokens of a thread's block, one after the other, panel by panel: a panel of the state is read from
 * memory once and written once for all of them.
 *
 * Of a token the panel's columns are multiplied with k and with q in one pass; with m = Sᵀk and S as it was before,
 *
 *   u = beta × (v − decay × m),  out = decay × Sᵀq + (k · q) × u,  S ← decay × S + k ⊗ u
 *
 * so that the second pass only updates.
 */
export function tokenRecurrence(
  f: FunctionBuilder,
  features: WasmFeatures,
  { state, panelBytes }: DeltaHead,
  scratch: DeltaScratch,
  panelRows: Local<"i32">,
  count: Local<"i32">,
): void {
  const { keys, values, gates, products, keyRowBytes, valueRowBytes } = scratch;
  const panel = f.let("i32", state);
  const column = f.local("i32");
  const [token, key, value, gate] = f.locals("i32", 4);
  const queryOffset = f.let("i32", i32.mul(BLOCK_TOKENS, keyRowBytes));
  const outStride = f.let("i32", PANEL_ROW_BYTES);
  f.for(column, 0, valueRowBytes, PANEL_ROW_BYTES, () => {
    f.set(key, keys);
    f.set(value, i32.add(values, column));
    f.set(gate, gates);
    f.for(token, 0, count, 1, () => {
      const operands = { left: key, leftStride: queryOffset, panel, depth: panelRows, out: products, outStride };
      panelProduct(f, features, operands, { numRows: 2, type: "F32", accumulate: false, wholeSteps: true });
      const decay = f.let("v128", v128.load32Splat(gate));
      const update = useProducts(f, features, { gate, value, products, decay });
      updatePanel(f, features, { panel, panelRows, key, decay, update });
      f.increase(key, keyRowBytes);
      f.increase(value, valueRowBytes);
      f.increase(gate, GATE_BYTES);
    });
    f.increase(panel, panelBytes);
  });
}

interface ProductUse {
  readonly gate: Local<"i32">;
  /** 16 values, in whose place the results are written. */
  readonly value: Local<"i32">;
  /** Sᵀk, then Sᵀq */
  readonly products: Local<"i32">;
  readonly decay: Local<"v128">;
}

/** Writes the results and gives u. */
function useProducts(
  f: FunctionBuilder,
  features: WasmFeatures,
  { gate, value, products, decay }: ProductUse,
): readonly Local<"v128">[] {
  const beta = f.let("v128", v128.load32Splat(gate, 4));
  const keyQuery = f.let("v128", v128.load32Splat(gate, 8));
  const update = VECTORS.map((vector) => {
    const remembered = f32x4.mul(decay, v128.load(products, 16 * vector));
    return f.let("v128", f32x4.mul(beta, f32x4.sub(v128.load(value, 16 * vector), remembered)));
  });
  const results = VECTORS.map((vector) => {
    const before = f32x4.mul(decay, v128.load(products, PANEL_ROW_BYTES + 16 * vector));
    return f.let("v128", multiplyAdd(features, keyQuery, update[vector], before));
  });
  for (const vector of VECTORS) f.do(v128.store(value, results[vector], 16 * vector));
  return update;
}

interface PanelUpdate {
  readonly panel: Local<"i32">;
  readonly panelRows: Local<"i32">;
  readonly key: Local<"i32">;
  readonly decay: Local<"v128">;
  readonly update: readonly Local<"v128">[];
}

function updatePanel(
  f: FunctionBuilder,
  features: WasmFeatures,
  { panel, panelRows, key, decay, update }: PanelUpdate,
): void {
  const at = f.let("i32", panel);
  const keyAt = f.let("i32", key);
  const factor = f.local("v128");
  const row = f.local("i32");
  f.for(row, 0, panelRows, 4, () => {
    for (const step of [0, 1, 2, 3]) {
      const offset = step * PANEL_ROW_BYTES;
      f.set(factor, v128.load32Splat(keyAt, 4 * step));
      const rows = VECTORS.map((vector) =>
        f.let(
          "v128",
          multiplyAdd(features, factor, update[vector], f32x4.mul(decay, v128.load(at, offset + 16 * vector))),
        ),
      );
      for (const vector of VECTORS) f.do(v128.store(at, rows[vector], offset + 16 * vector));
    }
    f.increase(at, 4 * PANEL_ROW_BYTES);
    f.increase(keyAt, 16);
  });
}
