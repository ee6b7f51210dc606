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
}

export function templateAbilities(source: string): TemplateAbilities {
  return {
    ...(hasPlaceForTools(source) && { toolCallStyle: toolCallStyleOf(source) }),
    switchesThinking: /\benable_thinking\b/.test(source),
    hasReasoningEffort: hasReasoningEffort(source),
    preservesThinking: /\bpreserve_thinking\b/.test(source),
  };
}

export const hasPlaceForTools = (source: string): boolean => /\btools\b/.test(source);

export const hasReasoningEffort = (source: string): boolean => /\breasoning_effort\b/.test(source);

export const toolCallStyleOf = (source: string): ToolCallStyle => (source.includes("<function=") ? "xml" : "json");
