import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import type { FuzzThreadData } from "./fuzz-thread.ts";
import { type FuzzRange, type FuzzReport, fuzzTargets, MAX_MS, replay } from "./run-cases.ts";

const POLL_MS = 250;
const PROGRESS_MS = 5000;

const { values: options } = parseArgs({
  options: {
    cases: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
  },
});
try {
  const range = { seed: whole(options.seed), from: whole(options.from), count: whole(options.cases) };
  for (const { name } of fuzzTargets) console.log(`${name}: ${describe(range, await runWatched(name, range))}`);
} catch (error) {
  console.error(error);
  // Not by exit, which would wait for a thread that never ends or fights for memory.
  process.kill(process.pid, "SIGKILL");
}

function whole(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new Error(`expected whole numbers for --cases, --seed and --from, not ${text}`);
}

/** Runs in a thread of its own, so that this one sees when a case never ends or eats the heap. */
async function runWatched(targetName: string, range: FuzzRange): Promise<FuzzReport> {
  const caseIndex = new Int32Array(new SharedArrayBuffer(4)).fill(range.from);
  const workerData: FuzzThreadData = { targetName, range, caseIndex };
  const worker = new Worker(new URL("./fuzz-thread.ts", import.meta.url), { workerData });
  const stopWatching = watch(targetName, range, caseIndex, (error) => worker.emit("error", error));
  const report = await new Promise<FuzzReport>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", (cause) =>
      reject(new Error(`${targetName}: stopped at ${replay(range.seed, caseIndex[0])}`, { cause })),
    );
  });
  stopWatching();
  return report;
}

/** Prints progress; reports a case that goes on for several times what is allowed. */
function watch(
  targetName: string,
  range: FuzzRange,
  caseIndex: Int32Array,
  onHang: (error: Error) => void,
): () => void {
  let last = -1;
  let since = performance.now();
  let printed = since;
  const timer = setInterval(() => {
    const now = performance.now();
    const current = Atomics.load(caseIndex, 0);
    if (current !== last) since = now;
    last = current;
    if (now - since > 3 * MAX_MS) onHang(new Error("the case does not end"));
    if (now - printed < PROGRESS_MS) return;
    printed = now;
    console.log(`${targetName}: ${current - range.from} of ${range.count} cases`);
  }, POLL_MS);
  return () => clearInterval(timer);
}

function describe({ seed, count }: FuzzRange, report: FuzzReport): string {
  const refused = Object.entries(report.refused)
    .sort(([, a], [, b]) => b - a)
    .map(([code, n]) => `${code} ${n}`);
  return (
    `${count} cases with seed ${seed}: ${report.opened} read, refused as ${refused.join(", ")}; ` +
    `slowest ${report.slowestMs.toFixed(1)} ms, most memory ${(report.mostAllocatedBytes / 2 ** 20).toFixed(1)} MiB`
  );
}
