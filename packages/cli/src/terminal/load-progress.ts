import type { LoadProgress } from "@qwents/engine";
import { Presets, SingleBar } from "cli-progress";
import { err } from "./colors.ts";
import { formatBytes } from "./format.ts";

/** What loads in an instant needs no bar. */
const smallBytes = 32 * 1024 * 1024;

/** A progress bar on stderr while a model loads; silent where stderr is no terminal. */
export class LoadProgressBar {
  #bar: SingleBar | undefined;

  readonly update = ({ phase, loadedBytes, totalBytes }: LoadProgress): void => {
    if (phase === "ready") this.stop();
    else if (process.stderr.isTTY && totalBytes > smallBytes) this.#show(loadedBytes, totalBytes);
  };

  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }

  #show(loadedBytes: number, totalBytes: number): void {
    this.#bar ??= start(totalBytes);
    this.#bar.update(loadedBytes, { loaded: formatBytes(loadedBytes) });
  }
}

function start(totalBytes: number): SingleBar {
  const format = `${err.dim("loading")} {bar} {percentage}% ${err.dim("{loaded} of {total_text}")}`;
  const barsize = Math.max(5, Math.min(40, process.stderr.columns - 40));
  const options = { format, barsize, stream: process.stderr, clearOnComplete: true, hideCursor: true };
  const bar = new SingleBar(options, Presets.rect);
  bar.start(totalBytes, 0, { loaded: formatBytes(0), total_text: formatBytes(totalBytes) });
  return bar;
}
