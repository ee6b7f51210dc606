import type { Batch } from "../core/batch.ts";
import { assert, QwenError } from "../errors.ts";
import { type Checkpoint, requireFormat, type TensorRecord } from "../files/checkpoint.ts";
import { configFromGguf } from "../files/gguf-config.ts";
import type { Backend, LoadWeightsOptions, WeightRequest } from "../kernels/backend.ts";
import { sizeOfShape } from "../kernels/op-shapes.ts";
import type { KvCache, Ops, Tensor, Weight } from "../kernels/ops.ts";
import { formatById } from "../quant/index.ts";
import type { DecoderConfig, ModelDefinition, Tap, WeightSpec } from "./define-model.ts";
import { findModel } from "./index.ts";
import type { RawConfig } from "./raw-config.ts";

/** What a checkpoint needs to become a model: found and checked, nothing of its weights read yet. */
export interface ModelPlan {
  readonly definition: ModelDefinition;
  readonly config: DecoderConfig;
  readonly requests: readonly WeightRequest[];
  /** Bytes of the requested weights in the file. */
  readonly sizeBytes: number;
  /** About what they take in the memory of a backend that keeps some formats as others. */
  readonly keptBytes: number;
  /** What a user should know: formats that are kept as others. */
  readonly notes: readonly string[];
  readonly numParameters: number;
  /** Tensors of the file that the architecture has no use for: reported, not loaded. */
  readonly unusedTensors: readonly string[];
}

/** A model whose weights are in a backend. */
export interface LoadedModel {
  readonly config: DecoderConfig;
  /** Records the forward pass of one batch; gives the logits [R, V]. */
  forward(ops: Ops, cache: KvCache, batch: Batch, tap?: Tap): Tensor;
}

/** config.json, or what the metadata of a GGUF file translates to. */
export function rawConfigOf(checkpoint: Checkpoint): RawConfig {
  return checkpoint.container === "gguf" ? configFromGguf(checkpoint) : checkpoint.config;
}

/**
 * Finds the architecture and checks that the file has every tensor in the right shape.
 * @throws QwenError `model/unsupported-architecture`, `model/bad-config`, `model/missing-tensor`, `model/bad-shape`,
 * `model/unsupported-format`
 */
export function planModel(checkpoint: Checkpoint, raw: RawConfig = rawConfigOf(checkpoint)): ModelPlan {
  const definition = findModel(raw);
  const config = definition.config(raw);
  const used = new Set<string>();
  const requests = definition.weights(config).map((spec) => {
    const record = findTensor(checkpoint, spec);
    used.add(record.name);
    return request(spec, record);
  });
  return {
    definition,
    config,
    requests,
    sizeBytes: requests.reduce((sum, { data }) => sum + data.length, 0),
    keptBytes: requests.reduce((sum, request) => sum + keptBytesOf(request), 0),
    notes: notesOnFormats(requests),
    numParameters: requests.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
    unusedTensors: [...checkpoint.tensors.keys()].filter((name) => !used.has(name)),
  };
}

/** Reads the planned weights into the backend. @throws what `Backend.loadWeights` throws */
export async function loadModel(
  plan: ModelPlan,
  backend: Backend,
  options: LoadWeightsOptions = {},
): Promise<LoadedModel> {
  const loaded = await backend.loadWeights(plan.requests, options);
  const weights = new Map<string, Weight>(loaded.map((weight) => [weight.name, weight]));
  const weight = (name: string): Weight => {
    const found = weights.get(name);
    assert(found, () => `the model asks for ${name}, which its weight list does not have`);
    return found;
  };
  const { definition, config } = plan;
  return {
    config,
    forward: (ops, cache, batch, tap = () => {}) => definition.forward({ ops, config, weight, cache, batch, tap }),
  };
}

function keptBytesOf({ format, shape, data }: WeightRequest): number {
  const kept = format.keptAs && formatById(format.keptAs);
  return kept ? (sizeOfShape(shape) / kept.blockLength) * kept.blockBytes : data.length;
}

function notesOnFormats(requests: readonly WeightRequest[]): string[] {
  const kept = requests.filter(({ format }) => format.keptAs);
  return [
    ...Map.groupBy(kept, ({ format }) => `${format.id} has no kernels yet: kept as ${format.keptAs} in memory`),
  ].map(([note, { length }]) => `${note} (${length} ${length === 1 ? "tensor" : "tensors"})`);
}

function findTensor(checkpoint: Checkpoint, spec: WeightSpec): TensorRecord {
  const name = checkpoint.container === "gguf" ? spec.ggufName : spec.name;
  const record = checkpoint.tensors.get(name);
  if (record) return record;
  throw new QwenError(
    "model/missing-tensor",
    `${checkpoint.name} has no tensor ${name} [${spec.shape.join(", ")}], which the architecture needs: the file is incomplete or made for another model`,
    { details: { tensor: name, shape: spec.shape } },
  );
}

function request(spec: WeightSpec, record: TensorRecord): WeightRequest {
  if (record.shape.join() !== spec.shape.join()) {
    throw new QwenError(
      "model/bad-shape",
      `tensor ${record.name} is [${record.shape.join(", ")}]; the configuration asks for [${spec.shape.join(", ")}]`,
      { details: { tensor: record.name, expected: spec.shape, found: record.shape } },
    );
  }
  return { name: spec.name, shape: spec.shape, kind: spec.kind, format: requireFormat(record), data: record.data };
}
