import type { Batch } from "../../../../core/batch.ts";
import type { AttentionOptions, KvCacheSpec } from "../../../ops.ts";
import type { Recorder, StepBuffer } from "../../recorder.ts";
import { type PaddedRows, recordPadded, recordUnpadded } from "../copy-rows.ts";
import { attentionKernels } from "./attention.ts";
import { type AttentionPlan, planAttention } from "./attention-plan.ts";
import { scratchBytes } from "./attention-scratch.ts";
import { kvCacheLayout, wholePanels } from "./kv-cache-layout.ts";
import { mergePieces } from "./merge-pieces.ts";
import { storeKeysValuesKernels } from "./store-keys-values.ts";
import { PARTIAL_STATE_FLOATS, resultNumerator } from "./tile.ts";

const FLOAT_BYTES = 4;

/** Positions of a chunk, unless a block is longer: scores of 32 queries are then 8 KiB. */
const CHUNK_LENGTH = 64;

/** What of a plan stands in commands. */
const planSizes = ["numTiles", "maxQueries", "numMerges", "numPartialRows"] as const;

/** Every kernel that `BatchAttention` records. */
export const batchAttentionKernels = [
  ...Object.values(storeKeysValuesKernels),
  ...Object.values(attentionKernels),
  mergePieces,
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
  #plan: AttentionPlan;
  readonly #sizes: ReturnType<typeof sizesOf>;
  readonly #slots: StepBuffer;
  readonly #tables: { readonly tiles: StepBuffer; readonly blockOffsets: StepBuffer };
  readonly #merges: StepBuffer;
  readonly #scratch: StepBuffer;
  readonly #partials: StepBuffer;

  constructor(recorder: Recorder, batch: Batch, spec: KvCacheSpec, numHeads: number) {
    const plan = planAttention(batch, spec, numHeads, recorder.numThreads);
    const sizes = sizesOf(spec, numHeads, plan);
    this.#recorder = recorder;
    this.#batch = batch;
    this.#spec = spec;
    this.#numHeads = numHeads;
    this.#plan = plan;
    this.#sizes = sizes;
    this.#slots = recorder.upload(batch.slots);
    this.#tables = {
      tiles: recorder.upload(() => this.#planAgain()?.tiles),
      blockOffsets: recorder.upload(() => this.#plan.blockOffsets),
    };
    this.#merges = recorder.upload(() => this.#plan.merges);
    this.#scratch = recorder.buffer(recorder.numThreads * sizes.scratchBytes);
    this.#partials = recorder.buffer(plan.numPartialRows * (sizes.headDim + PARTIAL_STATE_FLOATS) * FLOAT_BYTES);
  }

  /** For the batch as it is by now; undefined if commands that were recorded do not serve it. */
  #planAgain(): AttentionPlan | undefined {
    const plan = planAttention(this.#batch, this.#spec, this.#numHeads, this.#recorder.numThreads);
    if (planSizes.some((size) => plan[size] !== this.#plan[size])) return undefined;
    this.#plan = plan;
    return plan;
  }

  /** Whether it can record attention with these operands. */
  serves(batch: Batch, spec: KvCacheSpec, numHeads: number): boolean {
    return batch === this.#batch && spec === this.#spec && numHeads === this.#numHeads;
  }

  /** Records the writing of k and v and the attention over what the cache then holds. */
  record(operands: AttentionOperands, options: AttentionOptions): void {
    if (this.#sizes.headDim === this.#spec.headDim) this.#recordWhole(operands, options);
    else this.#recordInWholePanels(operands, options);
  }

  /** With zeros behind every head: they add nothing to scores, and what comes out there is left behind. */
  #recordInWholePanels(operands: AttentionOperands, options: AttentionOptions): void {
    const [queries, keys] = [this.#numHeads, this.#spec.numKeyValueHeads].map((heads) => this.#paddedRows(heads));
    const q = recordPadded(this.#recorder, operands.q, queries);
    const k = recordPadded(this.#recorder, operands.k, keys);
    const v = recordPadded(this.#recorder, operands.v, keys);
    const out = this.#recorder.buffer(queries.rows * queries.paddedColumns * FLOAT_BYTES);
    this.#recordWhole({ ...operands, q, k, v, out }, options);
    recordUnpadded(this.#recorder, out, queries, operands.out);
  }

  #paddedRows(heads: number): PaddedRows {
    const rows = this.#batch.positions.length * heads;
    return { rows, columns: this.#spec.headDim, paddedColumns: this.#sizes.headDim };
  }

  #recordWhole({ q, k, v, out, cacheAddress, layerIndex }: AttentionOperands, options: AttentionOptions): void {
    const { dtype, numKeyValueHeads, blockLength } = this.#spec;
    const { headDim } = this.#sizes;
    const layer = cacheAddress + layerIndex * kvCacheLayout(this.#spec).layerBytes;
    const tokens = { slots: this.#slots, tokens: this.#batch.positions.length };
    const store = { k, v, layer, ...tokens, heads: numKeyValueHeads, headDim, blockLength };
    this.#recorder.command(storeKeysValuesKernels[dtype], store);
    this.#recorder.command(attentionKernels[dtype], {
      ...{ q, out, layer, ...this.#tables, ...this.#sizes },
      nextItem: this.#recorder.upload(new Int32Array(1)),
      partials: this.#partials,
      scratch: this.#scratch,
      slidingWindow: options.slidingWindow ?? 0,
      scale: options.scale,
    });
    if (this.#plan.numMerges > 0) this.#recordMerges(out);
  }

  #recordMerges(out: StepBuffer): void {
    const { keyValueHeads, groupSize, headDim } = this.#sizes;
    this.#recorder.command(mergePieces, {
      ...{ partials: this.#partials, out, merges: this.#merges, numMerges: this.#plan.numMerges },
      ...{ keyValueHeads, groupSize, headDim, numerator: resultNumerator(this.#spec.dtype) },
    });
  }
}

/** The arguments that are the same in every layer; the head size is that of the cache. */
function sizesOf(spec: KvCacheSpec, numHeads: number, { numTiles, maxQueries }: AttentionPlan) {
  const { numKeyValueHeads: keyValueHeads, blockLength } = spec;
  const headDim = wholePanels(spec.headDim);
  const groupSize = numHeads / keyValueHeads;
  const chunkLength = Math.max(blockLength, CHUNK_LENGTH - (CHUNK_LENGTH % blockLength));
  const scratch = scratchBytes({ maxQueries, headDim, chunkLength });
  return { numTiles, keyValueHeads, groupSize, headDim, blockLength, chunkLength, maxQueries, scratchBytes: scratch };
}
