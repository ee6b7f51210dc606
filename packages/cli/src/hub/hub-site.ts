import type { HubAnswer, HubClient } from "./hub-client.ts";
import type { HubListing, Lister } from "./hub-listing.ts";
import { readJson } from "./read-json.ts";
import { type RetryPolicy, withRetries } from "./retry.ts";

export type HubId = "huggingFace" | "modelScope";

/** A hub, wherever it is: how it is asked. */
export interface HubSite {
  readonly id: HubId;
  /** For people. */
  readonly name: string;
  /** What references to it begin with. */
  readonly prefix: string;
  /** Where it is on the web, without a slash at the end. */
  readonly addresses: readonly [string, ...string[]];
  /** Address of the page about a repository. */
  pageOf(repo: string): string;
  /** Its usual branch. */
  readonly mainRevision: string;
  /** What in the environment says where it is, and who asks. */
  readonly variables: { readonly endpoint: string; readonly token: string };
  /** Headers that carry a token. */
  authorization(token: string): Readonly<Record<string, string>>;
  /** @throws QwenError of `hub/` */
  list(repo: string, revision: string, access: HubAccess): Promise<HubListing>;
  /** Where a file's bytes are. */
  addressOf(endpoint: string, file: FileAtRevision): URL;
}

export interface FileAtRevision {
  readonly repo: string;
  readonly revision: string;
  readonly commit: string;
  readonly path: string;
}

export interface HubAccess {
  readonly client: HubClient;
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly retries: RetryPolicy;
  readonly signal: AbortSignal;
}

export interface JsonAnswer {
  readonly value: unknown;
  readonly answer: HubAnswer;
}

/** `path`: below the endpoint. @throws QwenError of `hub/` */
export async function getJson(
  path: string,
  lister: Lister,
  { client, endpoint, retries, signal }: HubAccess,
): Promise<JsonAnswer> {
  const get = async () => {
    const answer = await client.get(new URL(`${endpoint}/${path}`), { subject: lister.repo, signal });
    return { answer, value: await readJson(answer, lister) };
  };
  return await withRetries(get, retries, signal);
}
