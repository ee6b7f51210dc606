import { formatTable } from "../../tests/parity/format-table.ts";
import { assemblyScriptModule } from "./kernel-source/assemblyscript.ts";
import { emittedModule } from "./kernel-source/emitted.ts";
import {
  ACTIVATION_BLOCK_BYTES,
  expectedRow,
  fillActivations,
  fillWeights,
  formats,
  type MatvecFormat,
} from "./kernel-source/layout.ts";
import { spread } from "./spread.ts";

/*
 * npm run kernel-source
 *
 * The same matrix-vector kernels from two source forms, AssemblyScript and the engine's emitter: weights read per
 * second by one thread, from memory and from the processor's cache. Rounds take turns; medians and ranges are printed.
 */

const MEMORY_BYTES = 320 << 20;
const ACTIVATIONS_AT = 1 << 16;
const OUTPUT_AT = 1 << 20;
const WEIGHTS_AT = 16 << 20;
const BLOCKS = 32;
const ROUNDS = 11;
/** Groups of eight rows: 272 or 144 MB of levels and scales or less, and what stays in a core's own cache. */
const sizes = { memory: 30_000, cache: 60 };
const CACHE_PASSES = 500;

type Matvec = (w: number, x: number, y: number, groups: number, blocks: number) => void;
type Kernels = Readonly<Record<string, Matvec>>;

async function main(): Promise<void> {
  const pages = MEMORY_BYTES >> 16;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const load = (code: Uint8Array<ArrayBuffer>): Kernels => {
    const abort = () => {
      throw new Error("abort");
    };
    const instance = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory, abort } });
    return instance.exports as unknown as Kernels;
  };
  const forms: Readonly<Record<string, Kernels>> = {
    "AssemblyScript, loop over steps": load(await assemblyScriptModule(pages)),
    "emitter, loop over steps": load(emittedModule(false, pages)),
    "emitter, unrolled": load(emittedModule(true, pages)),
  };
  const rows = [["kernel", "weights from", "source", "GB/s"]];
  for (const format of formats) {
    const bytes = new Uint8Array(memory.buffer);
    fillWeights(bytes.subarray(WEIGHTS_AT, WEIGHTS_AT + sizes.memory * BLOCKS * format.blockBytes), format);
    fillActivations(bytes.subarray(ACTIVATIONS_AT, ACTIVATIONS_AT + BLOCKS * ACTIVATION_BLOCK_BYTES), format);
    for (const [form, kernels] of Object.entries(forms)) check(form, kernels, bytes, format);
    for (const [place, groups] of Object.entries(sizes)) {
      const measured = measure(forms, format, groups, place === "cache" ? CACHE_PASSES : 1);
      for (const [form, rates] of measured) rows.push([format.name, place, form, spread(rates, 1)]);
    }
  }
  console.log(formatTable(rows));
}

function measure(
  forms: Readonly<Record<string, Kernels>>,
  format: MatvecFormat,
  groups: number,
  passes: number,
): Map<string, number[]> {
  const rates = new Map(Object.keys(forms).map((form) => [form, [] as number[]]));
  // The first round is not counted: V8 compiles hot code meanwhile.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [form, kernels] of Object.entries(forms)) {
      const start = performance.now();
      for (let pass = 0; pass < passes; pass++) run(kernels, format, groups);
      const seconds = (performance.now() - start) / 1000;
      if (round > 0) rates.get(form)?.push((passes * groups * BLOCKS * format.blockBytes) / seconds / 1e9);
    }
  }
  return rates;
}

function run(kernels: Kernels, format: MatvecFormat, groups: number): void {
  kernels[`matvec${format.name}`](WEIGHTS_AT, ACTIVATIONS_AT, OUTPUT_AT, groups, BLOCKS);
}

function check(form: string, kernels: Kernels, bytes: Uint8Array, format: MatvecFormat): void {
  const output = new Float32Array(bytes.buffer, OUTPUT_AT, 16).fill(0);
  run(kernels, format, 2);
  for (let row = 0; row < 16; row++) {
    const expected = expectedRow(row, BLOCKS, bytes.subarray(WEIGHTS_AT), bytes.subarray(ACTIVATIONS_AT), format);
    if (Math.abs(output[row] - expected) <= 1e-3 * Math.max(1, Math.abs(expected))) continue;
    throw new Error(`${form}, ${format.name}, row ${row}: ${output[row]} instead of ${expected}`);
  }
}

await main();
