import { parseArgs } from "node:util";
import { formatTable } from "../../tests/parity/format-table.ts";
import { spread } from "./spread.ts";

/*
 * npm run fresh-memory -- [--mib 640] [--rounds 5]
 *
 * What it costs to write memory for the first time: weights that are not mapped but read have to be, once. The system gives
 * each page when it is touched, and clears it before.
 */

const PAGE_BYTES = 4096;
const WASM_PAGE_BYTES = 65536;
const MIB = 2 ** 20;

/** ms to write a byte of each page. */
function touch(bytes: Uint8Array): number {
  const start = performance.now();
  for (let at = 0; at < bytes.length; at += PAGE_BYTES) bytes[at] = 1;
  return performance.now() - start;
}

const { values } = parseArgs({
  options: { mib: { type: "string", default: "640" }, rounds: { type: "string", default: "5" } },
});
const pages = (Number(values.mib) * MIB) / WASM_PAGE_BYTES;
const rounds = Array.from({ length: Number(values.rounds) }, () => {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const bytes = new Uint8Array(memory.buffer);
  return { fresh: touch(bytes), again: touch(bytes) };
});
const numPages = (pages * WASM_PAGE_BYTES) / PAGE_BYTES;
const row = (what: string, ms: readonly number[]) => [
  what,
  spread(ms, 0),
  spread(
    ms.map((each) => (1000 * each) / numPages),
    2,
  ),
];
console.log(
  formatTable([
    [`${values.mib} MiB, one thread`, "ms", "µs a page of 4 KiB"],
    row(
      "written for the first time",
      rounds.map(({ fresh }) => fresh),
    ),
    row(
      "written again",
      rounds.map(({ again }) => again),
    ),
  ]),
);
