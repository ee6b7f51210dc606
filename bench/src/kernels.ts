import { parseArgs } from "node:util";
import { bytesSource } from "../../packages/engine/src/files/bytes-source.ts";
import type { Backend } from "../../packages/engine/src/kernels/backend.ts";
import type { Weight } from "../../packages/engine/src/kernels/ops.ts";
import { createWasmBackend } from "../../packages/engine/src/kernels/wasm/wasm-backend.ts";
import { formatById, quantFormats } from "../../packages/engine/src/quant/index.ts";
import type { QuantFormat } from "../../packages/engine/src/quant/quant-format.ts";
import { formatTable } from "../../tests/parity/format-table.ts";

/*
 * npm run kernels -- [--formats Q8_0,Q4_0,Q4_K,Q5_K,Q6_K,IQ4_NL,IQ4_XS] [--rows 1024] [--columns 3072]
 *   [--tokens 1,8,512] [--threads 2] [--megabytes 400] [--repeat 1] [--rounds 10]
 *
 * How fast our wasm backend multiplies with matrices of each format: gigabytes of weights read and billions of
 * multiplications a second. The matrices are many, so that with few tokens they come from memory; with few megabytes, each
 * read so often (`--repeat`), they come from the processor's cache, and arithmetic alone decides.
 */

interface Setting {
  readonly backend: Backend;
  readonly table: Weight;
  readonly matrices: readonly Weight[];
  readonly numTokens: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      formats: { type: "string", default: "Q8_0,Q4_0,Q4_K,Q5_K,Q6_K,IQ4_NL,IQ4_XS" },
      rows: { type: "string", default: "1024" },
      columns: { type: "string", default: "3072" },
      tokens: { type: "string", default: "1,8,512" },
      threads: { type: "string", default: "2" },
      megabytes: { type: "string", default: "400" },
      repeat: { type: "string", default: "1" },
      rounds: { type: "string", default: "10" },
    },
  });
  const [rows, columns] = [Number(values.rows), Number(values.columns)];
  const table = [["format", "tokens", "GB/s, best", "median", "GMAC/s, best", "median"]];
  for (const format of values.formats.split(",").map(requireFormat)) {
    const backend = await createWasmBackend({ numThreads: Number(values.threads) });
    const weights = await loadMatrices(backend, format, rows, columns, 1e6 * Number(values.megabytes));
    for (const numTokens of values.tokens.split(",").map(Number)) {
      // Many tokens keep the arithmetic busy for long; a few matrices do.
      const few = weights.slice(0, Math.max(1, Math.ceil(weights.length / numTokens)));
      const matrices = Array.from({ length: Number(values.repeat) }, () => few).flat();
      const seconds = await time({ backend, table: weights[0], matrices, numTokens }, Number(values.rounds));
      const bytes = matrices.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      const products = matrices.length * rows * columns * numTokens;
      const rates = [bytes, products].flatMap((work) => seconds.map((each) => (work / each / 1e9).toFixed(1)));
      table.push([format.id, `${numTokens}`, ...rates]);
    }
    await backend.close();
  }
  console.log(formatTable(table));
}

function requireFormat(id: string): QuantFormat {
  const format = formatById(id);
  if (format) return format;
  throw new Error(`no format ${id}; there are ${quantFormats.map((each) => each.id).join(", ")}`);
}

/** Equal matrices of random numbers, in places of their own. */
async function loadMatrices(backend: Backend, format: QuantFormat, rows: number, columns: number, sizeBytes: number) {
  const weights = Float32Array.from({ length: rows * columns }, () => Math.random() - 0.5);
  const file = new Uint8Array((weights.length / format.blockLength) * format.blockBytes);
  format.quantize!(weights, file);
  const source = bytesSource(format.id, file);
  const data = [{ source, offset: 0, length: file.length }];
  const count = Math.ceil(sizeBytes / file.length);
  return backend.loadWeights(
    Array.from({ length: count }, (_, i) => ({ name: `${i}`, shape: [rows, columns], kind: "matrix", format, data })),
  );
}

/** Best and median seconds of a step that multiplies some tokens with all matrices. */
async function time({ backend, table, matrices, numTokens }: Setting, rounds: number): Promise<[number, number]> {
  const tokenIds = Int32Array.from({ length: numTokens }, (_, i) => i % table.shape[0]);
  const seconds: number[] = [];
  // The first rounds run what the runtime's baseline compiler made.
  for (let round = -3; round < rounds; round++) {
    const step = backend.beginStep();
    const x = step.embedding(tokenIds, table);
    for (const matrix of matrices) step.linear(x, matrix);
    const start = performance.now();
    await step.run([x]);
    if (round >= 0) seconds.push((performance.now() - start) / 1000);
  }
  seconds.sort((a, b) => a - b);
  return [seconds[0], seconds[seconds.length >> 1]];
}

await main();
