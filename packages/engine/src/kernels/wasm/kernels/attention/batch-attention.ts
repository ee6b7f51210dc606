import type { Batch } from "../../../../core/batch.ts";
import type { AttentionOptions, KvCacheSpec } from "../../../ops.ts";
import type { Recorder, StepBuffer } from "../../recorder.ts";
import { attentionKernels } from "./attention.ts";
import { planAttention } from "./attention-plan.ts";
import { scratchBytes } from "./attention-scratch.ts";
import { kvCacheLayout } from "./kv-cache-layout.ts";
import { storeKeysValuesKernels } from "./store-keys-values.ts";

/** Positions of a chunk, unless a block is longer: scores of 32 queries are then 8 KiB. */
const CHUNK_LENGTH = 64;

/** Every kernel that `BatchAttention` records. */
export const batchAttentionKernels = [
  ...Object.values(storeKeysValuesKernels),
  ...Object.values(attentionKernels),
] as const;

/** The operands of one layer's attention. */
export interface AttentionOperands {
  readonly q: StepBuffer;
  readonly k: StepBuffer;
  readonly v: StepBuffer;
  /** [T, H, P] */
  readonly out: StepBuffer;
  /** Where the cache's memory begins. */
  readonly cacheAddress: number;
  readonly layerIndex: number;
}

/** Attention over one batch and cache: what all layers of a step share is planned and uploaded once. */
export class BatchAttention {
  readonly #recorder: Recorder;
  readonly #batch: Batch;
  readonly #spec: KvCacheSpec;
  readonly #numHeads: number;
  readonly #shared: { readonly tiles: StepBuffer; readonly blockOffsets: StepBuffer; readonly slots: StepBuffer };
  readonly #sizes: ReturnType<typeof sizesOf>;
  readonly #scratch: StepBuffer;

  constructor(recorder: Recorder, batch: Batch, spec: KvCacheSpec, numHeads: number) {
    const groupSize = numHeads / spec.numKeyValueHeads;
    const plan = planAttention(batch, spec, groupSize);
    this.#recorder = recorder;
    this.#batch = batch;
    this.#spec = spec;
    this.#numHeads = numHeads;
    this.#shared = {
      tiles: recorder.upload(plan.tiles),
      blockOffsets: recorder.upload(plan.blockOffsets),
      slots: recorder.upload(batch.slots),
    };
    this.#sizes = sizesOf(spec, groupSize, plan.numTiles, plan.maxQueries);
    this.#scratch = recorder.buffer(recorder.numThreads * this.#sizes.scratchBytes);
  }

  /** Whether it can record attention with these operands. */
  serves(batch: Batch, spec: KvCacheSpec, numHeads: number): boolean {
    return batch === this.#batch && spec === this.#spec && numHeads === this.#numHeads;
  }

  /** Records the writing of k and v and the attention over what the cache then holds. */
  record({ q, k, v, out, cacheAddress, layerIndex }: AttentionOperands, options: AttentionOptions): void {
    const { dtype, numKeyValueHeads, headDim, blockLength } = this.#spec;
    const { slots, ...shared } = this.#shared;
    const layer = cacheAddress + layerIndex * kvCacheLayout(this.#spec).layerBytes;
    const tokens = { slots, tokens: this.#batch.positions.length };
    const store = { k, v, layer, ...tokens, heads: numKeyValueHeads, headDim, blockLength };
    this.#recorder.command(storeKeysValuesKernels[dtype], store);
    this.#recorder.command(attentionKernels[dtype], {
      ...{ q, out, layer, ...shared, ...this.#sizes },
      nextItem: this.#recorder.upload(new Int32Array(1)),
      scratch: this.#scratch,
      slidingWindow: options.slidingWindow ?? 0,
      scale: options.scale,
    });
  }
}

function sizesOf(spec: KvCacheSpec, groupSize: number, numTiles: number, maxQueries: number) {
  const { numKeyValueHeads: keyValueHeads, headDim, blockLength } = spec;
  const chunkLength = Math.max(blockLength, CHUNK_LENGTH - (CHUNK_LENGTH % blockLength));
  const scratch = scratchBytes({ maxQueries, headDim, chunkLength });
  return { numTiles, keyValueHeads, groupSize, headDim, blockLength, chunkLength, maxQueries, scratchBytes: scratch };
}
