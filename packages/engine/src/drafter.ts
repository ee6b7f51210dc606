import { assert } from "./errors.ts";
import type { Backend } from "./kernels/backend.ts";
import type { LoadedModel, ModelCaches } from "./models/load-model.ts";
import type { BatchBuilder, BatchPart } from "./scheduler/batch-builder.ts";
import type { DraftDemand } from "./scheduler/drafts.ts";
import type { Sequence } from "./scheduler/sequence.ts";

/** Hidden states that the draft block has not read are kept until there are so many, or a guess is wanted. */
const readAfter = 64;

export interface DrafterOptions {
  readonly backend: Backend;
  readonly model: LoadedModel;
  readonly caches: ModelCaches;
  readonly builder: BatchBuilder;
  /** Tokens of a pass at most. */
  readonly maxTokens: number;
}

/** Hidden states of a sequence from a position on that the draft block is still to read. */
interface UnreadStates {
  readonly position: number;
  /** [n, D] */
  readonly values: Float32Array;
}

/** A sequence that a guess is wanted for, as far as it has come. */
interface Draft {
  readonly sequence: Sequence;
  readonly tokenIds: number[];
  /** [D] of the block's own pass for the latest guess. */
  hidden: Float32Array;
}

/**
 * Guesses tokens with a model's draft block. The block reads the hidden states of all that was computed, each with the token
 * behind it, and keeps keys and values of its own in the sequence's cache blocks. What is missing or stale there, because
 * someone else computed a shared beginning, makes guesses worse and nothing else.
 */
export class Drafter {
  readonly #options: DrafterOptions;
  readonly #unread = new WeakMap<Sequence, UnreadStates>();

  constructor(options: DrafterOptions) {
    this.#options = options;
  }

  /** Takes note of what a step computed for a sequence: hidden states [n, D] from `position` on, which are copied. */
  collect(sequence: Sequence, position: number, hidden: Float32Array): void {
    const width = this.#width;
    const known = this.#unread.get(sequence);
    const end = known && known.position + known.values.length / width;
    // Computed again, in other blocks perhaps, or with a gap that nobody can fill: what was known is of no use.
    if (known === undefined || end === undefined || position < known.position || position > end) {
      this.#unread.set(sequence, { position, values: hidden.slice() });
      return;
    }
    const kept = known.values.subarray(0, (position - known.position) * width);
    const values = new Float32Array(kept.length + hidden.length);
    values.set(kept);
    values.set(hidden, kept.length);
    this.#unread.set(sequence, { position: known.position, values });
  }

  /**
   * Reads what has piled up for the sequences of a step, and guesses what is demanded; the time of a pass goes to `onPass`.
   * @throws what `Step.run` throws
   */
  async guess(
    sequences: readonly Sequence[],
    demands: readonly DraftDemand[],
    onPass: (ms: number) => void,
  ): Promise<ReadonlyMap<Sequence, Int32Array>> {
    let drafts = await this.#read(sequences, demands, onPass);
    const all = new Map(drafts.map((draft) => [draft.sequence, draft.tokenIds]));
    const lengths = new Map(demands.map(({ sequence, length }) => [sequence, length]));
    for (;;) {
      // Whoever has left meanwhile has no blocks any more.
      drafts = drafts.filter(({ sequence, tokenIds }) => {
        return sequence.state === "running" && tokenIds.length < lengths.get(sequence)!;
      });
      if (drafts.length === 0) break;
      await this.#goOn(drafts, onPass);
    }
    return new Map([...all].map(([sequence, tokenIds]) => [sequence, Int32Array.from(tokenIds)]));
  }

  get #width(): number {
    return this.#options.model.config.hiddenSize;
  }

  /** The pass over what is unread; it gives the first guess of all whose last state it reads. */
  async #read(
    sequences: readonly Sequence[],
    demands: readonly DraftDemand[],
    onPass: (ms: number) => void,
  ): Promise<Draft[]> {
    const demanding = new Set(demands.map(({ sequence }) => sequence));
    const readers = [...demanding, ...sequences.filter((sequence) => !demanding.has(sequence))];
    let left = this.#options.maxTokens;
    const parts: BatchPart[] = [];
    const states: Float32Array[] = [];
    const guessing: Sequence[] = [];
    for (const sequence of readers) {
      const unread = this.#unread.get(sequence);
      const count = unread ? Math.min(left, unread.values.length / this.#width) : 0;
      if (!unread || count === 0 || (count < readAfter && !demanding.has(sequence))) continue;
      const { position, values } = unread;
      const end = count * this.#width;
      const isGuessing = demanding.has(sequence) && end === values.length && position + count + 1 === sequence.length;
      if (isGuessing) guessing.push(sequence);
      parts.push(
        partOf(sequence, position, [sequence.tokenIds.subarray(position + 1, position + 1 + count)], isGuessing),
      );
      states.push(values.subarray(0, end));
      this.#unread.set(sequence, { position: position + count, values: values.slice(end) });
      left -= count;
    }
    if (parts.length === 0) return [];
    const drafts = guessing.map((sequence): Draft => ({ sequence, tokenIds: [], hidden: new Float32Array() }));
    await this.#pass(parts, joined(states), drafts, guessing.length > 0 ? onPass : () => {});
    return drafts;
  }

  /** A pass over the latest guesses, which gives the next ones. */
  async #goOn(drafts: readonly Draft[], onPass: (ms: number) => void): Promise<void> {
    const parts = drafts.map(({ sequence, tokenIds }) =>
      partOf(sequence, sequence.length - 2 + tokenIds.length, [Int32Array.of(tokenIds[tokenIds.length - 1])], true),
    );
    await this.#pass(parts, joined(drafts.map(({ hidden }) => hidden)), drafts, onPass);
  }

  async #pass(
    parts: readonly BatchPart[],
    hidden: Float32Array,
    drafts: readonly Draft[],
    onPass: (ms: number) => void,
  ): Promise<void> {
    const { backend, model, caches, builder } = this.#options;
    const startMs = performance.now();
    const step = backend.beginStep();
    assert(model.draft, "a model with a draft block");
    const outputs = model.draft(step, caches, builder.build(parts), hidden);
    const [logits, states] = await step.run([outputs.logits, outputs.hidden].filter((tensor) => tensor !== undefined));
    const { vocabSize } = model.config;
    drafts.forEach((draft, i) => {
      draft.tokenIds.push(indexOfLargest(logits.subarray(i * vocabSize, (i + 1) * vocabSize)));
      draft.hidden = states.slice(i * this.#width, (i + 1) * this.#width);
    });
    onPass(performance.now() - startMs);
  }
}

function partOf(sequence: Sequence, position: number, tokenIds: readonly Int32Array[], isGuessing: boolean): BatchPart {
  const numRows = Number(isGuessing);
  return { sequence, position, tokenIds, numLogitRows: numRows, numHiddenRows: numRows };
}

function joined(runs: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(runs.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const run of runs) {
    all.set(run, at);
    at += run.length;
  }
  return all;
}

function indexOfLargest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
