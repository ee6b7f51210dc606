import type { Batch } from "../../../../core/batch.ts";
import type { KeyHeadOrder } from "../../../ops.ts";
import { numStateChannels } from "../../../state-shapes.ts";
import type { Recorder, StepBuffer } from "../../recorder.ts";
import type { WasmStates } from "../../wasm-states.ts";
import { causalConv } from "./causal-conv.ts";
import { convScratch } from "./conv-share.ts";
import { deltaScratchBytes } from "./delta-scratch.ts";
import { gatedDeltaRule } from "./gated-delta-rule.ts";
import { sequenceRecords } from "./sequences.ts";

/** Every kernel that `BatchLinearAttention` records. */
export const linearAttentionKernels = [causalConv, gatedDeltaRule] as const;

/** The operands of one layer's delta rule: tensors, and addresses of weights. */
export interface DeltaRuleOperands {
  readonly qkv: StepBuffer;
  readonly a: StepBuffer;
  readonly b: StepBuffer;
  readonly decayRate: number;
  readonly timeStepBias: number;
  readonly out: StepBuffer;
}

/** The ops that carry states, over one batch: what all layers of a step share is uploaded and reserved once. */
export class BatchLinearAttention {
  readonly #recorder: Recorder;
  readonly #batch: Batch;
  readonly #states: WasmStates;
  readonly #sequences: { readonly sequences: StepBuffer; readonly numSequences: number };
  readonly #convScratch: ReturnType<typeof convScratch>;
  readonly #deltaScratchBytes: number;

  constructor(recorder: Recorder, batch: Batch, states: WasmStates) {
    const { spec, layout } = states;
    this.#recorder = recorder;
    this.#batch = batch;
    this.#states = states;
    this.#sequences = {
      sequences: recorder.upload(() => sequenceRecords(batch)),
      numSequences: batch.sequenceStarts.length - 1,
    };
    this.#convScratch = convScratch(numStateChannels(spec), spec.convKernelSize, recorder.numThreads);
    this.#deltaScratchBytes = deltaScratchBytes(layout);
  }

  /** Whether it can record ops with these operands. */
  serves(batch: Batch, states: WasmStates): boolean {
    return batch === this.#batch && states === this.#states;
  }

  /** `w` is the weights' address. */
  recordConv(x: StepBuffer, w: number, out: StepBuffer, layerIndex: number): void {
    const { spec, address, layout } = this.#states;
    const { scratchBytes } = this.#convScratch;
    this.#recorder.command(causalConv, {
      ...{ x, w, out, ...this.#sequences, ...this.#convScratch },
      states: address + layerIndex * layout.layerBytes,
      slotBytes: layout.inputBytes,
      channels: numStateChannels(spec),
      taps: spec.convKernelSize,
      scratch: this.#recorder.buffer(this.#recorder.numThreads * scratchBytes),
    });
  }

  recordDeltaRule(operands: DeltaRuleOperands, layerIndex: number, keyHeadOrder: KeyHeadOrder): void {
    const { spec, address, layout } = this.#states;
    const scratchBytes = this.#deltaScratchBytes;
    this.#recorder.command(gatedDeltaRule, {
      ...{ ...operands, ...this.#sequences, scratchBytes },
      states: address + layerIndex * layout.layerBytes + layout.matricesOffset,
      slotBytes: layout.matrixBytes,
      nextItem: this.#recorder.upload(new Int32Array(1)),
      keyHeads: spec.numKeyHeads,
      valueHeads: spec.numValueHeads,
      keyDim: spec.keyHeadDim,
      valueDim: spec.valueHeadDim,
      numPanels: layout.numPanels,
      panelRows: layout.panelRows,
      isTiled: keyHeadOrder === "tiled" ? 1 : 0,
      scratch: this.#recorder.buffer(this.#recorder.numThreads * scratchBytes),
      queryScale: spec.keyHeadDim ** -0.5,
    });
  }
}
