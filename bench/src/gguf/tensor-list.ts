import type { WeightSpec } from "../../../packages/engine/src/models/define-model.ts";
import { embeddingFormat, layerFormat, type Mix, outputFormat } from "./mixes.ts";
import { modelOf, type Shape } from "./shapes.ts";

export interface TensorPlan {
  readonly name: string;
  /** Row-major, slowest dimension first. */
  readonly shape: readonly number[];
  readonly formatId: string;
  /** Of F32: near what the numbers are; 1 by default. */
  readonly middle?: number;
}

/** What multiplies the weights of an NVFP4 tensor beside the scales of its blocks. */
const TENSOR_SCALE = 1 / 64;

/** The tensors of a Qwen in the formats of a mix. */
export function tensorList(shape: Shape, mix: Mix): TensorPlan[] {
  const { definition, config } = modelOf(shape);
  const specs = definition.weights(config);
  const isTied = !specs.some(({ ggufName }) => ggufName === "output.weight");
  return specs.flatMap(({ ggufName: name, shape, kind }): TensorPlan[] => {
    if (kind === "vector") return [{ name, shape, formatId: "F32", ...(name.endsWith("ssm_a") && { middle: -1 }) }];
    if (isOfRouter(name)) return [{ name, shape, formatId: "F32" }];
    const formatId = formatOf(name, mix, config.numHiddenLayers, isTied);
    const scale: TensorPlan = {
      name: name.replace(/weight$/, "scale"),
      shape: kind === "experts" ? [shape[0]] : [1],
      formatId: "F32",
      middle: TENSOR_SCALE,
    };
    return [{ name, shape, formatId }, ...(formatId === "NVFP4" ? [scale] : [])];
  });
}

const isOfRouter = (name: WeightSpec["ggufName"]): boolean => name.includes("ffn_gate_inp");

function formatOf(name: string, mix: Mix, numLayers: number, isTied: boolean): string {
  const [, layer, tensor] = /^blk\.(\d+)\.(\w+)\.weight$/.exec(name) ?? [];
  if (layer !== undefined) return layerFormat(mix, tensor.replace(/_(exps|shexp)$/, ""), Number(layer), numLayers);
  return name === "output.weight" || isTied ? outputFormat(mix) : embeddingFormat(mix);
}
