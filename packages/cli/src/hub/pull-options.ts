import type { HubSettings } from "./hub-settings.ts";
import type { PassingFault, RetryPolicy } from "./retry.ts";

/** How far a file is. */
export interface PullProgress {
  /** Its name, without folders. */
  readonly fileName: string;
  /** `checking` what an earlier run has left, then `loading`. */
  readonly phase: "checking" | "loading";
  readonly doneBytes: number;
  /** Undefined where the server does not say. */
  readonly totalBytes: number | undefined;
}

export interface PullOptions {
  readonly settings: HubSettings;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: PullProgress) => void;
  /** Told before a broken connection is tried again. */
  readonly onRetry?: (fault: PassingFault, delayMs: number) => void;
  readonly retries?: RetryPolicy;
}

export interface PulledModel {
  /** Its file on this machine, the first one of a split model. */
  readonly place: string;
  readonly sizeBytes: number;
  /** Bytes that came over the network; 0 when all was there. */
  readonly pulledBytes: number;
  /** SHA-256 of what came, where the other side told none to check it against. */
  readonly uncheckedSha256?: string;
}
