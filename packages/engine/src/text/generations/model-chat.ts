import type { Checkpoint } from "../../files/checkpoint.ts";
import { type ChatTemplate, type ChatTemplateTokens, createChatTemplate } from "../chat-template.ts";
import { type GenerationDefaults, readGenerationConfig, readGgufGenerationDefaults } from "../generation-defaults.ts";
import { type ReasoningStart, reasoningStart } from "../reasoning.ts";
import { chatMlTemplate } from "./chatml-template.ts";
import { generationOf } from "./index.ts";
import { isForChats, modelFacts } from "./model-facts.ts";
import { type SamplingModes, samplingModes } from "./sampling-modes.ts";

/** How a model is talked to, by its files and by what is known of its generation. */
export interface ModelChat extends SamplingModes {
  readonly template?: ChatTemplate;
  /** Of the template, in Jinja. */
  readonly templateSource?: string;
  /** The generation whose built-in template it is, where the files have none. */
  readonly builtInTemplate?: string;
  readonly defaults: GenerationDefaults;
}

export interface ChatTokens extends ChatTemplateTokens {
  /** Whether the vocabulary has the turns' control tokens: without, no built-in template would do. */
  readonly hasTurns: boolean;
}

/** @throws QwenError `template/bad-template`, `model/bad-config` */
export function readModelChat(checkpoint: Checkpoint, { hasTurns, ...tokens }: ChatTokens): ModelChat {
  const source = templateSourceOf(checkpoint);
  const own = source === undefined ? undefined : createChatTemplate(source, tokens);
  const ownStart = own && startOf(own);
  const facts = modelFacts(checkpoint, source && ownStart ? { source, start: ownStart } : undefined);
  const generation = generationOf(facts);
  const builtIn = source === undefined && hasTurns && isForChats(facts) ? generation : undefined;
  const templateSource = source ?? (builtIn && chatMlTemplate(builtIn.traits));
  const template = own ?? (templateSource === undefined ? undefined : createChatTemplate(templateSource, tokens));
  const defaults = defaultsOf(checkpoint);
  return {
    ...(template && { template }),
    ...(templateSource !== undefined && { templateSource }),
    ...(builtIn && { builtInTemplate: builtIn.name }),
    defaults,
    ...samplingModes(defaults.sampling, facts, generation, template && startOf(template)),
  };
}

/** The chat template in a model's files. */
export function templateSourceOf(checkpoint: Checkpoint): string | undefined {
  if (checkpoint.container === "safetensors") return checkpoint.chatTemplate;
  const source = checkpoint.metadata.get("tokenizer.chat_template");
  return typeof source === "string" ? source : undefined;
}

function defaultsOf(checkpoint: Checkpoint): GenerationDefaults {
  return checkpoint.container === "gguf"
    ? readGgufGenerationDefaults(checkpoint.metadata)
    : // Where the one is missing, the other says how to generate: the hub's convention of old.
      readGenerationConfig(checkpoint.generationConfig ?? checkpoint.config);
}

/** What the answer to a simple question begins with. */
function startOf(template: ChatTemplate): ReasoningStart {
  try {
    return reasoningStart(template.render([{ role: "user", content: "Hello" }]));
  } catch {
    // It fails where it is used, and says why.
    return "undecided";
  }
}
