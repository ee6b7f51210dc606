/** How much of a prompt was there already when it was first computed, and why not more of it. */
export interface CacheUse {
  /** Prompt tokens that were not computed again: whole blocks, and never the last token. */
  readonly hitTokens: number;
  /**
   * Tokens of its beginning that are kept, in whole blocks. More than `hitTokens` only for models with linear attention,
   * which can go on only from where a state was kept.
   */
  readonly matchedTokens: number;
  /** Why no more was reused, for people; absent when there was nothing more to reuse. */
  readonly reason?: string;
}

/**
 * "off": the prefix cache is switched off. "no-room": there is no memory for state checkpoints. "first": nothing was kept yet. "new": no beginning that is kept goes on like
 * this. "evicted": what follows was kept, but had to make room. "no-checkpoint": more of it is kept, but no state behind
 * it. "checkpoint-evicted": there was a state, which had to make room.
 */
export type MissReason = "off" | "no-room" | "first" | "new" | "evicted" | "no-checkpoint" | "checkpoint-evicted";

export function describeMiss(reason: MissReason, hitTokens: number, matchedTokens: number): string {
  switch (reason) {
    case "off":
      return "the prefix cache is switched off";
    case "no-room":
      return "no memory was given to state checkpoints, from which this model could go on";
    case "first":
      return "first request: nothing was kept yet";
    case "new":
      return `nothing that is kept goes on like this after token ${matchedTokens}`;
    case "evicted":
      return `what follows token ${matchedTokens} was kept, but had to make room`;
    case "no-checkpoint":
      return `no state checkpoint after token ${hitTokens}, though ${matchedTokens} tokens are kept`;
    case "checkpoint-evicted":
      return `the state checkpoint after token ${hitTokens} had to make room, though ${matchedTokens} tokens are kept`;
  }
}
