import { availableParallelism } from "node:os";
import { machineMemoryBytes, measureReadBandwidth } from "@qwents/engine";
import { freeBytes } from "../hub/receive-file.ts";

/** What a machine has for models. */
export interface Machine {
  readonly memoryBytes: number;
  /** What of it nobody has now. */
  readonly availableBytes: number;
  /** Where models are kept; undefined where the system does not say. */
  readonly freeDiskBytes: number | undefined;
  readonly numThreads: number;
  /** What these threads read of the memory in a second. */
  readonly readBytesPerSecond: number;
}

/**
 * Looks at this machine, for less than a second.
 * @param folder where models are kept
 * @param knownSpeed of an earlier look: measuring takes all threads
 */
export async function measureMachine(folder: string, knownSpeed?: number): Promise<Machine> {
  // As many as the engine takes.
  const numThreads = Math.min(availableParallelism(), 16);
  const memoryBytes = machineMemoryBytes();
  const availableBytes = Math.min(memoryBytes, process.availableMemory());
  const [freeDiskBytes, readBytesPerSecond] = await Promise.all([
    freeBytes(folder),
    knownSpeed ?? measureReadBandwidth({ numThreads, durationMs: 200 }),
  ]);
  return { memoryBytes, availableBytes, freeDiskBytes, numThreads, readBytesPerSecond };
}
