import type { TensorRecord } from "../files/checkpoint.ts";

/** What stands before the decoder's tensors, and before the output matrix, in checkpoints of the hub. */
const prefixes = [
  { model: "model.", head: "" },
  { model: "model.language_model.", head: "" },
  { model: "language_model.model.", head: "language_model." },
  { model: "thinker.model.", head: "thinker." },
  // Embedding models are published without a head, and without what would set the decoder apart from it.
  { model: "", head: "" },
] as const;

/**
 * Translates names as specs have them, "model.norm.weight", "lm_head.weight", to those of this checkpoint. The layer behind
 * `numHiddenLayers` of them is the draft block's.
 */
export function hubName(
  tensors: ReadonlyMap<string, TensorRecord>,
  numHiddenLayers = Number.POSITIVE_INFINITY,
): (name: string) => string {
  const found = prefixes.find(({ model }) => tensors.has(`${model}embed_tokens.weight`)) ?? prefixes[0];
  const draftLayer = `model.layers.${numHiddenLayers}.`;
  const nameOf = (name: string) =>
    name.startsWith("model.") ? found.model + name.slice("model.".length) : found.head + name;
  return (name) =>
    name.startsWith(draftLayer) ? nameOf(`mtp.layers.0.${name.slice(draftLayer.length)}`) : nameOf(name);
}
