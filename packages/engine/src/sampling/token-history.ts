/** Which tokens a sequence has seen, as penalties need to know it. */
export class TokenHistory {
  /** Ids that occur in prompt or output. */
  readonly seen: Set<number>;
  /** How often each id occurs in the output so far. */
  readonly outputCounts = new Map<number, number>();

  constructor(promptTokenIds: Iterable<number>) {
    this.seen = new Set(promptTokenIds);
  }

  add(tokenId: number): void {
    this.seen.add(tokenId);
    this.outputCounts.set(tokenId, (this.outputCounts.get(tokenId) ?? 0) + 1);
  }
}
