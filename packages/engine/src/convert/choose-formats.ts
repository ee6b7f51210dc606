import { assert } from "../errors.ts";
import { formatById } from "../quant/index.ts";
import type { QuantFormat } from "../quant/quant-format.ts";
import { fallbacks, type Recipe } from "./recipes.ts";

export interface NamedTensor {
  /** As in GGUF files. */
  readonly name: string;
  /** Row-major. */
  readonly shape: readonly number[];
}

/** What recipes ask of a model, besides its tensors. */
export interface ModelFacts {
  /** Query heads that share a key-value head. */
  readonly queriesPerKey: number;
  /** Whether it is of the size that gets five bits for its values where others get three or four. */
  readonly hasWideValues: boolean;
}

export interface ChosenFormat {
  readonly format: QuantFormat;
  /** What the recipe asks for, where its blocks do not fit the tensor's rows. */
  readonly insteadOf?: QuantFormat;
}

/** The format of each tensor, in their order. */
export function chooseFormats(tensors: readonly NamedTensor[], recipe: Recipe, facts: ModelFacts): ChosenFormat[] {
  const isQuantized = formatNamed(recipe.main).blockLength > 1;
  const isTied = !tensors.some(({ name }) => name === "output.weight");
  const numLayers = 1 + Math.max(-1, ...tensors.map(({ name }) => layerOf(name)));
  const values = tensors.filter(({ name }) => isOfValues(name)).toSorted((a, b) => layerOf(a.name) - layerOf(b.name));
  const { queriesPerKey } = facts;

  function wanted(tensor: NamedTensor): string {
    const { name, shape } = tensor;
    if (!isQuantized) return recipe.main;
    if (name === "output.weight" || (isTied && name === "token_embd.weight")) return outputFormat(shape, recipe);
    if (isOfValues(name)) {
      const place = { index: values.indexOf(tensor), count: values.length, queriesPerKey };
      const format = chosen(recipe.values ?? recipe.main, place);
      return facts.hasWideValues && (format === "Q3_K" || format === "Q4_K") ? "Q5_K" : format;
    }
    const place = { index: layerOf(name), count: numLayers, queriesPerKey };
    if (name.includes("ffn_down")) return chosen(recipe.down ?? recipe.main, place);
    if (name.includes("attn_output.weight")) return chosen(recipe.attentionOutput ?? recipe.main, place);
    return recipe.main;
  }

  return tensors.map((tensor) =>
    staysFloat(tensor) ? { format: formatNamed("F32") } : fitting(wanted(tensor), tensor.shape),
  );
}

function chosen<Place>(choice: string | ((place: Place) => string), place: Place): string {
  return typeof choice === "string" ? choice : choice(place);
}

/** The matrix that makes logits, which may be the embedding too, counts more than any other. */
function outputFormat(shape: readonly number[], { main }: Recipe): string {
  const isUneven = rowLength(shape) % formatNamed(main).blockLength !== 0;
  return main === "Q8_0" || isUneven ? "Q8_0" : "Q6_K";
}

/** Norms, biases and what else has one dimension; routers, and the short convolutions of linear attention. */
function staysFloat({ name, shape }: NamedTensor): boolean {
  const isVector = shape.filter((length) => length !== 1).length < 2;
  return isVector || !name.endsWith("weight") || /_norm\.weight$|ffn_gate_inp\.weight$|ssm_conv1d/.test(name);
}

const isOfValues = (name: string): boolean => /attn_(v|qkv)\.weight$/.test(name);

/** −1 for what belongs to no layer. */
const layerOf = (name: string): number => Number(/^blk\.(\d+)\./.exec(name)?.[1] ?? -1);

const rowLength = (shape: readonly number[]): number => shape.at(-1) ?? 1;

function fitting(id: string, shape: readonly number[]): ChosenFormat {
  const fits = ({ blockLength }: QuantFormat): boolean => rowLength(shape) % blockLength === 0;
  const wanted = formatNamed(id);
  if (fits(wanted)) return { format: wanted };
  const fallback = formatNamed(fallbacks[id] ?? "F16");
  return { format: fits(fallback) ? fallback : formatNamed("F16"), insteadOf: wanted };
}

function formatNamed(id: string): QuantFormat {
  const format = formatById(id);
  assert(format?.quantize, () => `recipes name ${id}, which is not written`);
  return format;
}
