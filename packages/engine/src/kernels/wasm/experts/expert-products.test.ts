import { expect, test } from "vitest";
import { formatById } from "../../../quant/index.ts";
import { hostileBytes } from "../../conformance/hostile-weights.ts";
import { normalValues, permutation } from "../../conformance/random-values.ts";
import { probeFeatures } from "../features.ts";
import type { WasmFeatures } from "../kernel.ts";
import { ImmediateRecorder } from "../linear/immediate-recorder.ts";
import { linearKernels } from "../linear/index.ts";
import { recordLinear } from "../linear/record-linear.ts";
import type { WasmTensor, WasmWeight } from "../recorder.ts";
import { ExpertProducts, expertKernels } from "./expert-products.ts";

/* Products of experts have the bits that each row has by itself with its expert's matrix, whatever the runtime can do. */

const native = probeFeatures();
const variants: Readonly<Record<string, WasmFeatures>> = {
  "the runtime's own": native,
  "inexact dot product": { relaxedSimd: true, dotSecondOperand: "inexact" },
  "signed dot product": { relaxedSimd: true, dotSecondOperand: "signed" },
  "plain SIMD": { relaxedSimd: false, dotSecondOperand: "inexact" },
};
const [E, N, O, I] = [7, 3, 20, 256];

for (const [variant, features] of Object.entries(variants)) {
  const recorder = new ImmediateRecorder(features, [...linearKernels(features), ...expertKernels]);

  test.skipIf(features.relaxedSimd && !native.relaxedSimd).each(["F32", "Q8_0", "Q4_0", "Q4_K", "Q6_K"])(
    `%s with ${variant}`,
    (formatId) => {
      for (const numTokens of [1, 2, 3, 8, 13, 40]) {
        const start = recorder.allocate(0);
        recorder.numThreads = 1 + (numTokens % 3);
        const { w, matrices } = randomExperts(recorder, formatId);
        const numbers = skewedNumbers(numTokens);
        const experts = { shape: [numTokens, N], buffer: recorder.upload(Float32Array.from(numbers)) };
        const products = new ExpertProducts(recorder);
        for (const rowsAToken of [1, N]) {
          const values = normalValues(numTokens, numTokens * rowsAToken * I);
          const shape = rowsAToken === 1 ? [numTokens, I] : [numTokens, N, I];
          const y = products.record({ shape, buffer: recorder.upload(values) }, w, experts);
          expect(y.shape).toEqual([numTokens, N, O]);
          const actual = recorder.floats(y.buffer, numTokens * N * O).slice();
          for (const [pair, expert] of numbers.entries()) {
            const row = Math.floor((pair * rowsAToken) / N);
            const x = { shape: [1, I], buffer: recorder.upload(values.subarray(row * I, (row + 1) * I)) };
            expect(actual.subarray(pair * O, (pair + 1) * O)).toEqual(valuesOf(recorder, x, matrices[expert]));
          }
        }
        recorder.release(start);
      }
    },
  );
}

function valuesOf(recorder: ImmediateRecorder, x: WasmTensor, w: WasmWeight): Float32Array {
  return recorder.floats(recordLinear(recorder, x, w).buffer, O).slice();
}

/** For each token N different experts: 0 by most of them, the last one by few. */
function skewedNumbers(numTokens: number): number[] {
  return Array.from({ length: numTokens }, (_, t) => {
    const rest = permutation(t, E - 1).map((expert) => (t % 5 === 0 ? expert + 1 : (expert % (E - 2)) + 1));
    return [...new Set(t % 7 === 3 ? rest : [0, ...rest])].slice(0, N);
  }).flat();
}

/** [E, O, I], and each matrix by itself. */
function randomExperts(recorder: ImmediateRecorder, formatId: string) {
  const format = formatById(formatId)!;
  const fileBytes = ((O * I) / format.blockLength) * format.blockBytes;
  const file =
    formatId === "F32" ? new Uint8Array(normalValues(1, E * O * I).buffer) : hostileBytes(format, E * fileBytes);
  const matrices = Array.from({ length: E }, (_, e) =>
    recorder.weight(formatId, [O, I], file.subarray(e * fileBytes, (e + 1) * fileBytes)),
  );
  const [{ sizeBytes, layout }] = matrices;
  const w: WasmWeight = {
    ...{ name: "w", shape: [E, O, I], formatId, layout },
    ...{ sizeBytes: E * sizeBytes, address: recorder.allocate(E * sizeBytes) },
  };
  for (const [e, { address }] of matrices.entries()) {
    recorder.bytes(w.address + e * sizeBytes, sizeBytes).set(recorder.bytes(address, sizeBytes));
  }
  return { w, matrices };
}
