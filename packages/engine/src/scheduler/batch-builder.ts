import type { Batch } from "../core/batch.ts";
import { assert } from "../errors.ts";
import type { Sequence } from "./sequence.ts";

/** What one sequence brings to a batch. */
export interface BatchPart {
  readonly sequence: Sequence;
  /** Of the first token. */
  readonly position: number;
  /** Runs of tokens, one behind the other. */
  readonly tokenIds: readonly Int32Array[];
  /** Rows whose logits are wanted: the last ones. */
  readonly numLogitRows: number;
  /** The same of hidden states. */
  readonly numHiddenRows: number;
}

export interface BatchBuilderOptions {
  readonly maxTokens: number;
  readonly maxSequences: number;
  /** Guessed tokens of a step. */
  readonly maxDraftTokens: number;
  /** Tokens of prompts that a step scores. */
  readonly maxScoredTokens: number;
  /** Blocks of the longest sequence. */
  readonly maxBlocks: number;
  readonly blockLength: number;
}

/**
 * Lays out batches. Its arrays are made once: a batch is valid until the next one is built, and one with arrays of the same
 * lengths is the same object.
 */
export class BatchBuilder {
  readonly #blockLength: number;
  readonly #tokenIds: Int32Array;
  readonly #positions: Int32Array;
  readonly #slots: Int32Array;
  readonly #sequenceStarts: Int32Array;
  readonly #contextLengths: Int32Array;
  readonly #blockTables: Int32Array;
  readonly #outputRows: Int32Array;
  readonly #hiddenRows: Int32Array;
  readonly #stateReads: Int32Array;
  readonly #stateWrites: Int32Array;
  #latest: Batch | undefined;

  constructor(options: BatchBuilderOptions) {
    const { maxTokens, maxSequences, maxDraftTokens, maxScoredTokens, maxBlocks, blockLength } = options;
    this.#blockLength = blockLength;
    this.#tokenIds = new Int32Array(maxTokens);
    this.#positions = new Int32Array(maxTokens);
    this.#slots = new Int32Array(maxTokens);
    this.#sequenceStarts = new Int32Array(maxSequences + 1);
    this.#contextLengths = new Int32Array(maxSequences);
    this.#blockTables = new Int32Array(maxSequences * maxBlocks);
    this.#outputRows = new Int32Array(maxSequences + maxDraftTokens + maxScoredTokens);
    this.#hiddenRows = new Int32Array(maxTokens);
    this.#stateReads = new Int32Array(maxSequences);
    this.#stateWrites = new Int32Array(maxSequences);
  }

  build(parts: readonly BatchPart[]): Batch {
    const maxBlocks = Math.max(...parts.map(({ sequence }) => sequence.blocks.length));
    assert(parts.length < this.#sequenceStarts.length, "no more sequences than there is room for");
    let row = 0;
    let numOutputs = 0;
    let numHidden = 0;
    parts.forEach((part, b) => {
      this.#sequenceStarts[b] = row;
      const end = this.#layTokens(part, row);
      this.#contextLengths[b] = part.position + end - row;
      const table = this.#blockTables.subarray(b * maxBlocks, (b + 1) * maxBlocks).fill(0);
      table.set(part.sequence.blocks);
      for (let i = end - part.numLogitRows; i < end; i++) this.#outputRows[numOutputs++] = i;
      for (let i = end - part.numHiddenRows; i < end; i++) this.#hiddenRows[numHidden++] = i;
      row = end;
    });
    this.#sequenceStarts[parts.length] = row;
    const batch = {
      tokenIds: this.#tokenIds.subarray(0, row),
      positions: this.#positions.subarray(0, row),
      slots: this.#slots.subarray(0, row),
      sequenceStarts: this.#sequenceStarts.subarray(0, parts.length + 1),
      contextLengths: this.#contextLengths.subarray(0, parts.length),
      blockTables: this.#blockTables.subarray(0, parts.length * maxBlocks),
      maxBlocks,
      outputRows: this.#outputRows.subarray(0, numOutputs),
      ...(numHidden > 0 && { hiddenRows: this.#hiddenRows.subarray(0, numHidden) }),
      ...this.#layStates(parts),
    };
    if (!this.#latest || !haveSameLengths(this.#latest, batch)) this.#latest = batch;
    return this.#latest;
  }

  #layStates(parts: readonly BatchPart[]): Pick<Batch, "states"> {
    if (parts[0].sequence.carried === undefined) return {};
    parts.forEach(({ sequence: { carried } }, b) => {
      assert(carried, "all sequences of a model have states, or none");
      this.#stateReads[b] = carried.readSlot;
      this.#stateWrites[b] = carried.draftSlot ?? carried.ownSlot;
    });
    const [reads, writes] = [this.#stateReads, this.#stateWrites].map((slots) => slots.subarray(0, parts.length));
    return { states: { reads, writes } };
  }

  /** Returns the row behind the last one. */
  #layTokens({ sequence: { blocks }, position: first, tokenIds }: BatchPart, row: number): number {
    let end = row;
    for (const run of tokenIds) {
      assert(end + run.length <= this.#tokenIds.length, "no more tokens than there is room for");
      this.#tokenIds.set(run, end);
      end += run.length;
    }
    for (let i = row; i < end; i++) {
      const position = first + i - row;
      const block = blocks[Math.floor(position / this.#blockLength)];
      this.#positions[i] = position;
      this.#slots[i] = block * this.#blockLength + (position % this.#blockLength);
    }
    return end;
  }
}

function haveSameLengths(a: Batch, b: Batch): boolean {
  const lengths = (batch: Batch) => [
    batch.tokenIds.length,
    batch.contextLengths.length,
    batch.maxBlocks,
    batch.outputRows.length,
    batch.hiddenRows?.length,
    batch.states?.reads.length,
  ];
  const others = lengths(b);
  return lengths(a).every((length, i) => length === others[i]);
}
