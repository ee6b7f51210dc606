import type { Batch } from "../../core/batch.ts";
import { assert } from "../../errors.ts";
import type { Step, TimedRun } from "../backend.ts";
import * as shapes from "../op-shapes.ts";
import type {
  AttentionOptions,
  DeltaRuleInputs,
  KeyHeadOrder,
  KvCache,
  RopeParameters,
  Routing,
  RoutingOptions,
  StateCache,
  Tensor,
  Weight,
} from "../ops.ts";
import { rotaryTable } from "../reference/rotary-table.ts";
import * as stateShapes from "../state-shapes.ts";
import { ExpertProducts } from "./experts/expert-products.ts";
import { add } from "./kernels/add.ts";
import { addBias } from "./kernels/add-bias.ts";
import { BatchAttention } from "./kernels/attention/batch-attention.ts";
import { combineExperts } from "./kernels/combine-experts.ts";
import { copyRows, recordPadded, recordUnpadded } from "./kernels/copy-rows.ts";
import { BatchLinearAttention } from "./kernels/linear-attention/batch-linear-attention.ts";
import { rmsNorm } from "./kernels/rms-norm.ts";
import { rope } from "./kernels/rope.ts";
import { route } from "./kernels/route.ts";
import { selectRows } from "./kernels/select-rows.ts";
import { sigmoidMul, sigmoidMulRows } from "./kernels/sigmoid-mul.ts";
import { siluMul } from "./kernels/silu-mul.ts";
import { recordEmbedding } from "./linear/record-embedding.ts";
import { recordLinear } from "./linear/record-linear.ts";
import type { StepBuffer, WasmTensor, WasmWeight } from "./recorder.ts";
import type { StepOutput, WasmRuntime } from "./runtime.ts";
import type { StepRecorder } from "./step-recorder.ts";
import { WasmCache } from "./wasm-cache.ts";
import { WasmStates } from "./wasm-states.ts";

const FLOAT_BYTES = 4;
/** Floats that kernels take at once. */
const VECTOR_LENGTH = 4;

/** Translates ops into commands for the threads. */
export class WasmStep implements Step {
  readonly #runtime: WasmRuntime;
  readonly #recorder: StepRecorder;
  readonly #experts: ExpertProducts;
  #ended = false;
  #outputs: readonly StepOutput[] = [];
  /** Attention over the batch and cache of the last layer that was recorded: the next one usually shares them. */
  #attention: BatchAttention | undefined;
  /** The same of ops that carry states. */
  #linearAttention: BatchLinearAttention | undefined;

  constructor(runtime: WasmRuntime) {
    this.#runtime = runtime;
    this.#recorder = runtime.beginStep();
    this.#experts = new ExpertProducts(this.#recorder);
  }

  get numCommands(): number {
    return this.#recorder.numCommands;
  }

  embedding(tokenIds: Int32Array, table: Weight): Tensor {
    const shape = shapes.embeddingShape(tokenIds, table);
    const ids = this.#recorder.upload(tokenIds);
    return this.#own(shape, recordEmbedding(this.#recorder, ids, tokenIds.length, matrixOf(table)));
  }

  rmsNorm(x: Tensor, gamma: Weight, eps: number): Tensor {
    const out = this.#tensor(shapes.rmsNormShape(x, gamma));
    const [columns] = gamma.shape;
    const rows = shapes.sizeOfShape(x.shape) / columns;
    const buffer = this.#bufferOf(x);
    const args = { x: buffer, gamma: vectorOf(gamma), out: out.buffer, rows, columns, eps };
    this.#recorder.command(rmsNorm, args, { independent: this.#recorder.isSettled(buffer) });
    return out;
  }

  linear(x: Tensor, w: Weight): Tensor {
    const shape = shapes.linearShape(x, w);
    return this.#own(shape, recordLinear(this.#recorder, this.#checked(x), matrixOf(w)));
  }

  rotaryTable(positions: Int32Array, rope: RopeParameters): Tensor {
    const buffer = this.#recorder.upload(() => rotaryTable(positions, rope));
    return new StepTensor(this, shapes.rotaryTableShape(positions, rope), buffer);
  }

  rope(x: Tensor, table: Tensor): Tensor {
    const out = this.#tensor(shapes.ropeShape(x, table));
    const [tokens, heads, headDim] = x.shape;
    const buffers = { x: this.#bufferOf(x), table: this.#bufferOf(table), out: out.buffer };
    const sizes = { tokens, heads, headDim, rotaryDim: table.shape[1] };
    // The table is the host's: no command writes it.
    this.#recorder.command(rope, { ...buffers, ...sizes }, { independent: this.#recorder.isSettled(buffers.x) });
    return out;
  }

  attention(
    q: Tensor,
    k: Tensor,
    v: Tensor,
    cache: KvCache,
    layerIndex: number,
    batch: Batch,
    options: AttentionOptions,
  ): Tensor {
    const out = this.#tensor(shapes.attentionShape(q, k, v, cache, layerIndex));
    assert(cache instanceof WasmCache, "the cache is another backend's");
    const [numTokens, numHeads] = q.shape;
    if (!this.#attention?.serves(batch, cache.spec, numHeads)) {
      shapes.checkBatch(batch, numTokens, cache.spec);
      this.#attention = new BatchAttention(this.#recorder, batch, cache.spec, numHeads);
    }
    const buffers = { q: this.#bufferOf(q), k: this.#bufferOf(k), v: this.#bufferOf(v), out: out.buffer };
    this.#attention.record({ ...buffers, cacheAddress: cache.address, layerIndex }, options);
    return out;
  }

  causalConv(x: Tensor, w: Weight, states: StateCache, layerIndex: number, batch: Batch): Tensor {
    const out = this.#tensor(stateShapes.causalConvShape(x, w, states, layerIndex));
    const [numTokens] = x.shape;
    this.#statesOf(batch, numTokens, states).recordConv(this.#bufferOf(x), vectorOf(w), out.buffer, layerIndex);
    return out;
  }

  gatedDeltaRule(
    { qkv, a, b, decayRate, timeStepBias }: DeltaRuleInputs,
    states: StateCache,
    layerIndex: number,
    batch: Batch,
    keyHeadOrder: KeyHeadOrder,
  ): Tensor {
    const inputs = { qkv, a, b, decayRate, timeStepBias };
    const out = this.#tensor(stateShapes.gatedDeltaRuleShape(inputs, states, layerIndex));
    const [numTokens] = qkv.shape;
    const buffers = { qkv: this.#bufferOf(qkv), a: this.#bufferOf(a), b: this.#bufferOf(b), out: out.buffer };
    const weights = { decayRate: vectorOf(decayRate), timeStepBias: vectorOf(timeStepBias) };
    const record = this.#statesOf(batch, numTokens, states);
    record.recordDeltaRule({ ...buffers, ...weights }, layerIndex, keyHeadOrder);
    return out;
  }

  addBias(x: Tensor, bias: Weight): Tensor {
    const out = this.#tensor(shapes.addBiasShape(x, bias));
    const [columns] = bias.shape;
    const columnVectors = Math.ceil(columns / VECTOR_LENGTH);
    const paddedColumns = VECTOR_LENGTH * columnVectors;
    const rows = { rows: shapes.sizeOfShape(x.shape) / columns, columns, paddedColumns };
    const isWhole = columns === paddedColumns;
    const from = isWhole ? this.#bufferOf(x) : recordPadded(this.#recorder, this.#bufferOf(x), rows);
    const buffers = { x: from, bias: vectorOf(bias), out: isWhole ? out.buffer : from };
    this.#recorder.command(addBias, { ...buffers, vectors: rows.rows * columnVectors, columnVectors });
    if (!isWhole) recordUnpadded(this.#recorder, from, rows, out.buffer);
    return out;
  }

  add(x: Tensor, y: Tensor): Tensor {
    const out = this.#tensor(shapes.elementwiseShape(x, y));
    const buffers = { x: this.#bufferOf(x), y: this.#bufferOf(y), out: out.buffer };
    this.#recorder.command(add, { ...buffers, vectors: vectorsOf(out) });
    return out;
  }

  siluMul(gate: Tensor, up: Tensor): Tensor {
    const out = this.#tensor(shapes.elementwiseShape(gate, up));
    const buffers = { gate: this.#bufferOf(gate), up: this.#bufferOf(up), out: out.buffer };
    this.#recorder.command(siluMul, { ...buffers, vectors: vectorsOf(out) });
    return out;
  }

  sigmoidMul(gate: Tensor, x: Tensor): Tensor {
    const out = this.#tensor(shapes.sigmoidMulShape(gate, x));
    const buffers = { gate: this.#bufferOf(gate), x: this.#bufferOf(x), out: out.buffer };
    const [rows, columns] = x.shape;
    const isOneARow = shapes.sizeOfShape(gate.shape) < shapes.sizeOfShape(x.shape);
    if (isOneARow) this.#recorder.command(sigmoidMulRows, { ...buffers, rows, columns });
    else this.#recorder.command(sigmoidMul, { ...buffers, vectors: vectorsOf(out) });
    return out;
  }

  route(logits: Tensor, options: RoutingOptions): Routing {
    const shape = shapes.routingShape(logits, options);
    const [experts, weights] = [this.#tensor(shape), this.#tensor(shape)];
    const [tokens, numExperts] = logits.shape;
    const buffers = { logits: this.#bufferOf(logits), experts: experts.buffer, weights: weights.buffer };
    const sizes = { tokens, numExperts, numChosen: shape[1], normalizes: Number(options.normalizes) };
    this.#recorder.command(route, { ...buffers, ...sizes });
    return { numExperts, experts, weights };
  }

  expertLinear(x: Tensor, w: Weight, routing: Routing): Tensor {
    const shape = shapes.expertLinearShape(x, w, routing);
    const operands = [this.#checked(x), matrixOf(w), this.#checked(routing.experts)] as const;
    return this.#own(shape, this.#experts.record(...operands));
  }

  combineExperts(y: Tensor, routing: Routing): Tensor {
    const out = this.#tensor(shapes.combineExpertsShape(y, routing));
    const [tokens, numChosen, columns] = y.shape;
    const buffers = { y: this.#bufferOf(y), weights: this.#bufferOf(routing.weights), out: out.buffer };
    this.#recorder.command(combineExperts, { ...buffers, tokens, numChosen, columns });
    return out;
  }

  constant(values: Float32Array, shape: readonly number[]): Tensor {
    return this.#own(shapes.constantShape(values, shape), { buffer: this.#recorder.upload(values) });
  }

  concat(x: Tensor, y: Tensor): Tensor {
    const out = this.#tensor(shapes.concatShape(x, y));
    const columns = [x, y].map(({ shape }) => shape[shape.length - 1]);
    const rows = shapes.sizeOfShape(x.shape) / columns[0];
    const outStride = (columns[0] + columns[1]) * FLOAT_BYTES;
    [x, y].forEach((part, i) => {
      const target = { buffer: out.buffer, offset: i * columns[0] * FLOAT_BYTES };
      const rowBytes = columns[i] * FLOAT_BYTES;
      const args = { source: this.#bufferOf(part), out: target, rows, sourceStride: rowBytes, outStride, rowBytes };
      // Both halves are written at once; only what is read has to be there before.
      this.#recorder.command(copyRows, args, { independent: i > 0 });
    });
    return out;
  }

  selectRows(x: Tensor, rows: Int32Array): Tensor {
    const out = this.#tensor(shapes.selectRowsShape(x, rows));
    const buffers = { x: this.#bufferOf(x), rows: this.#recorder.upload(rows), out: out.buffer };
    this.#recorder.command(selectRows, { ...buffers, count: rows.length, rowBytes: x.shape[1] * FLOAT_BYTES });
    return out;
  }

  slice(x: Tensor, start: number, length: number): Tensor {
    const out = this.#tensor(shapes.sliceShape(x, start, length));
    const rows = shapes.sizeOfShape(out.shape) / length;
    const source = { buffer: this.#bufferOf(x), offset: start * FLOAT_BYTES };
    const strides = { sourceStride: x.shape[x.shape.length - 1] * FLOAT_BYTES, outStride: length * FLOAT_BYTES };
    this.#recorder.command(copyRows, { source, out: out.buffer, rows, ...strides, rowBytes: length * FLOAT_BYTES });
    return out;
  }

  reshape(x: Tensor, shape: readonly number[]): Tensor {
    return new StepTensor(this, shapes.reshapedShape(x, shape), this.#bufferOf(x));
  }

  async run(outputs: readonly Tensor[]): Promise<Float32Array[]> {
    return this.#runtime.run(this.#end(outputs));
  }

  rerun(): Promise<Float32Array[]> | undefined {
    return this.#runtime.rerun(this.#recorder, this.#outputs);
  }

  async runTimed(outputs: readonly Tensor[]): Promise<TimedRun> {
    return this.#runtime.runTimed(this.#end(outputs));
  }

  #end(outputs: readonly Tensor[]): readonly StepOutput[] {
    assert(!this.#ended, "a step can run only once");
    this.#ended = true;
    this.#outputs = outputs.map((x) => ({ buffer: this.#bufferOf(x), length: shapes.sizeOfShape(x.shape) }));
    return this.#outputs;
  }

  #statesOf(batch: Batch, numTokens: number, states: StateCache): BatchLinearAttention {
    assert(states instanceof WasmStates, "the states are another backend's");
    stateShapes.checkBatchStates(batch, numTokens, states);
    if (!this.#linearAttention?.serves(batch, states)) {
      this.#linearAttention = new BatchLinearAttention(this.#recorder, batch, states);
    }
    return this.#linearAttention;
  }

  /** What a function of another file has recorded, as a tensor of this step. */
  #own(shape: readonly number[], { buffer }: Pick<WasmTensor, "buffer">): StepTensor {
    assert(!this.#ended, "an op was recorded after its step had run");
    return new StepTensor(this, shape, buffer);
  }

  /** A new tensor, with room for whole vectors. */
  #tensor(shape: readonly number[]): StepTensor {
    assert(!this.#ended, "an op was recorded after its step had run");
    return new StepTensor(this, shape, this.#recorder.buffer(shapes.sizeOfShape(shape) * FLOAT_BYTES));
  }

  #bufferOf(x: Tensor): StepBuffer {
    return this.#checked(x).buffer;
  }

  #checked(x: Tensor): StepTensor {
    assert(x instanceof StepTensor && x.owner === this, "the tensor is not of this step");
    return x;
  }
}

class StepTensor implements WasmTensor {
  readonly owner: WasmStep;
  readonly shape: readonly number[];
  readonly buffer: StepBuffer;
  preparedForms: Map<string, StepBuffer> | undefined;
  padded: WasmTensor | undefined;

  constructor(owner: WasmStep, shape: readonly number[], buffer: StepBuffer) {
    this.owner = owner;
    this.shape = shape;
    this.buffer = buffer;
  }
}

function vectorOf(weight: Weight): number {
  const { layout, address, name } = weight as WasmWeight;
  assert(layout === "vector", () => `${name} is not a vector of this backend`);
  return address;
}

function matrixOf(weight: Weight): WasmWeight {
  const matrix = weight as WasmWeight;
  assert(matrix.layout && matrix.layout !== "vector", () => `${weight.name} is not a matrix of this backend`);
  return matrix;
}

/** Groups of four floats; a buffer has room for the last one, whole or not. */
const vectorsOf = (x: Tensor): number => Math.ceil(shapes.sizeOfShape(x.shape) / VECTOR_LENGTH);
