import type { Batch } from "../core/batch.ts";
import { assert } from "../errors.ts";
import type { Checkpoint } from "../files/checkpoint.ts";
import { configFromGguf } from "../files/gguf-config.ts";
import { lengthOfPieces } from "../files/pieced-bytes.ts";
import type { Backend, LoadWeightsOptions, WeightRequest } from "../kernels/backend.ts";
import type { Ops, Weight } from "../kernels/ops.ts";
import type { DecoderConfig, ForwardContext, ForwardOutputs, ModelDefinition, Tap } from "./define-model.ts";
import { WeightFinder } from "./find-weights.ts";
import { rawHeadOf } from "./head.ts";
import { findModel } from "./index.ts";
import { keptBytesOf, notesOnKeptFormats } from "./kept-formats.ts";
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

/** What sequences leave behind in a model: keys and values, and states where it has linear attention. */
export type ModelCaches = Pick<ForwardContext<DecoderConfig>, "cache" | "states">;

/** A model whose weights are in a backend. */
export interface LoadedModel {
  readonly config: DecoderConfig;
  /** Records the forward pass of one batch. */
  forward(ops: Ops, caches: ModelCaches, batch: Batch, tap?: Tap): ForwardOutputs;
  /** The same of the draft block, with hidden states [T, D]; absent where there is none. */
  readonly draft?: (ops: Ops, caches: ModelCaches, batch: Batch, hidden: Float32Array, tap?: Tap) => ForwardOutputs;
}

/** config.json, or what the metadata of a GGUF file translates to; of head, output matrix and draft block the tensors tell. */
export function rawConfigOf(checkpoint: Checkpoint): RawConfig {
  const config =
    checkpoint.container === "gguf"
      ? configFromGguf(checkpoint)
      : { ...checkpoint.config, has_own_output: checkpoint.hasOwnOutput };
  return { ...config, ...rawHeadOf(checkpoint), has_draft_block: hasDraftTensors(checkpoint) };
}

/**
 * Finds the architecture and checks that the file has every tensor in the right shape.
 * @throws QwenError `model/unsupported-architecture`, `model/bad-config`, `model/missing-tensor`, `model/bad-shape`,
 * `model/unsupported-format`
 */
export function planModel(checkpoint: Checkpoint, raw: RawConfig = rawConfigOf(checkpoint)): ModelPlan {
  const definition = findModel(raw);
  const finder = new WeightFinder(checkpoint, definition.config(raw).numHiddenLayers);
  const config = configOf(definition, raw, finder);
  const requests = definition.weights(config).map((spec) => finder.request(spec));
  return {
    definition,
    config,
    requests,
    sizeBytes: requests.reduce((sum, { data }) => sum + lengthOfPieces(data), 0),
    keptBytes: requests.reduce((sum, request) => sum + keptBytesOf(request), 0),
    notes: notesOnKeptFormats(requests),
    numParameters: requests.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
    unusedTensors: [...checkpoint.tensors.keys()].filter((name) => !finder.used.has(name)),
  };
}

/** Not all configurations say that there is a draft block. */
function hasDraftTensors({ tensors }: Checkpoint): boolean {
  return [...tensors.keys()].some((name) => /^(mtp\.fc|blk\.\d+\.nextn\.eh_proj)\.weight$/.test(name));
}

/** Some files have no more than parts of a draft block: the model works without. */
function configOf(definition: ModelDefinition, raw: RawConfig, finder: WeightFinder): DecoderConfig {
  const config = definition.config(raw);
  return definition.weights(config).every((spec) => finder.has(spec)) ? config : definition.config(raw, false);
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
  const noTap = () => {};
  return {
    config,
    forward: (ops, caches, batch, tap = noTap) => definition.forward({ ops, config, weight, ...caches, batch, tap }),
    ...(config.hasDraftBlock && {
      draft: (ops, caches, batch, hidden, tap = noTap) =>
        definition.draft!({ ops, config, weight, ...caches, batch, hidden, tap }),
    }),
  };
}
