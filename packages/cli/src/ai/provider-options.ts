import type { SharedV4ProviderOptions } from "@ai-sdk/provider";
import {
  type EmbedRequest,
  type GenerateRequest,
  QwenError,
  type RerankRequest,
  type TextGrammar,
} from "@qwents/engine";

/** `providerOptions.qwen` of a language model's calls: what the engine can do beyond the AI SDK's settings. */
export type QwenLanguageModelOptions = {
  /** Switches thinking where the model's template knows the switch; it comes before `reasoning`. */
  readonly enableThinking?: boolean;
  /** Tokens to think for at most; 0 switches thinking off. */
  readonly thinkingBudget?: number;
  /** Whether thoughts of earlier turns stay in the prompt, for models since Qwen3.6. */
  readonly preserveThinking?: boolean;
  /** Further variables for the chat template. */
  readonly templateVariables?: Readonly<Record<string, unknown>>;
  /** Whether an answer may call several tools. Default true. */
  readonly parallelToolCalls?: boolean;
  /** Keep tokens at least this fraction as likely as the likeliest. */
  readonly minP?: number;
  /** Divides positive and multiplies negative logits of tokens in prompt or output. */
  readonly repetitionPenalty?: number;
  /** "auto": the oldest turns are left out of a prompt that is too long. Default: it is refused. */
  readonly truncation?: NonNullable<GenerateRequest["truncation"]>;
  /** What the answer's text is held to: a regular expression, choices, a grammar. Not beside a response format. */
  readonly grammar?: TextGrammar;
};

/** `providerOptions.qwen` of an embedding model's calls. */
export type QwenEmbeddingModelOptions = Pick<EmbedRequest, "instruction" | "promptName">;

/** `providerOptions.qwen` of a reranking model's calls. */
export type QwenRerankingModelOptions = Pick<RerankRequest, "instruction">;

type Names<Options> = readonly (keyof Options & string)[];

const languageModelNames: Names<QwenLanguageModelOptions> = [
  "enableThinking",
  "thinkingBudget",
  "preserveThinking",
  "templateVariables",
  "parallelToolCalls",
  "minP",
  "repetitionPenalty",
  "truncation",
  "grammar",
];

/** Types of what is in them are the engine's to check. @throws QwenError `request/invalid` for unknown names */
export const languageModelOptions = (options: SharedV4ProviderOptions | undefined): QwenLanguageModelOptions =>
  known(options, languageModelNames);

/** @throws QwenError as `languageModelOptions` */
export const embeddingModelOptions = (options: SharedV4ProviderOptions | undefined): QwenEmbeddingModelOptions =>
  known(options, ["instruction", "promptName"] satisfies Names<QwenEmbeddingModelOptions>);

/** @throws QwenError as `languageModelOptions` */
export const rerankingModelOptions = (options: SharedV4ProviderOptions | undefined): QwenRerankingModelOptions =>
  known(options, ["instruction"] satisfies Names<QwenRerankingModelOptions>);

function known(options: SharedV4ProviderOptions | undefined, names: readonly string[]): Record<string, unknown> {
  const given: unknown = options?.qwen ?? {};
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new QwenError("request/invalid", `"providerOptions.qwen" must be an object.`);
  }
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const field = `providerOptions.qwen.${unknown.slice(0, 80)}`;
    const message = `"${field}" is not an option of this kind of model; known are ${names.join(", ")}.`;
    throw new QwenError("request/invalid", message, { details: { field } });
  }
  return present({ ...given });
}

/** The fields that were given. */
export function present<T extends object>(fields: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { readonly [K in keyof T]?: Exclude<T[K], undefined> };
}
