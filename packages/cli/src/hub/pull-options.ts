import type { HubModel, HubRepo } from "./hub-repo.ts";
import type { HubSettings } from "./hub-settings.ts";
import type { Fetch } from "./public-fetch.ts";
import type { PassingFault, RetryPolicy } from "./retry.ts";

/** How far a pull is. */
export interface PullProgress {
  /** Name of the file that is coming, without folders. */
  readonly fileName: string;
  /** `checking` what an earlier run has left, then `loading`. */
  readonly phase: "checking" | "loading";
  /** Of all files of the model. */
  readonly doneBytes: number;
  /** Of all files of the model; undefined where the server does not say. */
  readonly totalBytes: number | undefined;
}

/** A model that is about to be pulled. */
export interface ComingModel {
  readonly name: string;
  /** Its quantisation, as far as it is known. */
  readonly label: string;
  readonly sizeBytes: number;
  /** What is not here of it. */
  readonly missingBytes: number;
  /** Absent for a file that is on no hub. */
  readonly listed?: { readonly repo: HubRepo; readonly model: HubModel };
}

export interface PullOptions {
  readonly settings: HubSettings;
  readonly signal: AbortSignal;
  /** Brings also what is larger than this machine's memory, for another one. Default false. */
  readonly force?: boolean;
  /** What users say for `force`. Default "--force". */
  readonly byForce?: string;
  /** Connections at once, from 1 to 16, where a server gives parts of a file. Default 4. */
  readonly connections?: number;
  /** What one of several connections fetches before it takes the next part. Default 32 MiB. */
  readonly partBytes?: number;
  /** Asked before anything of a model comes; may throw. */
  readonly beforePull?: (model: ComingModel) => Promise<void>;
  readonly onProgress?: (progress: PullProgress) => void;
  /** Told before a broken connection is tried again. */
  readonly onRetry?: (fault: PassingFault, delayMs: number) => void;
  readonly retries?: RetryPolicy;
  /** How files that are on no hub are asked for. Default: the global `fetch`. */
  readonly fetchUrl?: Fetch;
}

export const defaultConnections = 4;
export const mostConnections = 16;
export const defaultPartBytes = 32 * 1024 * 1024;

export interface PulledModel {
  /** On this machine: its file, the first one of a split model, or the folder with its safetensors. */
  readonly place: string;
  readonly sizeBytes: number;
  /** Bytes that came over the network; 0 when all was there. */
  readonly pulledBytes: number;
  /** SHA-256 of what came, where the other side told none to check it against. */
  readonly uncheckedSha256?: string;
}
