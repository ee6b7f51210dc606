import type { Batch } from "../../core/batch.ts";
import { assert } from "../../errors.ts";
import type { Step } from "../backend.ts";
import * as shapes from "../op-shapes.ts";
import type { AttentionOptions, KvCache, RopeParameters, Tensor, Weight } from "../ops.ts";
import { rotaryTable } from "../reference/rotary-table.ts";
import { add } from "./kernels/add.ts";
import type { StepBuffer, WasmTensor } from "./recorder.ts";
import type { WasmRuntime } from "./runtime.ts";
import type { StepRecorder } from "./step-recorder.ts";

const FLOAT_BYTES = 4;

/** Translates ops into commands for the threads. */
export class WasmStep implements Step {
  readonly #runtime: WasmRuntime;
  readonly #recorder: StepRecorder;
  #ended = false;

  constructor(runtime: WasmRuntime) {
    this.#runtime = runtime;
    this.#recorder = runtime.beginStep();
  }

  embedding(tokenIds: Int32Array, table: Weight): Tensor {
    return this.#missing(shapes.embeddingShape(tokenIds, table));
  }

  rmsNorm(x: Tensor, gamma: Weight, _eps: number): Tensor {
    return this.#missing(shapes.rmsNormShape(x, gamma));
  }

  linear(x: Tensor, w: Weight): Tensor {
    return this.#missing(shapes.linearShape(x, w));
  }

  rotaryTable(positions: Int32Array, rope: RopeParameters): Tensor {
    const buffer = this.#recorder.upload(rotaryTable(positions, rope));
    return new StepTensor(this, shapes.rotaryTableShape(positions, rope), buffer);
  }

  rope(x: Tensor, table: Tensor): Tensor {
    return this.#missing(shapes.ropeShape(x, table));
  }

  attention(
    q: Tensor,
    k: Tensor,
    v: Tensor,
    cache: KvCache,
    layerIndex: number,
    _batch: Batch,
    _options: AttentionOptions,
  ): Tensor {
    return this.#missing(shapes.attentionShape(q, k, v, cache, layerIndex));
  }

  addBias(x: Tensor, bias: Weight): Tensor {
    return this.#missing(shapes.addBiasShape(x, bias));
  }

  add(x: Tensor, y: Tensor): Tensor {
    const out = this.#tensor(shapes.elementwiseShape(x, y));
    const args = { x: this.#bufferOf(x), y: this.#bufferOf(y), out: out.buffer, vectors: vectorsOf(out) };
    this.#recorder.command(add, args);
    return out;
  }

  siluMul(gate: Tensor, up: Tensor): Tensor {
    return this.#missing(shapes.elementwiseShape(gate, up));
  }

  selectRows(x: Tensor, rows: Int32Array): Tensor {
    return this.#missing(shapes.selectRowsShape(x, rows));
  }

  reshape(x: Tensor, shape: readonly number[]): Tensor {
    return new StepTensor(this, shapes.reshapedShape(x, shape), this.#bufferOf(x));
  }

  async run(outputs: readonly Tensor[]): Promise<Float32Array[]> {
    assert(!this.#ended, "a step can run only once");
    this.#ended = true;
    const views = outputs.map((x) => ({ buffer: this.#bufferOf(x), length: shapes.sizeOfShape(x.shape) }));
    return this.#runtime.run(views);
  }

  #missing(_shape: readonly number[]): WasmTensor {
    throw new Error("internal error: this op has no kernel yet");
  }

  /** A new tensor, with room for whole vectors. */
  #tensor(shape: readonly number[]): StepTensor {
    assert(!this.#ended, "an op was recorded after its step had run");
    return new StepTensor(this, shape, this.#recorder.buffer(shapes.sizeOfShape(shape) * FLOAT_BYTES));
  }

  #bufferOf(x: Tensor): StepBuffer {
    assert(x instanceof StepTensor && x.owner === this, "the tensor is not of this step");
    return x.buffer;
  }
}

class StepTensor implements WasmTensor {
  readonly owner: WasmStep;
  readonly shape: readonly number[];
  readonly buffer: StepBuffer;

  constructor(owner: WasmStep, shape: readonly number[], buffer: StepBuffer) {
    this.owner = owner;
    this.shape = shape;
    this.buffer = buffer;
  }
}

/** Groups of four floats; a buffer has room for the last one, whole or not. */
const vectorsOf = (x: Tensor): number => Math.ceil(shapes.sizeOfShape(x.shape) / 4);
