import type { ModelInfo } from "@qwents/engine";
import type { Model, ModelState, SamplingDefaults } from "@qwents/protocol";
import type { ModelSlot } from "./models/model-slot.ts";
import { present } from "./present.ts";

/** A model as the APIs of OpenAI and Anthropic list it, with what is known of it: more when it is loaded. */
export function describeModel(slot: ModelSlot): Model {
  const { id, aliases, created, sizeBytes, license, isRemovable } = slot.model;
  return {
    id,
    object: "model",
    created,
    owned_by: "qwen.ts",
    type: "model",
    display_name: id,
    created_at: new Date(created * 1000).toISOString(),
    aliases: [...aliases],
    status: statusOf(slot),
    size_bytes: sizeBytes,
    ...fieldsOf(infoOf(slot)),
    ...present({ license, is_removable: isRemovable }),
  };
}

/** What is known of a model: all when it is loaded, else what its header tells. */
export function infoOf(slot: ModelSlot): Partial<ModelInfo> {
  return slot.loaded?.engine.info ?? slot.model.info ?? {};
}

function fieldsOf(info: Partial<ModelInfo>): Partial<Model> {
  return present({
    architecture: info.architecture,
    context_length: info.contextLength,
    max_position_embeddings: info.maxPositionEmbeddings,
    vocab_size: info.vocabSize,
    hidden_size: info.hiddenSize,
    head: info.head,
    num_parameters: info.numParameters,
    has_chat_template: info.hasChatTemplate,
    input_modalities: info.hasChatTemplate === undefined ? undefined : ["text" as const],
    takes_tools: info.takesTools,
    takes_reasoning_effort: info.hasReasoningEffort,
    fills_gaps: info.fillsGaps,
    is_guard: info.isGuard,
    sampling: info.sampling && wireSampling(info.sampling),
    sampling_modes: info.samplingModes && wireModes(info.samplingModes),
    formats: info.formats?.map(([format, share]) => ({ format, share })),
  });
}

function wireModes({ thinking, answering }: ModelInfo["samplingModes"]): NonNullable<Model["sampling_modes"]> {
  return {
    ...(thinking && { thinking: wireSampling(thinking) }),
    ...(answering && { answering: wireSampling(answering) }),
  };
}

function wireSampling(options: ModelInfo["sampling"]): SamplingDefaults {
  return {
    temperature: options.temperature,
    top_p: options.topP,
    top_k: options.topK,
    min_p: options.minP,
    repetition_penalty: options.repetitionPenalty,
    presence_penalty: options.presencePenalty,
    frequency_penalty: options.frequencyPenalty,
  };
}

function statusOf(slot: ModelSlot): ModelState {
  const { state, numWaiting: waiting } = slot;
  switch (state.name) {
    case "loaded":
      return { value: "loaded", ...loadedStatus(slot) };
    case "loading": {
      const { loadedBytes = 0, totalBytes = slot.model.sizeBytes } = state.progress ?? {};
      return {
        value: "loading",
        progress: { loaded_bytes: loadedBytes, total_bytes: totalBytes },
        running: 0,
        waiting,
      };
    }
    case "failed":
      return { value: "failed", error: slot.fault?.message ?? "", running: 0, waiting };
    default:
      return { value: waiting > 0 ? "loading" : "unloaded", running: 0, waiting };
  }
}

function loadedStatus({ loaded, expiresAt, numWaiting }: ModelSlot): Omit<ModelState, "value"> {
  const { runningSequences = 0, waitingSequences = 0, memoryBytes = 0 } = loaded?.engine.status ?? {};
  return {
    memory_bytes: memoryBytes,
    loaded_at: seconds(loaded?.loadedAt ?? 0),
    ...(expiresAt !== undefined && { expires_at: seconds(expiresAt) }),
    running: runningSequences,
    waiting: waitingSequences + (loaded?.gate.waiting ?? 0) + numWaiting,
  };
}

const seconds = (ms: number): number => Math.floor(ms / 1000);
