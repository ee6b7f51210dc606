import type { LoadProgress } from "@qwents/engine";
import { Presets, SingleBar } from "cli-progress";
import pc from "picocolors";
import { formatBytes } from "./format.ts";

/** A progress bar on stderr while a model loads; silent where stderr is no terminal. */
export class LoadProgressBar {
  #bar: SingleBar | undefined;

  readonly update = ({ phase, loadedBytes, totalBytes }: LoadProgress): void => {
    if (phase === "ready") this.stop();
    if (!process.stderr.isTTY || phase !== "weights" || totalBytes === 0) return;
    this.#bar ??= start(totalBytes);
    this.#bar.update(loadedBytes, { loaded: formatBytes(loadedBytes) });
  };

  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }
}

function start(totalBytes: number): SingleBar {
  const format = `${pc.dim("loading")} {bar} {percentage}% ${pc.dim("{loaded} of {total_text}")}`;
  const bar = new SingleBar({ format, stream: process.stderr, clearOnComplete: true, hideCursor: true }, Presets.rect);
  bar.start(totalBytes, 0, { loaded: formatBytes(0), total_text: formatBytes(totalBytes) });
  return bar;
}
