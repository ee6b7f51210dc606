import type { Batch } from "../../packages/engine/src/core/batch.ts";
import type { Backend } from "../../packages/engine/src/kernels/backend.ts";
import type { CacheType, Tensor } from "../../packages/engine/src/kernels/ops.ts";
import type { LoadedModel, ModelCaches } from "../../packages/engine/src/models/load-model.ts";

const blockLength = 32;

/** Values of one intermediate, copied out of the backend. */
export interface TapValues {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface RunResult {
  /** [T, V] logits of every token that was given. */
  readonly logits: Float32Array;
  /** In the order in which the forward pass named them; empty unless asked for. */
  readonly taps: readonly TapValues[];
}

/** One sequence over a cache of its own: give it tokens, one or many at a time, and see all that is computed. */
export class SequenceRunner {
  readonly #backend: Backend;
  readonly #model: LoadedModel;
  readonly #caches: ModelCaches;
  readonly #numBlocks: number;
  #length = 0;
  /** Slot of the state; of two, so that reading one and writing the other is seen to work. */
  #stateSlot = 0;

  constructor(backend: Backend, model: LoadedModel, maxLength: number, dtype: CacheType = "F32") {
    this.#backend = backend;
    this.#model = model;
    this.#numBlocks = Math.ceil(maxLength / blockLength);
    const { numAttentionLayers: numLayers, numKeyValueHeads, headDim, linearAttention } = model.config;
    const numBlocks = this.#numBlocks;
    this.#caches = {
      cache: backend.createKvCache({ numLayers, numKeyValueHeads, headDim, blockLength, numBlocks, dtype }),
      ...(linearAttention && { states: backend.createStateCache(linearAttention, 2) }),
    };
  }

  /** Forgets the sequence; the next token is the first again. */
  reset(): void {
    this.#length = 0;
  }

  async append(tokenIds: ArrayLike<number>, options: { readonly taps?: boolean } = {}): Promise<RunResult> {
    const step = this.#backend.beginStep();
    const names: string[] = [];
    const tapped: Tensor[] = [];
    const { logits } = this.#model.forward(step, this.#caches, this.#batch(tokenIds), (name, tensor) => {
      if (!options.taps) return;
      names.push(name);
      tapped.push(tensor);
    });
    if (!logits) throw new Error("the model gave no logits");
    const [logitValues, ...values] = await step.run([logits, ...tapped]);
    this.#length += tokenIds.length;
    this.#stateSlot = 1 - this.#stateSlot;
    const taps = names.map((name, i) => ({ name, shape: tapped[i].shape, values: values[i].slice() }));
    return { logits: logitValues.slice(), taps };
  }

  /** The draft block's pass over the tokens behind `position` on, and the hidden states [T, D] before them. */
  async draft(
    tokenIds: ArrayLike<number>,
    hidden: Float32Array,
    position: number,
  ): Promise<{ readonly logits: Float32Array; readonly hidden: Float32Array }> {
    const step = this.#backend.beginStep();
    const batch = this.#batch(tokenIds, position);
    const outputs = this.#model.draft?.(step, this.#caches, { ...batch, hiddenRows: batch.outputRows }, hidden);
    if (!outputs?.logits || !outputs.hidden) throw new Error("the model has no draft block");
    const [logits, states] = await step.run([outputs.logits, outputs.hidden]);
    return { logits: logits.slice(), hidden: states.slice() };
  }

  #batch(tokenIds: ArrayLike<number>, start = this.#length): Batch {
    const rows = Int32Array.from(tokenIds, (_, i) => i);
    const positions = rows.map((row) => start + row);
    return {
      tokenIds: Int32Array.from(tokenIds),
      positions,
      sequenceStarts: Int32Array.of(0, rows.length),
      contextLengths: Int32Array.of(start + rows.length),
      // Blocks are handed out from the last to the first, so that a mix-up of block and position shows.
      slots: positions.map(
        (p) => (this.#numBlocks - 1 - Math.floor(p / blockLength)) * blockLength + (p % blockLength),
      ),
      blockTables: Int32Array.from({ length: this.#numBlocks }, (_, i) => this.#numBlocks - 1 - i),
      maxBlocks: this.#numBlocks,
      outputRows: rows,
      states: {
        reads: Int32Array.of(this.#length === 0 ? -1 : this.#stateSlot),
        writes: Int32Array.of(1 - this.#stateSlot),
      },
    };
  }
}
