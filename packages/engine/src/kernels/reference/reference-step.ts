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
import * as stateShapes from "../state-shapes.ts";
import { add } from "./add.ts";
import { addBias } from "./add-bias.ts";
import { attention, writeCache } from "./attention.ts";
import { causalConv } from "./causal-conv.ts";
import { combineExperts } from "./combine-experts.ts";
import { concat } from "./concat.ts";
import { embedding } from "./embedding.ts";
import { expertLinear } from "./expert-linear.ts";
import { gatedDeltaRule } from "./gated-delta-rule.ts";
import { linear } from "./linear.ts";
import { ReferenceCache } from "./reference-cache.ts";
import { ReferenceStates } from "./reference-states.ts";
import { ReferenceTensor, ReferenceWeight } from "./reference-tensors.ts";
import { rmsNorm } from "./rms-norm.ts";
import { rope } from "./rope.ts";
import { rotaryTable } from "./rotary-table.ts";
import { chooseExperts, expertWeights } from "./route.ts";
import { selectRows } from "./select-rows.ts";
import { sigmoidMul } from "./sigmoid-mul.ts";
import { siluMul } from "./silu-mul.ts";
import { slice } from "./slice.ts";

/** Keeps a list of what to compute, and computes it in order when run. */
export class ReferenceStep implements Step {
  readonly #recorded: (() => void)[] = [];
  readonly #checkOpen: () => void;
  #ended = false;

  /** `checkOpen` throws once the backend is closed. */
  constructor(checkOpen: () => void) {
    this.#checkOpen = checkOpen;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get numCommands(): number {
    return this.#recorded.length;
  }

  embedding(tokenIds: Int32Array, table: Weight): Tensor {
    const shape = shapes.embeddingShape(tokenIds, table);
    return this.#record(shape, () => embedding(tokenIds, weightOf(table), shape[1]));
  }

  rmsNorm(x: Tensor, gamma: Weight, eps: number): Tensor {
    return this.#record(shapes.rmsNormShape(x, gamma), () => rmsNorm(valuesOf(x), weightOf(gamma), eps));
  }

  linear(x: Tensor, w: Weight): Tensor {
    return this.#record(shapes.linearShape(x, w), () => linear(valuesOf(x), weightOf(w), w.shape[1]));
  }

  rotaryTable(positions: Int32Array, parameters: RopeParameters): Tensor {
    return this.#record(shapes.rotaryTableShape(positions, parameters), () => rotaryTable(positions, parameters));
  }

  rope(x: Tensor, table: Tensor): Tensor {
    const shape = shapes.ropeShape(x, table);
    return this.#record(shape, () => rope(valuesOf(x), valuesOf(table), shape));
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
    const shape = shapes.attentionShape(q, k, v, cache, layerIndex);
    shapes.checkBatch(batch, shape[0], cache.spec);
    assert(cache instanceof ReferenceCache, "the cache is another backend's");
    const layer = cache.layers[layerIndex];
    return this.#record(shape, () => {
      writeCache(valuesOf(k), valuesOf(v), layer, cache.spec, batch.slots);
      return attention(valuesOf(q), layer, cache.spec, batch, options);
    });
  }

  causalConv(x: Tensor, w: Weight, states: StateCache, layerIndex: number, batch: Batch): Tensor {
    const shape = stateShapes.causalConvShape(x, w, states, layerIndex);
    stateShapes.checkBatchStates(batch, shape[0], states);
    const { inputs } = statesOf(states).layers[layerIndex];
    const { convKernelSize } = states.spec;
    return this.#record(shape, () => causalConv(valuesOf(x), weightOf(w), inputs, convKernelSize, batch));
  }

  gatedDeltaRule(
    inputs: DeltaRuleInputs,
    states: StateCache,
    layerIndex: number,
    batch: Batch,
    keyHeadOrder: KeyHeadOrder,
  ): Tensor {
    const shape = stateShapes.gatedDeltaRuleShape(inputs, states, layerIndex);
    stateShapes.checkBatchStates(batch, shape[0], states);
    const { matrices } = statesOf(states).layers[layerIndex];
    return this.#record(shape, () => {
      const [qkv, a, b] = [inputs.qkv, inputs.a, inputs.b].map(valuesOf);
      const [decayRate, timeStepBias] = [inputs.decayRate, inputs.timeStepBias].map(weightOf);
      return gatedDeltaRule({ qkv, a, b, decayRate, timeStepBias }, matrices, states.spec, batch, keyHeadOrder);
    });
  }

  addBias(x: Tensor, bias: Weight): Tensor {
    return this.#record(shapes.addBiasShape(x, bias), () => addBias(valuesOf(x), weightOf(bias)));
  }

  add(x: Tensor, y: Tensor): Tensor {
    return this.#record(shapes.elementwiseShape(x, y), () => add(valuesOf(x), valuesOf(y)));
  }

  siluMul(gate: Tensor, up: Tensor): Tensor {
    return this.#record(shapes.elementwiseShape(gate, up), () => siluMul(valuesOf(gate), valuesOf(up)));
  }

  sigmoidMul(gate: Tensor, x: Tensor): Tensor {
    return this.#record(shapes.sigmoidMulShape(gate, x), () => sigmoidMul(valuesOf(gate), valuesOf(x)));
  }

  route(logits: Tensor, options: RoutingOptions): Routing {
    const shape = shapes.routingShape(logits, options);
    const numExperts = logits.shape[1];
    const experts = this.#record(shape, () => chooseExperts(valuesOf(logits), numExperts, shape[1]));
    const weights = this.#record(shape, () =>
      expertWeights(valuesOf(logits), valuesOf(experts), numExperts, options.normalizes),
    );
    return { numExperts, experts, weights };
  }

  expertLinear(x: Tensor, w: Weight, routing: Routing): Tensor {
    return this.#record(shapes.expertLinearShape(x, w, routing), () =>
      expertLinear(valuesOf(x), weightOf(w), valuesOf(routing.experts), w.shape),
    );
  }

  combineExperts(y: Tensor, routing: Routing): Tensor {
    const shape = shapes.combineExpertsShape(y, routing);
    return this.#record(shape, () => combineExperts(valuesOf(y), valuesOf(routing.weights), shape[0]));
  }

  constant(values: Float32Array, shape: readonly number[]): Tensor {
    const copy = values.slice();
    return this.#record(shapes.constantShape(values, shape), () => copy);
  }

  concat(x: Tensor, y: Tensor): Tensor {
    const [xColumns, yColumns] = [x, y].map(({ shape }) => shape[shape.length - 1]);
    return this.#record(shapes.concatShape(x, y), () => concat(valuesOf(x), valuesOf(y), xColumns, yColumns));
  }

  selectRows(x: Tensor, rows: Int32Array): Tensor {
    const shape = shapes.selectRowsShape(x, rows);
    return this.#record(shape, () => selectRows(valuesOf(x), rows, shape[1]));
  }

  slice(x: Tensor, start: number, length: number): Tensor {
    const columns = x.shape[x.shape.length - 1];
    return this.#record(shapes.sliceShape(x, start, length), () => slice(valuesOf(x), columns, start, length));
  }

  reshape(x: Tensor, shape: readonly number[]): Tensor {
    return this.#record(shapes.reshapedShape(x, shape), () => valuesOf(x));
  }

  async run(outputs: readonly Tensor[]): Promise<Float32Array[]> {
    this.#runAll(() => {});
    return outputs.map(valuesOf);
  }

  async runTimed(outputs: readonly Tensor[]): Promise<TimedRun> {
    const times = new Float64Array(this.#recorded.length + 1);
    this.#runAll((index) => {
      times[index] = performance.now();
    });
    return { values: outputs.map(valuesOf), times };
  }

  /** @param onTurn called before each command with its number, and with the number of all at the end */
  #runAll(onTurn: (index: number) => void): void {
    assert(!this.#ended, "a step can run only once");
    this.#ended = true;
    for (const [index, compute] of this.#recorded.entries()) {
      this.#checkOpen();
      onTurn(index);
      compute();
    }
    onTurn(this.#recorded.length);
  }

  #record(shape: readonly number[], compute: () => Float32Array): Tensor {
    assert(!this.#ended, "an op was recorded after its step had run");
    const result = new ReferenceTensor(shape);
    this.#recorded.push(() => {
      result.values = compute();
    });
    return result;
  }
}

function valuesOf(tensor: Tensor): Float32Array {
  assert(tensor instanceof ReferenceTensor && tensor.values, "the tensor is not of this step");
  return tensor.values;
}

function statesOf(states: StateCache): ReferenceStates {
  assert(states instanceof ReferenceStates, "the states are another backend's");
  return states;
}

function weightOf(weight: Weight): Float32Array {
  assert(weight instanceof ReferenceWeight, `${weight.name} is another backend's`);
  return weight.values;
}
