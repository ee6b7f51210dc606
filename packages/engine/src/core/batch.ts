/**
 * The tokens of one step, of all sequences that take part, laid end to end. T tokens, B sequences, R output rows.
 * There is no prefill or decode: a sequence brings as many tokens as the scheduler gave it, one or hundreds.
 */
export interface Batch {
  /** [T] */
  readonly tokenIds: Int32Array;
  /** [T] place of each token in its own sequence, from 0. */
  readonly positions: Int32Array;
  /** [B + 1] rows `sequenceStarts[b] … sequenceStarts[b + 1] - 1` belong to sequence b. */
  readonly sequenceStarts: Int32Array;
  /** [B] tokens of sequence b that are in the cache once this step is done (those before it and its own). */
  readonly contextLengths: Int32Array;
  /** [T] cache slot that takes each token's key and value: block index × block length + place in the block. */
  readonly slots: Int32Array;
  /** [B, maxBlocks] cache blocks of each sequence in order; unused entries are 0. */
  readonly blockTables: Int32Array;
  /** Width of a row of `blockTables`. */
  readonly maxBlocks: number;
  /** [R] rows for which logits are wanted, ascending. */
  readonly outputRows: Int32Array;
}
