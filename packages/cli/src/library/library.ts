import { dirname, join } from "node:path";
import { QwenError } from "@qwents/engine";
import type { Download, ModelFit, ModelSearch } from "@qwents/protocol";
import type { ModelFitQuery, ModelLibrary, ModelSearchQuery } from "@qwents/server";
import { fitBeforePull } from "../fit/fit-before-pull.ts";
import { fitModel } from "../fit/fit-model.ts";
import { type Machine, measureMachine } from "../fit/machine.ts";
import { findCached, listCached } from "../hub/cached-models.ts";
import type { HubSettings } from "../hub/hub-settings.ts";
import { parseReference } from "../hub/model-reference.ts";
import { publicFetch } from "../hub/public-fetch.ts";
import { pullModel } from "../hub/pull-model.ts";
import type { ComingModel, PullOptions } from "../hub/pull-options.ts";
import { planPathRemoval, planRemoval, removeModel } from "../hub/remove-model.ts";
import { DownloadNotes } from "./download-notes.ts";
import { DownloadParts } from "./download-parts.ts";
import { Downloads } from "./downloads.ts";
import { requestedModel } from "./requested-model.ts";
import { searchModels } from "./search-models.ts";
import { tellFit } from "./tell-fit.ts";

export interface LibraryOptions extends Pick<PullOptions, "retries" | "connections" | "partBytes"> {
  readonly settings: HubSettings;
  /** Whether files may come from addresses of private networks and of this machine. The hubs of `settings` always may. */
  readonly allowPrivateUrls: boolean;
  /** Told of faults that are ours. Default: the standard error output. */
  readonly onFault?: (error: unknown) => void;
  /** Downloads at once. Default 2. */
  readonly mostRunning?: number;
  /** How long the hub may take for a search. Default 5 s. */
  readonly searchTimeoutMs?: number;
  /** How long it may take to learn what fits. Default 30 s. */
  readonly fitTimeoutMs?: number;
}

export interface OpenLibrary extends ModelLibrary {
  /** Stops what comes, and keeps it for the next time. */
  close(): Promise<void>;
}

/** Enough for a long chat. */
const usualContext = 8192;
/** What requests say for it. */
const byForce = '"force": true';
/** Whoever asks what fits is waiting. */
const fewRetries = { attempts: 2, firstDelayMs: 300, longestDelayMs: 2000 };
/** Fits and searches at once. */
const mostQuestions = 16;

/** What models there are for this machine, and bringing them here. Knows what an earlier run was about to bring. */
export async function openLibrary(options: LibraryOptions): Promise<OpenLibrary> {
  const library = new Library(options);
  await library.restore();
  return library;
}

class Library implements OpenLibrary {
  readonly #options: LibraryOptions;
  readonly #settings: HubSettings;
  readonly #downloads: Downloads;
  /** Of the memory, in bytes a second, and when it was measured, in milliseconds since 1970. */
  #readSpeed: { readonly bytesPerSecond: number; readonly at: number } | undefined;
  #numQuestions = 0;

  constructor(options: LibraryOptions) {
    const { settings, allowPrivateUrls, onFault = console.error, mostRunning = 2 } = options;
    const { retries, connections, partBytes } = options;
    this.#options = options;
    this.#settings = settings;
    const usual = {
      settings,
      byForce,
      ...(retries && { retries }),
      ...(connections && { connections }),
      ...(partBytes && { partBytes }),
      ...(!allowPrivateUrls && { fetchUrl: publicFetch() }),
    };
    this.#downloads = new Downloads({
      pull: (reference, own) => pullModel(reference, { ...usual, ...own }),
      checkFit: (coming, force) => this.#checkFit(coming, force),
      onFault,
      notes: new DownloadNotes(join(dirname(settings.urlFolder), "downloads")),
      parts: new DownloadParts(settings),
      mostRunning,
    });
  }

  async restore(): Promise<void> {
    await this.#downloads.restore((name) => {
      try {
        return this.#reference(name);
      } catch {
        // Of a server that was started in another way.
        return undefined;
      }
    });
  }

  async download({ model, force }: { readonly model: string; readonly force?: boolean | null | undefined }) {
    return await this.#downloads.start(this.#reference(model), force ?? false);
  }

  async downloads(): Promise<Download[]> {
    return this.#downloads.all();
  }

  async findDownload(id: string): Promise<Download> {
    return this.#downloads.find(id).describe();
  }

  async *followDownload(id: string, signal: AbortSignal): AsyncGenerator<Download, void> {
    yield* this.#downloads.find(id).follow(signal);
  }

  async pauseDownload(id: string): Promise<Download> {
    return await this.#downloads.pause(id);
  }

  async resumeDownload(id: string): Promise<Download> {
    return await this.#downloads.resume(id);
  }

  async cancelDownload(id: string): Promise<Download> {
    return await this.#downloads.cancel(id);
  }

  async fit({ model, contextLength, measuresAgain, signal }: ModelFitQuery): Promise<ModelFit> {
    const reference = this.#reference(model);
    const { fitTimeoutMs = 30_000, retries = fewRetries } = this.#options;
    const timeout = AbortSignal.timeout(fitTimeoutMs);
    return await this.#answer(async () => {
      if (measuresAgain) this.#readSpeed = undefined;
      const machine = this.#machine();
      const cut = AbortSignal.any([signal, timeout]);
      const asked = { settings: this.#settings, machine, contextLength, signal: cut, retries };
      const found = await fitModel(reference, asked).catch(async (error) => {
        // Nobody else waits for it.
        await machine.catch(() => {});
        throw timeout.aborted ? tooSlow(reference.name, fitTimeoutMs) : error;
      });
      const isOfHub = reference.kind === "hub" && !this.#settings.isOffline;
      const asOf = { machine: await machine, contextLength, measuredAt: this.#readSpeed?.at ?? Date.now() };
      return tellFit(reference, isOfHub, asOf, found);
    });
  }

  async search(query: ModelSearchQuery): Promise<ModelSearch> {
    const { searchTimeoutMs = 5000 } = this.#options;
    return await this.#answer(() => searchModels(query, this.#settings, searchTimeoutMs));
  }

  async findRemovable(name: string): Promise<string> {
    const models = await listCached(this.#settings);
    if (models.some((model) => model.name === name)) return name;
    const reference = parseReference(name, this.#settings);
    const [found, another] = reference === undefined ? [] : await findCached(reference, this.#settings);
    if (found !== undefined && another === undefined) return found.name;
    const message = another
      ? `${name} has several models here; name one, as in ${found?.name}`
      : "There is no model of that name on the disk; GET /v1/models lists what is.";
    throw new QwenError(another ? "request/invalid" : "files/not-found", message);
  }

  async remove(name: string): Promise<{ freed_bytes: number }> {
    const known = await this.findRemovable(name);
    const reference = parseReference(known, this.#settings);
    const plan = reference
      ? await planRemoval(reference, this.#settings)
      : await planPathRemoval(known, this.#settings);
    if (plan === undefined) throw new QwenError("files/not-found", "There is no such model on the disk any more.");
    await removeModel(plan);
    return { freed_bytes: plan.sizeBytes };
  }

  async close(): Promise<void> {
    await this.#downloads.close();
  }

  #reference(model: string) {
    return requestedModel(model, this.#settings, this.#options.allowPrivateUrls);
  }

  async #checkFit(coming: ComingModel, force: boolean): Promise<void> {
    if (force) return;
    const measure = async () => ({
      settings: this.#settings,
      machine: await this.#machine(),
      contextLength: usualContext,
    });
    await fitBeforePull(coming, measure, byForce);
  }

  async #machine(): Promise<Machine> {
    const machine = await measureMachine(this.#settings.huggingFace.folder, this.#readSpeed?.bytesPerSecond);
    this.#readSpeed ??= { bytesPerSecond: machine.readBytesPerSecond, at: Date.now() };
    return machine;
  }

  async #answer<T>(question: () => Promise<T>): Promise<T> {
    if (this.#numQuestions >= mostQuestions) {
      const message = `${mostQuestions} such questions are being answered already. Try again shortly.`;
      throw new QwenError("request/too-many-waiting", message);
    }
    this.#numQuestions++;
    try {
      return await question();
    } finally {
      this.#numQuestions--;
    }
  }
}

function tooSlow(name: string, ms: number): QwenError {
  return new QwenError(
    "hub/unreachable",
    `what there is of ${name} has not come within ${ms / 1000} s; try again later`,
  );
}
