/**
 * What the next token may be. Rows that were guessed ahead need no way back: a sampler only gets to one once the token
 * before it is certain.
 */
export interface Constraint {
  /** Sets the logits [V] of all tokens that cannot come next to −Infinity. @throws QwenError `grammar/too-complex` */
  mask(logits: Float32Array): void;
  /** Takes in the token that has come. */
  accept(tokenId: number): void;
  /** Whether nothing can follow. */
  readonly isOver: boolean;
}
