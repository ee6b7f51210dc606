import { TransferRate } from "../hub/transfer-rate.ts";
import { err } from "./colors.ts";
import { formatBytes, formatDuration } from "./format.ts";
import { printableLine } from "./printable.ts";
import { StatusLine, terminalColumns } from "./status-line.ts";
import { widthOf } from "./text-width.ts";

const terminalIntervalMs = 200;
const logIntervalMs = 10_000;
const retryIntervalMs = 400;

/** How far a file is that comes or is made. */
export interface FileProgress {
  readonly fileName: string;
  readonly phase?: "checking" | "loading";
  readonly doneBytes: number;
  /** Undefined where nobody can tell. */
  readonly totalBytes: number | undefined;
}

/** Shows it on stderr: a line that changes on a terminal, now and then a new line elsewhere. */
export class FileProgressLine {
  readonly #status = new StatusLine();
  #shownMs = Number.NEGATIVE_INFINITY;
  #rate = new TransferRate();
  #phase = "";
  #trouble = "";
  #troubleMs = Number.NEGATIVE_INFINITY;

  readonly update = (progress: FileProgress): void => {
    const now = performance.now();
    const phase = `${progress.phase} ${progress.fileName}`;
    if (phase !== this.#phase) this.#rate = new TransferRate();
    this.#rate.add(progress.doneBytes, now);
    const intervalMs = process.stderr.isTTY ? terminalIntervalMs : logIntervalMs;
    if (phase === this.#phase && now - this.#shownMs < intervalMs) return;
    this.#phase = phase;
    this.#shownMs = now;
    const columns = process.stderr.isTTY ? terminalColumns() - 1 : 0;
    this.#show(progressText(progress, this.#rate.bytesPerSecond, columns));
  };

  /** A line that stays. */
  note(text: string): void {
    this.#write(err.dim(printableLine(text)));
  }

  /** One that is about trouble. */
  warn(text: string): void {
    this.#write(err.yellow(printableLine(text)));
  }

  /** What failed, without what to do about it, which is being done; once for connections that fail together. */
  readonly retry = ({ message }: Error, delayMs: number): void => {
    const [what] = message.split(";");
    const now = performance.now();
    if (what === this.#trouble && now - this.#troubleMs < retryIntervalMs) return;
    this.#trouble = what;
    this.#troubleMs = now;
    this.warn(`${what}; trying again in ${formatDuration(delayMs)}`);
  };

  stop(): void {
    this.#status.clear();
  }

  #show(text: string): void {
    if (process.stderr.isTTY) this.#status.show(text);
    else this.#write(text);
  }

  #write(text: string): void {
    this.stop();
    process.stderr.write(`${text}\n`);
  }
}

/** "Qwen3-0.6B-Q8_0.gguf  46 %  280 MiB of 610 MiB  12 MiB/s  27 s left", with a bar where `columns` has room for it. */
export function progressText(progress: FileProgress, bytesPerSecond: number | undefined, columns: number): string {
  const { fileName, phase, doneBytes, totalBytes } = progress;
  const share = totalBytes === undefined ? undefined : doneBytes / totalBytes;
  const start = `${phase === "checking" ? "checking what is here of " : ""}${printableLine(fileName)}`;
  const end = [
    share === undefined ? "" : percent(share),
    `${formatBytes(doneBytes)}${totalBytes === undefined ? "" : ` of ${formatBytes(totalBytes)}`}`,
    bytesPerSecond === undefined ? "" : `${formatBytes(bytesPerSecond)}/s`,
    timeLeft(progress, bytesPerSecond),
  ];
  const words = [start, ...end].filter((part) => part !== "").join("  ");
  const room = Math.min(columns - widthOf(words) - 2, longestBar);
  if (share === undefined || room < shortestBar) return words;
  return `${start}  ${bar(share, room)}${words.slice(start.length)}`;
}

const shortestBar = 6;
const longestBar = 30;

function bar(share: number, length: number): string {
  const full = Math.floor(length * Math.min(share, 1));
  return "█".repeat(full) + "░".repeat(length - full);
}

const percent = (share: number): string => `${Math.floor(100 * share)} %`;

function timeLeft({ doneBytes, totalBytes }: FileProgress, bytesPerSecond: number | undefined): string {
  if (totalBytes === undefined || !bytesPerSecond) return "";
  const seconds = Math.ceil((totalBytes - doneBytes) / bytesPerSecond);
  if (seconds < 100) return `${seconds} s left`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min left` : `${Math.ceil(minutes / 60)} h left`;
}
