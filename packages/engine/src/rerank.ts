import type { PromptUsage } from "./embed.ts";

/** Documents to put in order by how well they fit a query. */
export interface RerankRequest {
  readonly query: string;
  /** At most 2048. One that is too long for the context is judged by its beginning. */
  readonly documents: readonly string[];
  /** What makes a document fit the query; by default that it answers a web search. */
  readonly instruction?: string;
  /** How many of the best to give; by default all. */
  readonly topN?: number;
  /** Tokens that each prompt may have; a longer one is refused. By default as many as the context holds. */
  readonly maxPromptTokens?: number;
  /** Aborted, the call rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** Documents in that order. */
export interface RerankResult {
  /** The best first; of equal ones that which came first. */
  readonly results: readonly RankedDocument[];
  readonly usage: PromptUsage;
}

/** A document of the request, and how well it fits. */
export interface RankedDocument {
  /** Among the documents of the request. */
  readonly index: number;
  /** The model's probability, from 0 to 1, that the document fits: of "yes" rather than "no". */
  readonly score: number;
}
