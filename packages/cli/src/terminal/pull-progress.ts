import type { PullProgress } from "../hub/pull-options.ts";
import { TransferRate } from "../hub/transfer-rate.ts";
import { formatBytes } from "./format.ts";
import { printableLine } from "./printable.ts";
import { StatusLine } from "./status-line.ts";

const terminalIntervalMs = 200;
const logIntervalMs = 10_000;

/** How far a download is, on stderr: a line that changes on a terminal, now and then a new line elsewhere. */
export class PullProgressLine {
  readonly #status = new StatusLine();
  #shownMs = Number.NEGATIVE_INFINITY;
  #rate = new TransferRate();
  #phase = "";

  readonly update = (progress: PullProgress): void => {
    const now = performance.now();
    const phase = `${progress.phase} ${progress.fileName}`;
    if (phase !== this.#phase) this.#rate = new TransferRate();
    this.#rate.add(progress.doneBytes, now);
    const intervalMs = process.stderr.isTTY ? terminalIntervalMs : logIntervalMs;
    if (phase === this.#phase && now - this.#shownMs < intervalMs) return;
    this.#phase = phase;
    this.#shownMs = now;
    this.#show(progressText(progress, this.#rate.bytesPerSecond));
  };

  /** A line that stays. */
  note(text: string): void {
    this.stop();
    process.stderr.write(`${printableLine(text)}\n`);
  }

  stop(): void {
    this.#status.clear();
  }

  #show(text: string): void {
    if (process.stderr.isTTY) this.#status.show(text);
    else this.note(text);
  }
}

/** "Qwen3-0.6B-Q8_0.gguf  46 %  280 MiB of 610 MiB  12 MiB/s  27 s left" */
export function progressText(progress: PullProgress, bytesPerSecond: number | undefined): string {
  const { fileName, phase, doneBytes, totalBytes } = progress;
  const done = totalBytes === undefined ? "" : `${bar(doneBytes / totalBytes)} ${percent(doneBytes / totalBytes)}`;
  const amount = totalBytes === undefined ? "" : ` of ${formatBytes(totalBytes)}`;
  const speed = bytesPerSecond === undefined ? "" : `${formatBytes(bytesPerSecond)}/s`;
  const parts = [
    phase === "checking" ? "checking what is here of" : "",
    printableLine(fileName),
    done,
    `${formatBytes(doneBytes)}${amount}`,
    speed,
    timeLeft(progress, bytesPerSecond),
  ];
  return parts.filter((part) => part !== "").join("  ");
}

const barLength = 20;

function bar(share: number): string {
  const full = Math.floor(barLength * Math.min(share, 1));
  return "█".repeat(full) + "░".repeat(barLength - full);
}

const percent = (share: number): string => `${Math.floor(100 * share)} %`;

function timeLeft({ doneBytes, totalBytes }: PullProgress, bytesPerSecond: number | undefined): string {
  if (totalBytes === undefined || !bytesPerSecond) return "";
  const seconds = Math.ceil((totalBytes - doneBytes) / bytesPerSecond);
  if (seconds < 100) return `${seconds} s left`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min left` : `${Math.ceil(minutes / 60)} h left`;
}
