import type { ToolCallStyle } from "./chat-template.ts";

/** What a chat template makes of a request, as far as its source tells. */
export interface TemplateAbilities {
  /** How calls are written; absent where the template has no room for tools. */
  readonly toolCallStyle?: ToolCallStyle;
  /** Whether a request can switch thinking on and off. */
  readonly switchesThinking: boolean;
  /** Whether a request can say how much to think. */
  readonly hasReasoningEffort: boolean;
  /** Whether a request can say that thoughts of earlier turns stay. */
  readonly preservesThinking: boolean;
  /** Whether it asks for a verdict on the conversation, as Qwen3Guard's does; `parseGuardAnswer` reads it. */
  readonly isGuard: boolean;
}

export function templateAbilities(source: string): TemplateAbilities {
  return {
    ...(hasPlaceForTools(source) && { toolCallStyle: toolCallStyleOf(source) }),
    switchesThinking: /\benable_thinking\b/.test(source),
    hasReasoningEffort: hasReasoningEffort(source),
    preservesThinking: /\bpreserve_thinking\b/.test(source),
    isGuard: isGuardTemplate(source),
  };
}

export const hasPlaceForTools = (source: string): boolean => /\btools\b/.test(source);

export const hasReasoningEffort = (source: string): boolean => /\breasoning_effort\b/.test(source);

/** It spells the verdict that the model is to write, word by word. */
export const isGuardTemplate = (source: string): boolean =>
  source.includes("Safety: Safe") && source.includes("Categories:");

export const toolCallStyleOf = (source: string): ToolCallStyle => (source.includes("<function=") ? "xml" : "json");
