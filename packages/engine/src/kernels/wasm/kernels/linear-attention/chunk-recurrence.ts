import type { FunctionBuilder, Local } from "../../emitter/function-builder.ts";
import { f32, i32, memory } from "../../emitter/scalar.ts";
import { f32x4, v128 } from "../../emitter/simd.ts";
import type { WasmFeatures } from "../../kernel.ts";
import { transpose4x4 } from "../../linear/transpose.ts";
import { forEachGroup, largestGroup, type PanelProductOperands, panelProduct } from "../attention/panel-product.ts";
import { multiplyAdd } from "../multiply-add.ts";
import type { DeltaHead } from "./delta-head.ts";
import { BLOCK_TOKENS, type DeltaScratch, GATE_BYTES, PANEL_ROW_BYTES } from "./delta-scratch.ts";

const VECTORS = [0, 1, 2, 3];
const MATRIX_BYTES = BLOCK_TOKENS * PANEL_ROW_BYTES;

/** Below this, what is left of a state counts as nothing: products with numbers that are not normal are slow. */
const SMALLEST_DECAY = 1e-30;

/**
 * A whole block of 16 tokens at once. With G_i the decays of the tokens 0 to i multiplied, S as it was before the block and
 * D_ij = G_i / G_j, what token i writes is
 *
 *   u_i = beta_i × (v_i − G_i × Sᵀk_i − Σ_{j<i} D_ij × (k_i · k_j) × u_j)
 *   out_i = G_i × Sᵀq_i + Σ_{j≤i} D_ij × (q_i · k_j) × u_j
 *   S ← G_15 × S + Σ_j k_j ⊗ (D_15,j × u_j)
 *
 * so that all but the sums over j are products of matrices: keys and queries with a panel of the state, or with the keys
 * as a panel, and keys with the panel of u. D is never divided: row i is row i − 1 times the decay of token i.
 */
export function chunkRecurrence(
  f: FunctionBuilder,
  features: WasmFeatures,
  { state, panelBytes }: DeltaHead,
  scratch: DeltaScratch,
  panelRows: Local<"i32">,
): void {
  const { keys, transposedKeys, relations, products, updates, keyRowBytes, valueRowBytes } = scratch;
  const panelStride = f.let("i32", PANEL_ROW_BYTES);
  const keysAndQueries = (panel: Local<"i32">, out: Local<"i32">) =>
    rowsByPanel(f, features, {
      ...{ left: keys, leftStride: keyRowBytes, panel, depth: panelRows, out, outStride: panelStride },
      ...{ numRows: f.let("i32", 2 * BLOCK_TOKENS), accumulate: false },
    });
  transposeKeys(f, scratch, panelRows);
  keysAndQueries(transposedKeys, relations);
  weighRelations(f, scratch);
  decayKeys(f, scratch, panelRows);

  const lastGate = i32.add(scratch.gates, (BLOCK_TOKENS - 1) * GATE_BYTES);
  const decay = f.let("v128", v128.load32Splat(lastGate, 12));
  const panel = f.let("i32", state);
  const blockTokens = f.let("i32", BLOCK_TOKENS);
  const column = f.local("i32");
  f.for(column, 0, valueRowBytes, PANEL_ROW_BYTES, () => {
    keysAndQueries(panel, products);
    solveUpdates(f, features, scratch, f.let("i32", i32.add(scratch.values, column)));
    rowsByPanel(f, features, {
      ...{ left: transposedKeys, leftStride: panelStride, panel: updates, depth: blockTokens },
      ...{ out: panel, outStride: panelStride, numRows: panelRows, accumulate: decay },
    });
    f.increase(panel, panelBytes);
  });
}

interface Product extends PanelProductOperands {
  readonly numRows: Local<"i32">;
  readonly accumulate: false | Local<"v128">;
}

/** The panel product for a number of rows that is a multiple of 4. */
function rowsByPanel(f: FunctionBuilder, features: WasmFeatures, { numRows, accumulate, ...product }: Product): void {
  const sizes = largestGroup(features) === 4 ? [4] : [6, 2];
  forEachGroup(f, numRows, product, sizes, (left, out, size) => {
    const options = { numRows: size, type: "F32", accumulate, wholeSteps: true } as const;
    panelProduct(f, features, { ...product, left, out }, options);
  });
}

function transposeKeys(f: FunctionBuilder, scratch: DeltaScratch, panelRows: Local<"i32">): void {
  const { keys, transposedKeys, keyRowBytes } = scratch;
  const to = f.let("i32", transposedKeys);
  const from = f.let("i32", keys);
  const row = f.local("i32");
  f.for(row, 0, panelRows, 4, () => {
    const key = f.let("i32", from);
    for (const vector of VECTORS) {
      const rows = [0, 1, 2, 3].map(() => {
        const numbers = f.let("v128", v128.load(key));
        f.increase(key, keyRowBytes);
        return numbers;
      });
      for (const [i, each] of transpose4x4(f, rows).entries()) {
        f.do(v128.store(to, each, i * PANEL_ROW_BYTES + 16 * vector));
      }
    }
    f.increase(to, 4 * PANEL_ROW_BYTES);
    f.increase(from, 16);
  });
}

/**
 * Multiplies what keys and queries have to do with earlier keys by D, those of keys by beta too, and puts G_i to the gates.
 * `decays` is the row of D.
 */
function weighRelations(f: FunctionBuilder, { relations, gates, decays }: DeltaScratch): void {
  const [zero, smallest] = [0, SMALLEST_DECAY].map((value) => f.let("v128", f32x4.const(value)));
  f.do(memory.fill(decays, 0, PANEL_ROW_BYTES));
  const product = f.let("f32", f32.const(1));
  const gate = f.let("i32", gates);
  const at = f.let("i32", relations);
  const diagonal = f.let("i32", decays);
  const token = f.local("i32");
  f.for(token, 0, BLOCK_TOKENS, 1, () => {
    f.set(product, f32.mul(product, f32.load(gate)));
    f.do(f32.store(gate, product, 12));
    const decay = f.let("v128", v128.load32Splat(gate));
    const beta = f.let("v128", v128.load32Splat(gate, 4));
    for (const vector of VECTORS) {
      const left = f.let("v128", f32x4.mul(v128.load(decays, 16 * vector), decay));
      f.set(left, v128.bitselect(zero, left, f32x4.gt(smallest, left)));
      f.do(v128.store(decays, left, 16 * vector));
      f.do(v128.store(at, f32x4.mul(f32x4.mul(left, beta), v128.load(at, 16 * vector)), 16 * vector));
    }
    f.do(f32.store(diagonal, 1));
    for (const vector of VECTORS) {
      const related = f32x4.mul(v128.load(decays, 16 * vector), v128.load(at, MATRIX_BYTES + 16 * vector));
      f.do(v128.store(at, related, MATRIX_BYTES + 16 * vector));
    }
    f.increase(gate, GATE_BYTES);
    f.increase(at, PANEL_ROW_BYTES);
    f.increase(diagonal, 4);
  });
}

/** Multiplies the transposed keys by what is left of them at the end of the block: the last row of D. */
function decayKeys(f: FunctionBuilder, { transposedKeys, decays }: DeltaScratch, panelRows: Local<"i32">): void {
  const left = VECTORS.map((vector) => f.let("v128", v128.load(decays, 16 * vector)));
  const at = f.let("i32", transposedKeys);
  const row = f.local("i32");
  f.for(row, 0, panelRows, 1, () => {
    const numbers = VECTORS.map((vector) => f.let("v128", f32x4.mul(v128.load(at, 16 * vector), left[vector])));
    for (const vector of VECTORS) f.do(v128.store(at, numbers[vector], 16 * vector));
    f.increase(at, PANEL_ROW_BYTES);
  });
}

/** u of each token, one after the other, and the results, which take the place of 16 columns of the values. */
function solveUpdates(f: FunctionBuilder, features: WasmFeatures, scratch: DeltaScratch, value: Local<"i32">): void {
  const { gates, products, relations, updates, valueRowBytes } = scratch;
  const gate = f.let("i32", gates);
  const product = f.let("i32", products);
  const relation = f.let("i32", relations);
  const update = f.let("i32", updates);
  const earlier = f.local("i32");
  const written = f.locals("v128", 4);
  const results = f.locals("v128", 4);
  const [factor, weight] = f.locals("v128", 2);
  const related = f.local("i32");
  const token = f.local("i32");
  f.for(token, 0, BLOCK_TOKENS, 1, () => {
    f.set(factor, v128.load32Splat(gate, 12));
    f.set(weight, v128.load32Splat(gate, 4));
    for (const vector of VECTORS) {
      const remembered = f32x4.mul(factor, v128.load(product, 16 * vector));
      f.set(written[vector], f32x4.mul(weight, f32x4.sub(v128.load(value, 16 * vector), remembered)));
    }
    for (const vector of VECTORS) {
      f.set(results[vector], f32x4.mul(factor, v128.load(product, MATRIX_BYTES + 16 * vector)));
    }
    f.set(earlier, updates);
    f.set(related, relation);
    f.while(i32.ltU(earlier, update), () => {
      f.set(factor, f32x4.neg(v128.load32Splat(related)));
      f.set(weight, v128.load32Splat(related, MATRIX_BYTES));
      const numbers = VECTORS.map((vector) => f.let("v128", v128.load(earlier, 16 * vector)));
      for (const vector of VECTORS)
        f.set(written[vector], multiplyAdd(features, factor, numbers[vector], written[vector]));
      for (const vector of VECTORS)
        f.set(results[vector], multiplyAdd(features, weight, numbers[vector], results[vector]));
      f.increase(earlier, PANEL_ROW_BYTES);
      f.increase(related, 4);
    });
    f.set(weight, v128.load32Splat(related, MATRIX_BYTES));
    for (const vector of VECTORS)
      f.set(results[vector], multiplyAdd(features, weight, written[vector], results[vector]));
    for (const vector of VECTORS) f.do(v128.store(update, written[vector], 16 * vector));
    for (const vector of VECTORS) f.do(v128.store(value, results[vector], 16 * vector));
    f.increase(gate, GATE_BYTES);
    for (const row of [product, relation, update]) f.increase(row, PANEL_ROW_BYTES);
    f.increase(value, valueRowBytes);
  });
}
