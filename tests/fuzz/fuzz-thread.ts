import { parentPort, workerData } from "node:worker_threads";
import { type FuzzRange, fuzzTargets, runCases } from "./run-cases.ts";

/** What the main thread hands over. */
export interface FuzzThreadData {
  readonly targetName: string;
  readonly range: FuzzRange;
  /** One number, kept at the case that is running, for the main thread to watch. */
  readonly caseIndex: Int32Array;
}

const { targetName, range, caseIndex }: FuzzThreadData = workerData;
const target = fuzzTargets.find(({ name }) => name === targetName);
if (!target) throw new Error(`no fuzz target ${targetName}`);
parentPort?.postMessage(await runCases(target, range, (index) => Atomics.store(caseIndex, 0, index)));
