import type { Download } from "@qwents/protocol";
import type { HubFile } from "../hub/hub-listing.ts";
import type { ComingModel, PullProgress } from "../hub/pull-options.ts";
import type { PassingFault } from "../hub/retry.ts";
import { TransferRate } from "../hub/transfer-rate.ts";

type Figures = Pick<
  Download,
  "phase" | "downloaded_bytes" | "total_bytes" | "bytes_per_second" | "seconds_left" | "files" | "retry" | "resolved"
>;
type File = Omit<Download["files"][number], "downloaded_bytes">;

const digestText = ({ digest: { algorithm, hex } }: HubFile): string => `${algorithm}:${hex}`;

/** How far a download is, gathered from what a pull tells. */
export class DownloadProgress {
  #resolved: string | undefined;
  #phase: NonNullable<Download["phase"]> = "resolving";
  #doneBytes = 0;
  #totalBytes: number | null = null;
  #files: File[] = [];
  #rate = new TransferRate();
  #retry: Download["retry"];

  /** As it was told before: of an earlier run of the server. */
  restore({ resolved, total_bytes, files }: Figures): void {
    this.#resolved = resolved;
    this.#totalBytes = total_bytes;
    this.#files = files.map(({ downloaded_bytes, ...file }) => file);
    this.#doneBytes = files.reduce((sum, { downloaded_bytes }) => sum + downloaded_bytes, 0);
  }

  /** Begins anew, as after a pause; what is known stays. */
  begin(): void {
    this.#phase = "resolving";
    this.#rate = new TransferRate();
    this.#retry = undefined;
  }

  resolve({ name, sizeBytes, listed }: ComingModel): void {
    this.#resolved = name;
    this.#totalBytes = sizeBytes;
    const files = listed?.model.files ?? [];
    this.#files = files.map((file) => ({
      name: file.path,
      size_bytes: file.sizeBytes,
      digest: digestText(file),
    }));
  }

  update({ phase, doneBytes, totalBytes, fileName }: PullProgress): void {
    const next = phase === "loading" ? "downloading" : "checking";
    // What is read from the disk, or was there, says nothing about the network.
    if (next !== this.#phase) this.#rate = new TransferRate();
    this.#phase = next;
    this.#retry = undefined;
    this.#doneBytes = doneBytes;
    this.#totalBytes = totalBytes ?? this.#totalBytes;
    if (next === "downloading") this.#rate.add(doneBytes, performance.now());
    if (this.#files.length === 0 && this.#totalBytes !== null) {
      this.#files = [{ name: fileName, size_bytes: this.#totalBytes }];
    }
  }

  retry({ message }: PassingFault, delayMs: number): void {
    this.#retry = { message, after_seconds: Math.ceil(delayMs / 100) / 10 };
    this.#rate = new TransferRate();
  }

  /** @param sizeBytes of all that is here now */
  complete(sizeBytes: number): void {
    this.#doneBytes = sizeBytes;
    this.#totalBytes = sizeBytes;
  }

  clear(): void {
    this.#doneBytes = 0;
  }

  /** @param isRunning whether something is coming now */
  figures(isRunning: boolean): Figures {
    const rate = isRunning ? this.#rate.bytesPerSecond : undefined;
    const missing = this.#totalBytes === null ? undefined : this.#totalBytes - this.#doneBytes;
    return {
      ...(this.#resolved !== undefined && { resolved: this.#resolved }),
      ...(isRunning && { phase: this.#phase }),
      downloaded_bytes: this.#doneBytes,
      total_bytes: this.#totalBytes,
      bytes_per_second: rate === undefined ? null : Math.round(rate),
      seconds_left: rate && missing !== undefined ? Math.ceil(missing / rate) : null,
      files: this.#shared(),
      ...(isRunning && this.#retry && { retry: this.#retry }),
    };
  }

  /** Files come one after the other. */
  #shared(): Figures["files"] {
    let left = this.#doneBytes;
    return this.#files.map((file) => {
      const downloaded_bytes = Math.min(file.size_bytes, left);
      left -= downloaded_bytes;
      return { ...file, downloaded_bytes };
    });
  }
}
