import { QwenError } from "../errors.ts";
import { compileTemplate } from "./compile-template.ts";
import { ControlMarks, type PromptPart } from "./control-marks.ts";
import { OpenEnding } from "./open-ending.ts";
import { runTemplate } from "./run-template.ts";
import { renderStrictly } from "./strict-conversation.ts";
import { hasPlaceForTools, hasReasoningEffort, isGuardTemplate, toolCallStyleOf } from "./template-abilities.ts";
import type { TemplateNode } from "./template-library.ts";
import { templateVariables } from "./template-variables.ts";

/** A turn of a conversation, in the OpenAI API's and the chat templates' shape. */
export interface ChatMessage {
  readonly role: "system" | "developer" | "user" | "assistant" | "tool";
  readonly content: string | null;
  /** An assistant turn's thinking, kept apart from its content. */
  readonly reasoningContent?: string;
  readonly toolCalls?: readonly ToolCall[];
  /** Of a tool's turn: which call it answers. */
  readonly toolCallId?: string;
  readonly name?: string;
}

/** A call that an assistant turn makes. */
export interface ToolCall {
  /** What the turn that answers it names. */
  readonly id: string;
  readonly name: string;
  /** Parsed JSON object. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** What the model may call. */
export interface ToolDefinition {
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** The OpenAI API's names, and "max", which is "xhigh". */
export type ReasoningEffort = "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";

/** How a conversation is written out. */
export interface ChatTemplateOptions {
  /** Switches thinking where the template knows the switch. The template's default when absent. */
  readonly enableThinking?: boolean;
  /** How much to think: "none" switches thinking off, anything else on; templates since Qwen3.8 know degrees. */
  readonly reasoningEffort?: ReasoningEffort;
  /** Whether thoughts of earlier turns stay in the prompt, for templates since Qwen3.6. The template's default when absent. */
  readonly preserveThinking?: boolean;
  /** Ends the prompt with the opening of an assistant turn. Default true. */
  readonly addGenerationPrompt?: boolean;
  /**
   * Ends the prompt inside the last message, the assistant's: what is generated continues it, its thought where it has no
   * content yet. Excludes `addGenerationPrompt`. Default false.
   */
  readonly continueFinalMessage?: boolean;
  /** Further variables for the template; they come before what follows from `reasoningEffort`. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/**
 * How a model writes tool calls between `<tool_call>` tags: as JSON, after Hermes, or, as Qwen3-Coder and the models since
 * Qwen3.5 do, as tags of their own.
 */
export type ToolCallStyle = "json" | "xml";

/** How a model wants conversations written out. */
export interface ChatTemplate {
  /** Whether it has a place for tools. */
  readonly takesTools: boolean;
  /** Whether a request can say how much to think. */
  readonly hasReasoningEffort: boolean;
  /** How it has the model write tool calls. */
  readonly toolCallStyle: ToolCallStyle;
  /** Whether it asks for a verdict on the conversation, as Qwen3Guard's does. */
  readonly isGuard: boolean;
  /** The prompt as text. @throws QwenError `template/rejected`, `template/bad-template`, `request/invalid` */
  render(messages: readonly ChatMessage[], tools?: readonly ToolDefinition[], options?: ChatTemplateOptions): string;
  /** The prompt in parts, those of `controlTokens` apart that are the template's own. @throws QwenError as `render` */
  renderParts(
    controlTokens: readonly string[],
    messages: readonly ChatMessage[],
    tools?: readonly ToolDefinition[],
    options?: ChatTemplateOptions,
  ): readonly PromptPart[];
}

/** Tokens that a template may write by the names `bos_token` and `eos_token`. */
export interface ChatTemplateTokens {
  readonly bosToken?: string;
  readonly eosToken?: string;
}

/**
 * A chat template in Jinja, as a model's file has it.
 * @throws QwenError `template/bad-template`
 * @see https://huggingface.co/docs/transformers/chat_templating
 */
export function createChatTemplate(source: string, tokens: ChatTemplateTokens = {}): ChatTemplate {
  const plain = compileTemplate(source);
  const marked = new WeakMap<readonly string[], MarkedTemplate>();
  const variablesOf = (messages: readonly ChatMessage[], tools: readonly ToolDefinition[] | undefined, options = {}) =>
    templateVariables(messages, tools, options, source);
  return {
    takesTools: hasPlaceForTools(source),
    hasReasoningEffort: hasReasoningEffort(source),
    toolCallStyle: toolCallStyleOf(source),
    isGuard: isGuardTemplate(source),
    render(messages, tools, options) {
      requirePlaceForTools(source, tools);
      return renderOpen(messages, options, (given) =>
        runTemplate(plain, { ...variablesOf(given, tools, options), ...tokenVariables(tokens) }),
      );
    },
    renderParts(controlTokens, messages, tools, options) {
      requirePlaceForTools(source, tools);
      const { marks, program } = marked.get(controlTokens) ?? markTemplate(source, controlTokens);
      marked.set(controlTokens, { marks, program });
      const markedTokens = tokenVariables(tokens, (token) => marks.add(token));
      const text = renderOpen(messages, options, (given) =>
        runTemplate(program, { ...variablesOf(given, tools, options), ...markedTokens }),
      );
      return marks.split(text);
    },
  };
}

/** Tools that the template knows nothing of would be left out in silence. @throws QwenError `template/rejected` */
function requirePlaceForTools(source: string, tools: readonly ToolDefinition[] | undefined): void {
  if (!tools?.length || hasPlaceForTools(source)) return;
  const message = "The model's chat template has no place for tools. Offer none, or use a model made for tool calls.";
  throw new QwenError("template/rejected", message);
}

/** Renders strictly, and, where that is asked for, up to where the last message goes on. */
function renderOpen(
  messages: readonly ChatMessage[],
  options: ChatTemplateOptions | undefined,
  render: (messages: readonly ChatMessage[]) => string,
): string {
  if (options?.continueFinalMessage !== true) return renderStrictly(messages, render);
  const ending = new OpenEnding();
  return ending.cut(renderStrictly(ending.open(messages), render));
}

interface MarkedTemplate {
  readonly marks: ControlMarks;
  readonly program: TemplateNode;
}

function markTemplate(source: string, controlTokens: readonly string[]): MarkedTemplate {
  const marks = new ControlMarks(controlTokens);
  return { marks, program: compileTemplate(source, (literal) => marks.add(literal)) };
}

function tokenVariables({ bosToken, eosToken }: ChatTemplateTokens, map = (token: string) => token) {
  return {
    ...(bosToken !== undefined && { bos_token: map(bosToken) }),
    ...(eosToken !== undefined && { eos_token: map(eosToken) }),
  };
}
