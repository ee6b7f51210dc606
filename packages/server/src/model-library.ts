import {
  ApiError,
  type Download,
  type DownloadRequest,
  type ModelDeleted,
  type ModelFit,
  type ModelSearch,
} from "@qwents/protocol";

/**
 * Brings models to this machine, finds and removes them. The server knows no hub: it tells what a library tells, in the
 * words of the wire. Downloads belong to nobody: they go on when whoever began them goes away.
 *
 * What it throws are QwenErrors: `request/invalid` for what cannot be meant, `request/too-many-waiting`,
 * `files/not-found` for an id that there is not, and those of hubs and disks.
 */
export interface ModelLibrary {
  /** Begins a download, or joins the one there is of the same model; that goes on if it was paused or had failed. */
  download(request: Pick<DownloadRequest, "model" | "force">): Promise<Download>;
  /** Those that are under way, paused, or ended not long ago; the newest first. */
  downloads(): Promise<readonly Download[]>;
  /** One of them, by its id. */
  findDownload(id: string): Promise<Download>;
  /** A download now, and whenever it has changed, until it is paused or has ended; states in between may be left out. */
  followDownload(id: string, signal: AbortSignal): AsyncGenerator<Download, void>;
  /** Stops it and keeps what has come. */
  pauseDownload(id: string): Promise<Download>;
  /** Goes on with what is paused or has failed. */
  resumeDownload(id: string): Promise<Download>;
  /** Stops it and deletes what has come; what has completed is forgotten, and stays on the disk. */
  cancelDownload(id: string): Promise<Download>;
  /** What each of a model's quantisations would take of this machine, and which to choose. */
  fit(request: ModelFitQuery): Promise<ModelFit>;
  /** Models by words of their names: those that are here, and what the hub finds. */
  search(query: ModelSearchQuery): Promise<ModelSearch>;
  /** The name by which `remove` knows a model that is on this machine. @throws QwenError `files/not-found` */
  findRemovable(name: string): Promise<string>;
  /** Deletes a model that no program uses any more. */
  remove(name: string): Promise<Pick<ModelDeleted, "freed_bytes">>;
}

/** Which model is to fit, and with how long a context. */
export interface ModelFitQuery {
  readonly model: string;
  /** Tokens that the cache is to hold. */
  readonly contextLength: number;
  /** Whether the memory's speed is to be measured anew. */
  readonly measuresAgain: boolean;
  readonly signal: AbortSignal;
}

/** What to look for. */
export interface ModelSearchQuery {
  /** Words of a name; empty: all there is. */
  readonly text: string;
  /** Which is asked. Default Hugging Face. */
  readonly hub?: "huggingface" | "modelscope";
  /** Of the hub, which is not asked for none. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** @throws ApiError 501 for a server without a library */
export function libraryOf({ library }: { readonly library?: ModelLibrary | undefined }): ModelLibrary {
  if (library !== undefined) return library;
  const message =
    "This server neither pulls nor searches models: pull with 'npx qwen.ts pull MODEL', or start it as 'qwen.ts serve'.";
  throw new ApiError(message, { status: 501, type: "invalid_request_error", code: "unsupported" });
}
