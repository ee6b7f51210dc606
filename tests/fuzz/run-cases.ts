import { QwenError } from "../../packages/engine/src/errors.ts";
import type { FuzzTarget } from "./fuzz-target.ts";
import { ggufTarget } from "./gguf-target.ts";
import { Random } from "./random.ts";
import { safetensorsTarget } from "./safetensors-target.ts";
import { tokenizerTarget } from "./tokenizer-target.ts";

/** Every reader that is fuzzed. */
export const fuzzTargets: readonly FuzzTarget[] = [ggufTarget, safetensorsTarget, tokenizerTarget];

/** Longest time for one file of a few kilobytes. */
export const MAX_MS = 1000;
/** Most memory that one file of a few kilobytes may make the reader take. */
const MAX_ALLOCATED_BYTES = 16 * 2 ** 20;

export interface FuzzRange {
  readonly seed: number;
  /** Number of the first case. */
  readonly from: number;
  readonly count: number;
}

export interface FuzzReport {
  readonly opened: number;
  /** Refused files by error code. */
  readonly refused: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  readonly mostAllocatedBytes: number;
}

/**
 * Runs cases of one target. Throws at the first that ends in anything but a result or a QwenError, takes too long or
 * too much memory; the message says how to run that case again.
 */
export async function runCases(
  target: FuzzTarget,
  { seed, from, count }: FuzzRange,
  onCase: (caseIndex: number) => void = () => {},
): Promise<FuzzReport> {
  const refused: Record<string, number> = {};
  let opened = 0;
  let slowestMs = 0;
  let mostAllocatedBytes = 0;
  for (let caseIndex = from; caseIndex < from + count; caseIndex++) {
    onCase(caseIndex);
    const file = target.makeFile(new Random(seed, caseIndex));
    const allocatedBefore = allocatedBytes();
    const start = performance.now();
    try {
      const code = await outcome(target, file);
      const ms = performance.now() - start;
      const allocated = allocatedBytes() - allocatedBefore;
      if (ms > MAX_MS) throw new Error(`took ${ms.toFixed(0)} ms`);
      if (allocated > MAX_ALLOCATED_BYTES) throw new Error(`took ${allocated} bytes of memory`);
      if (code === undefined) opened++;
      else refused[code] = (refused[code] ?? 0) + 1;
      slowestMs = Math.max(slowestMs, ms);
      mostAllocatedBytes = Math.max(mostAllocatedBytes, allocated);
    } catch (cause) {
      throw new Error(`${target.name}: ${replay(seed, caseIndex)} failed: ${(cause as Error).message}`, { cause });
    }
  }
  return { opened, refused, slowestMs, mostAllocatedBytes };
}

/** How to run one case again. */
export function replay(seed: number, caseIndex: number): string {
  return `case ${caseIndex} (npm run fuzz -- --seed ${seed} --from ${caseIndex} --cases 1)`;
}

/** The code of the error that refused the file; undefined when it was read. Other errors are thrown on. */
async function outcome(target: FuzzTarget, file: Uint8Array): Promise<string | undefined> {
  try {
    await target.readFile(file);
    return undefined;
  } catch (error) {
    if (error instanceof QwenError) return error.code;
    throw error;
  }
}

/** Garbage counts until it is collected, so that a large allocation shows even when it is dropped at once. */
function allocatedBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
