import type { Digest } from "./digest.ts";
import type { HubClient } from "./hub-client.ts";
import type { RetryPolicy } from "./retry.ts";

/** A file to bring. */
export interface Download {
  readonly url: URL;
  /** What the user knows it by. */
  readonly subject: string;
  /** Undefined where the server does not say. */
  readonly sizeBytes: number | undefined;
  readonly digest: Digest | undefined;
  /** Tells contents apart where there is no hash: bytes of another version are not taken. */
  readonly tag?: string | undefined;
  /** No more is taken, whatever the server sends. */
  readonly mostBytes: number;
}

/** How it is brought. */
export interface DownloadContext {
  readonly client: HubClient;
  readonly retries: RetryPolicy;
  readonly signal: AbortSignal;
  /** Connections at once, where the server gives parts of a file. */
  readonly connections: number;
  /** What one of several connections fetches before it takes the next part. */
  readonly partBytes: number;
  /** Told how much of the file is there. */
  readonly onBytes: (sizeBytes: number) => void;
}
