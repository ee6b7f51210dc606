import type { TemplateTraits } from "./chatml-template.ts";

/** Whether an answer begins with a thought. */
export type ThinkingMode = "thinking" | "answering";

/** Options of sampling that a model's card or files give. */
export interface SamplingDefaults {
  readonly temperature?: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly minP?: number;
  readonly repetitionPenalty?: number;
  readonly presencePenalty?: number;
}

/** What can be told of a model from the outside. */
export interface ModelFacts {
  /** GGUF's `general.architecture` or the hub's `model_type`. */
  readonly architecture: string;
  /** All that it is called, in small letters, with dashes between the words. */
  readonly name: string;
  /** Its chat template, if the files have one. */
  readonly template?: string;
  /** Whether it thinks: told by its template, or else by its name. */
  readonly thinks: "always" | "optionally" | "never";
}

/** Models of one generation and kind: they were made for the same chats, and are sampled alike. */
export interface ModelGeneration {
  readonly name: string;
  readonly fits: (facts: ModelFacts) => boolean;
  /** What the model cards recommend; a mode that the models do not have is absent. */
  readonly sampling: Readonly<Partial<Record<ThinkingMode, SamplingDefaults>>>;
  /** Of the chat template for files that lack one. */
  readonly traits: TemplateTraits;
}
