import type { KernelExports } from "./assemble-module.ts";
import { control } from "./control-block.ts";
import type { PlacedStep } from "./step-recorder.ts";

/*
 * When the commands of a list ran. A list runs as a whole inside WebAssembly, without a clock. To be timed, every thread
 * goes through it command by command and notes when it comes to each: the barrier before a command opens when the last
 * thread has come, so that this is when the command begins.
 */

export interface ComputeThread {
  readonly memory: WebAssembly.Memory;
  readonly run: KernelExports["run"];
  readonly thread: number;
  readonly numThreads: number;
}

/** Runs the list in [list, end) as this thread, one of all, and notes times where the control block says. */
export function runTimed({ memory, run, thread, numThreads }: ComputeThread, list: number, end: number): void {
  const { buffer } = memory;
  const words = new Int32Array(buffer);
  const perThread = words[control.timesPerThread / 4];
  const start = words[control.times / 4] >>> 0;
  const times = new Float64Array(buffer, start + 8 * perThread * thread, perThread);
  let count = 0;
  for (let at = list >>> 0; at < end >>> 0; ) {
    const next = at + words[at / 4 + 1];
    times[count++] = absoluteMs();
    run(at, next, thread, numThreads, numThreads);
    at = next;
  }
  times[count] = absoluteMs();
}

/**
 * [commands + 1] when each command began and the last one was done, in ms of this thread's `performance.now()`. Commands
 * without a barrier between them share the time from barrier to barrier by what the threads spent on each.
 */
export function readTimes(buffer: ArrayBufferLike, placed: PlacedStep, numThreads: number): Float64Array {
  const waits = barriersOf(buffer, placed);
  const { start, perThread } = placed.times!;
  const own = Array.from(
    { length: numThreads },
    (_, thread) => new Float64Array(buffer, start + 8 * perThread * thread, waits.length + 1),
  );
  const times = new Float64Array(waits.length + 1);
  const last = (index: number) => own.reduce((latest, each) => Math.max(latest, each[index]), 0);
  for (let first = 0; first < waits.length; ) {
    const next = waits.indexOf(true, first + 1);
    const end = next < 0 ? waits.length : next;
    share(own, times.subarray(first, end + 1), first, last(first), last(end));
    first = end;
  }
  return times.map((ms) => ms - performance.timeOrigin);
}

/** Divides the time between two barriers, for which `times` has a place a command and one for the end. */
function share(own: readonly Float64Array[], times: Float64Array, first: number, begin: number, end: number): void {
  const count = times.length - 1;
  const spent = Array.from({ length: count }, (_, i) =>
    own.reduce((sum, each) => sum + Math.max(0, each[first + i + 1] - Math.max(begin, each[first + i])), 0),
  );
  const total = spent.reduce((sum, ms) => sum + ms, 0) || 1;
  times[0] = begin;
  for (let i = 1; i < count; i++) times[i] = times[i - 1] + (spent[i - 1] / total) * (end - begin);
  times[count] = end;
}

/** Of each command of a list, whether there is a barrier before it. */
function barriersOf(buffer: ArrayBufferLike, { listStart, listEnd }: PlacedStep): boolean[] {
  const words = new Int32Array(buffer, listStart, (listEnd - listStart) / 4);
  const waits: boolean[] = [];
  for (let at = 0; at < words.length; at += words[at + 1] / 4) waits.push(words[at + 2] !== 0);
  return waits;
}

/** Threads have clocks that begin when they do: this one they share. */
const absoluteMs = (): number => performance.timeOrigin + performance.now();
