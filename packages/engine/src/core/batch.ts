/**
 * The tokens of one step, of all sequences that take part, laid end to end. T tokens, B sequences, R and S rows
 * that something is wanted of.
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
  /** [S] rows whose hidden states behind the final norm are wanted, ascending; absent: none. */
  readonly hiddenRows?: Int32Array;
  /** Of models whose linear attention carries a state from token to token. */
  readonly states?: BatchStates;
}

/**
 * Where each sequence's state is read before its first token of the step, and written after its last one. Reading one
 * slot and writing another leaves the former as it was: a checkpoint to go on from again.
 */
export interface BatchStates {
  /** [B] slot, or -1: the sequence begins, its state is zero. */
  readonly reads: Int32Array;
  /** [B] slot; no two sequences write the same, and none writes what another one reads. */
  readonly writes: Int32Array;
}
