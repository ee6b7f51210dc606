import { formatBytes } from "../terminal/format.ts";
import type { Fit } from "./assess-fit.ts";
import type { Machine } from "./machine.ts";

/** "about 5 tokens/s": two digits at most, since it is a guess. */
export function formatSpeed(tokensPerSecond: number): string {
  const digits = tokensPerSecond < 10 ? 1 : 0;
  return `${Number(tokensPerSecond.toPrecision(2))
    .toFixed(tokensPerSecond < 1 ? 2 : digits)
    .replace(/\.0$/, "")} tokens/s`;
}

/** "fits", or what is in the way. */
export function formatVerdict({ verdict, problem, missingBytes }: Fit, machine: Machine): string {
  switch (verdict) {
    case "fits":
      return "fits";
    case "tight":
      return `fits once other programs have ended: ${formatBytes(machine.availableBytes)} of memory are free`;
    case "too-large-for-memory":
      return `too large for the memory, ${formatBytes(machine.memoryBytes)}`;
    case "too-large-for-disk":
      return `${formatBytes(missingBytes)} to come, but ${formatBytes(machine.freeDiskBytes ?? 0)} are free on the disk`;
    case "does-not-run":
      return `does not run here: ${problem}`;
  }
}

/** One line: "takes about 3.8 GiB of 23 GiB memory, writes about 5 tokens/s; fits". */
export function describeFit(fit: Fit, machine: Machine): string {
  if (fit.verdict === "does-not-run") return formatVerdict(fit, machine);
  const memory = `takes about ${formatBytes(fit.memoryBytes)} of ${formatBytes(machine.memoryBytes)} memory`;
  return `${memory}, writes about ${formatSpeed(fit.tokensPerSecond)} here; ${formatVerdict(fit, machine)}`;
}

/** "20 GB/s", "0.4 GB/s" */
function formatBandwidth(bytesPerSecond: number): string {
  const value = bytesPerSecond / 1e9;
  return `${value < 1 ? value.toPrecision(1) : value.toFixed(value < 10 ? 1 : 0)} GB/s`;
}

/** "23 GiB of memory, 21 GiB of it free; 75 GiB free on the disk; 2 threads read 20 GB/s" */
export function describeMachine({
  memoryBytes,
  availableBytes,
  freeDiskBytes,
  numThreads,
  readBytesPerSecond,
}: Machine) {
  const memory = `${formatBytes(memoryBytes)} of memory, ${formatBytes(availableBytes)} of it free`;
  const disk = freeDiskBytes === undefined ? [] : [`${formatBytes(freeDiskBytes)} free on the disk`];
  const speed = `${numThreads} ${numThreads === 1 ? "thread reads" : "threads read"} ${formatBandwidth(readBytesPerSecond)}`;
  return [memory, ...disk, speed].join("; ");
}
