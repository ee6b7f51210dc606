import type { ModelInfo } from "./engine.ts";
import type { Checkpoint } from "./files/checkpoint.ts";
import { lengthOfPieces } from "./files/pieced-bytes.ts";
import type { Backend } from "./kernels/backend.ts";
import type { ModelText } from "./model-text.ts";
import type { ModelPlan } from "./models/load-model.ts";
import { notesOnUnusedTensors } from "./models/unused-tensors.ts";
import { fillsGaps } from "./text/fill-in-middle.ts";

/** What an engine was made of. */
export interface LoadedParts {
  readonly id: string;
  readonly checkpoint: Checkpoint;
  readonly plan: ModelPlan;
  readonly text: ModelText;
  readonly backend: Backend;
  readonly contextLength: number;
  readonly maxSequences: number;
}

/** What an engine tells of itself. */
export function describeModel({
  id,
  checkpoint,
  plan,
  text,
  backend,
  contextLength,
  maxSequences,
}: LoadedParts): ModelInfo {
  const { head } = plan.config;
  const { pooling, prompts } = text.retrieval;
  return {
    id,
    architecture: plan.definition.names[0],
    container: checkpoint.container,
    numParameters: plan.numParameters,
    sizeBytes: plan.sizeBytes,
    formats: formatShares(plan),
    vocabSize: plan.config.vocabSize,
    hiddenSize: plan.config.hiddenSize,
    head: head.kind,
    labels: head.kind === "classifier" ? head.labels : [],
    ...(head.kind === "guard" && { guardLabels: { response: head.response, query: head.query } }),
    ...(pooling.mode && { pooling: pooling.mode }),
    promptNames: [...prompts.keys()],
    multiTokenPrediction: plan.config.hasDraftBlock,
    unusedTensors: plan.unusedTensors,
    // The reference backend computes with every format as it is.
    notes: [
      ...(backend.name === "reference" ? [] : plan.notes),
      ...notesOnUnusedTensors(plan.unusedTensors),
      ...text.notes,
    ],
    maxPositionEmbeddings: plan.config.maxPositionEmbeddings,
    contextLength,
    maxSequences,
    backend: backend.description,
    hasChatTemplate: text.template !== undefined,
    takesTools: text.template?.takesTools === true,
    hasReasoningEffort: text.template?.hasReasoningEffort === true,
    toolCallStyle: text.template?.toolCallStyle ?? "json",
    isGuard: head.kind === "guard" || text.template?.isGuard === true,
    fillsGaps: fillsGaps(text.tokenizer),
    sampling: text.sampling,
    samplingModes: text.samplingModes,
  };
}

function formatShares({ requests, sizeBytes }: ModelPlan): [string, number][] {
  const bytes = new Map<string, number>();
  for (const { format, data } of requests) {
    bytes.set(format.id, (bytes.get(format.id) ?? 0) + lengthOfPieces(data));
  }
  const shares = [...bytes].map(([id, length]): [string, number] => [id, length / sizeBytes]);
  return shares.sort(([, a], [, b]) => b - a);
}
