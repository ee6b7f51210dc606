import type { Checkpoint, GgufCheckpoint, HubCheckpoint, TensorRecord } from "../files/checkpoint.ts";
import type { DecoderConfig, Head } from "./define-model.ts";
import { guardArchitecture, guardHeadConfig, numGuardLogits } from "./guard-head.ts";
import { hubName } from "./hub-names.ts";
import { oneOf, positiveInteger, type RawConfig, section } from "./raw-config.ts";

const headKinds = ["vocabulary", "classifier", "guard", "none"] as const;
const mostLabels = 1000;

/** `pooling_type` of GGUF files made to embed: mean, cls, last. */
const embeddingPoolingTypes: readonly unknown[] = [1, 2, 3];

/**
 * What a checkpoint has behind its final norm, in a configuration's words: `head`, which is ours, and the hub's
 * `num_labels` and `id2label`. Configurations do not tell: those of embedding models are often a generator's.
 */
export function rawHeadOf(checkpoint: Checkpoint): RawConfig {
  return checkpoint.container === "gguf" ? ggufHead(checkpoint) : hubHead(checkpoint);
}

/** @throws QwenError `model/bad-config` */
export function headConfig(raw: RawConfig): Head {
  const kind = oneOf(raw, "head", headKinds, "vocabulary");
  if (kind === "guard") return guardHeadConfig(raw);
  if (kind !== "classifier") return { kind };
  const names = section(raw, "id2label") ?? {};
  const numLabels = positiveInteger(raw, "num_labels", undefined, mostLabels);
  return { kind, labels: Array.from({ length: numLabels }, (_, i) => String(names[i] ?? `LABEL_${i}`)) };
}

/** Columns of a model's logits; 0 where it gives none. */
export function numLogitsOf({ head, vocabSize }: DecoderConfig): number {
  if (head.kind === "guard") return numGuardLogits(head);
  if (head.kind === "classifier") return head.labels.length;
  return head.kind === "vocabulary" ? vocabSize : 0;
}

function ggufHead({ metadata, tensors }: GgufCheckpoint): RawConfig {
  const own = (key: string) => metadata.get(`${metadata.get("general.architecture")}.${key}`);
  const classifier = tensors.get("cls.output.weight");
  if (classifier) {
    const labels = own("classifier.output_labels");
    const id2label = Array.isArray(labels) ? Object.fromEntries(labels.entries()) : undefined;
    return { head: "classifier", num_labels: numRows(classifier), id2label };
  }
  const embeds = embeddingPoolingTypes.includes(own("pooling_type")) && !tensors.has("output.weight");
  return { head: embeds ? "none" : "vocabulary" };
}

function hubHead({ tensors, config }: HubCheckpoint): RawConfig {
  const { architectures } = config;
  if (Array.isArray(architectures) && architectures.includes(guardArchitecture)) return { head: "guard" };
  const nameInFile = hubName(tensors);
  const classifier = tensors.get(nameInFile("score.weight"));
  if (classifier) return { head: "classifier", num_labels: numRows(classifier) };
  // Saved from the class that has no head.
  const isBare = tensors.has("embed_tokens.weight") && !tensors.has("lm_head.weight");
  return { head: isBare ? "none" : "vocabulary" };
}

const numRows = ({ shape }: TensorRecord): number => (shape.length > 1 ? shape[0] : 1);
