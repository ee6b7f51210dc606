import { QwenError } from "@qwents/engine";
import type { Download } from "@qwents/protocol";
import type { ModelReference } from "../hub/model-reference.ts";
import type { ComingModel } from "../hub/pull-options.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { DownloadJob, type JobContext } from "./download-job.ts";
import type { DownloadNotes } from "./download-notes.ts";
import { type DownloadParts, sharesFiles } from "./download-parts.ts";
import { keyOf } from "./requested-model.ts";

export interface DownloadsOptions extends Pick<JobContext, "pull" | "onFault"> {
  /** Looks whether a model fits; may throw. */
  readonly checkFit: (coming: ComingModel, force: boolean) => Promise<void>;
  readonly notes: DownloadNotes;
  readonly parts: DownloadParts;
  /** How many run at once. */
  readonly mostRunning: number;
}

/** Of downloads that wait or are paused; and of those that have ended, which are remembered. */
const [mostWaiting, mostEnded] = [100, 100];

const hasEnded = ({ status }: DownloadJob): boolean => status === "completed" || status === "cancelled";

/** All downloads of a server: a few run, others wait for their turn, are paused or have ended. */
export class Downloads {
  readonly #options: DownloadsOptions;
  /** By id, the oldest first. */
  readonly #jobs = new Map<string, DownloadJob>();
  readonly #newPaths = new Map<string, readonly string[]>();
  readonly #context: JobContext;
  #isClosed = false;

  constructor(options: DownloadsOptions) {
    this.#options = options;
    this.#context = {
      pull: options.pull,
      onFault: options.onFault,
      beforePull: (job, coming, signal) => this.#beforePull(job, coming, signal),
      removeParts: (job) => options.parts.remove(job.reference, job.describe(), this.#newPaths.get(job.id) ?? []),
      onStatus: (job) => this.#onStatus(job),
    };
  }

  /** Takes over what the last run of the server has left, as paused. */
  async restore(referenceOf: (name: string) => ModelReference | undefined): Promise<void> {
    for (const { download, force, newPaths } of await this.#options.notes.read()) {
      const reference = referenceOf(download.model);
      if (reference === undefined) continue;
      const restored = await this.#options.parts.measure(reference, download);
      const job = new DownloadJob(reference, force, this.#context, restored);
      this.#newPaths.set(job.id, newPaths);
      this.#jobs.set(job.id, job);
    }
  }

  /** The newest first. */
  all(): Download[] {
    return [...this.#jobs.values()].map((job) => job.describe()).reverse();
  }

  /** @throws QwenError `files/not-found` */
  find(id: string): DownloadJob {
    const job = this.#jobs.get(id);
    if (job !== undefined) return job;
    throw new QwenError(
      "files/not-found",
      "There is no such download: it may have been forgotten. GET /v1/downloads lists them.",
    );
  }

  /** Begins a download, or joins and, if need be, resumes the one there is. @throws QwenError `request/too-many-waiting` */
  async start(reference: ModelReference, force: boolean): Promise<Download> {
    const key = keyOf(reference);
    const there = [...this.#jobs.values()].find((job) => !hasEnded(job) && keyOf(job.reference) === key);
    if (there !== undefined) {
      there.reference = reference;
      there.force ||= force;
      return await this.resume(there.id);
    }
    this.#checkRoom();
    const job = new DownloadJob(reference, force, this.#context);
    this.#jobs.set(job.id, job);
    job.queue();
    return job.describe();
  }

  /** @throws QwenError `files/not-found`, `request/invalid` for what has ended */
  async pause(id: string): Promise<Download> {
    const job = this.find(id);
    if (hasEnded(job) || job.status === "failed") throw ended(job, "paused");
    await job.stop("paused");
    return job.describe();
  }

  /** @throws QwenError `files/not-found`, `request/invalid` for what has ended */
  async resume(id: string): Promise<Download> {
    const job = this.find(id);
    if (job.isStopping) await job.settled;
    if (hasEnded(job)) throw ended(job, "resumed");
    if (job.status === "paused" || job.status === "failed") job.queue();
    return job.describe();
  }

  /** @throws QwenError `files/not-found`; `files/unwritable` where another process writes the same */
  async cancel(id: string): Promise<Download> {
    const job = this.find(id);
    if (hasEnded(job)) this.#forget(job);
    else await job.stop("cancelled");
    return job.describe();
  }

  /** Stops what runs, and keeps it for the next start of the server. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const running = [...this.#jobs.values()].filter(({ status }) => status === "running");
    await Promise.all(running.map((job) => job.stop("paused")));
    await this.#options.notes.settled();
  }

  async #beforePull(job: DownloadJob, coming: ComingModel, signal: AbortSignal): Promise<void> {
    // What two of them write is pulled by one, and then found here by the other.
    const others = [...this.#jobs.values()].filter((other) => other !== job && sharesFiles(other.coming, coming));
    const cut = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => cut.resolve(), { once: true });
    await Promise.race([Promise.all(others.map(({ settled }) => settled)), cut.promise]);
    signal.throwIfAborted();
    await this.#options.checkFit(coming, job.force);
    const newPaths = await this.#options.parts.newPaths(coming);
    this.#newPaths.set(job.id, [...new Set([...(this.#newPaths.get(job.id) ?? []), ...newPaths])]);
    this.#note(job);
  }

  #onStatus(job: DownloadJob): void {
    if (hasEnded(job)) this.#options.notes.remove(job.id);
    else this.#note(job);
    for (const old of [...this.#jobs.values()].filter(hasEnded).slice(0, -mostEnded)) this.#forget(old);
    // Not before whoever changed the status is done.
    queueMicrotask(() => this.#startNext());
  }

  #startNext(): void {
    if (this.#isClosed) return;
    const jobs = [...this.#jobs.values()];
    const numRunning = jobs.filter(({ status }) => status === "running").length;
    const next = jobs
      .filter(({ status }) => status === "queued")
      .slice(0, Math.max(0, this.#options.mostRunning - numRunning));
    for (const job of next) job.start();
  }

  #note(job: DownloadJob): void {
    const newPaths = this.#newPaths.get(job.id) ?? [];
    this.#options.notes.write({ download: job.describe(), force: job.force, newPaths });
  }

  #forget(job: DownloadJob): void {
    this.#jobs.delete(job.id);
    this.#newPaths.delete(job.id);
  }

  #checkRoom(): void {
    const waiting = [...this.#jobs.values()].filter((job) => !hasEnded(job)).length;
    if (waiting < mostWaiting) return;
    const message = `${waiting} downloads are under way, waiting, paused or failed, as many as this server keeps. Cancel some with DELETE /v1/downloads/ID.`;
    throw new QwenError("request/too-many-waiting", message, { details: { waiting } });
  }
}

function ended({ status }: DownloadJob, wanted: string): UsageError {
  return new UsageError(`This download is not to be ${wanted} any more: it is ${status}.`);
}
