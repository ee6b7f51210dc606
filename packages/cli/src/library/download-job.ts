import { randomUUID } from "node:crypto";
import { QwenError } from "@qwents/engine";
import type { Download } from "@qwents/protocol";
import type { ModelReference } from "../hub/model-reference.ts";
import type { ComingModel, PulledModel, PullOptions } from "../hub/pull-options.ts";
import { Changes } from "./changes.ts";
import { DownloadProgress } from "./download-progress.ts";

/** What a job needs of those around it. */
export interface JobContext {
  pull(
    reference: ModelReference,
    options: Pick<PullOptions, "signal" | "force" | "beforePull" | "onProgress" | "onRetry">,
  ): Promise<PulledModel>;
  /** Asked before anything comes; may throw. */
  beforePull(job: DownloadJob, coming: ComingModel, signal: AbortSignal): Promise<void>;
  /** Deletes what has come of a model. */
  removeParts(job: DownloadJob): Promise<void>;
  /** Told whenever its status is another one. */
  onStatus(job: DownloadJob): void;
  /** Told of a fault that is ours. */
  onFault(error: unknown): void;
}

type Status = Download["status"];
type Stop = "paused" | "cancelled";

/** How often readers are told of progress. */
const progressMs = 250;

/** One download, from the request to its end. */
export class DownloadJob {
  readonly id: string;
  readonly created: number;
  /** What it brings; of an address, with the query that the latest request gave. */
  reference: ModelReference;
  force: boolean;
  /** Of what runs, once it is known. */
  coming: ComingModel | undefined;
  readonly progress = new DownloadProgress();
  readonly #context: JobContext;
  readonly #changes = new Changes();
  #status: Status = "queued";
  #error: Download["error"];
  #abort = new AbortController();
  #stop: Stop | undefined;
  #run: Promise<void> | undefined;

  constructor(reference: ModelReference, force: boolean, context: JobContext, restored?: Download) {
    this.reference = reference;
    this.force = force;
    this.#context = context;
    this.id = restored?.id ?? `dl_${randomUUID()}`;
    this.created = restored?.created ?? Math.floor(Date.now() / 1000);
    if (restored === undefined) return;
    this.#status = "paused";
    this.progress.restore(restored);
  }

  get status(): Status {
    return this.#status;
  }

  /** Settles when nothing is under way any more. */
  get settled(): Promise<void> {
    return this.#run ?? Promise.resolve();
  }

  describe(): Download {
    return {
      id: this.id,
      object: "download",
      model: this.reference.name,
      status: this.#status,
      created: this.created,
      ...this.progress.figures(this.#status === "running"),
      ...(this.#error && { error: this.#error }),
    };
  }

  start(): void {
    this.#abort = new AbortController();
    this.#stop = undefined;
    this.coming = undefined;
    this.progress.begin();
    this.#setStatus("running");
    this.#run = this.#pull().finally(() => {
      this.#run = undefined;
    });
  }

  queue(): void {
    this.#error = undefined;
    this.#setStatus("queued");
  }

  /** Resolves once it has stopped; of what runs not, nothing but the status changes. */
  async stop(as: Stop): Promise<void> {
    // A cancelled one does not become paused after all.
    if (this.#stop !== "cancelled") this.#stop = as;
    if (this.#run !== undefined) {
      this.#abort.abort();
      await this.#run;
      return;
    }
    if (as === "cancelled") await this.#removeParts();
    this.#setStatus(as);
  }

  /** Whether it is about to stop. */
  get isStopping(): boolean {
    return this.#run !== undefined && this.#stop !== undefined;
  }

  /** It now, and whenever it has changed, until nothing happens any more. */
  async *follow(signal: AbortSignal): AsyncGenerator<Download, void> {
    while (!signal.aborted) {
      const known = this.#changes.last;
      const now = this.describe();
      yield now;
      if (now.status !== "queued" && now.status !== "running") return;
      await this.#changes.next(known, progressMs, signal);
    }
  }

  async #pull(): Promise<void> {
    const { signal } = this.#abort;
    try {
      const { sizeBytes } = await this.#context.pull(this.reference, {
        signal,
        force: this.force,
        beforePull: async (coming) => {
          this.coming = coming;
          this.progress.resolve(coming);
          this.#changes.tell(false);
          await this.#context.beforePull(this, coming, signal);
        },
        onProgress: (progress) => {
          this.progress.update(progress);
          this.#changes.tell(false);
        },
        onRetry: (fault, delayMs) => {
          this.progress.retry(fault, delayMs);
          this.#changes.tell(false);
        },
      });
      this.progress.complete(sizeBytes);
      this.#setStatus("completed");
    } catch (error) {
      await this.#end(error);
    }
  }

  async #end(error: unknown): Promise<void> {
    const stop = this.#abort.signal.aborted ? this.#stop : undefined;
    try {
      if (stop === undefined) throw error;
      if (stop === "cancelled") await this.#removeParts();
      this.#setStatus(stop);
    } catch (fault) {
      this.#error = this.#describeFault(fault);
      this.#setStatus("failed");
    }
  }

  async #removeParts(): Promise<void> {
    await this.#context.removeParts(this);
    this.progress.clear();
  }

  #describeFault(error: unknown): NonNullable<Download["error"]> {
    if (error instanceof QwenError) return { code: error.code, message: error.message };
    this.#context.onFault(error);
    return { code: "internal_error", message: "Internal error; the server's log has it." };
  }

  #setStatus(status: Status): void {
    this.#status = status;
    this.#context.onStatus(this);
    this.#changes.tell(true);
  }
}
