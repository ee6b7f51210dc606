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

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** Parsed JSON object. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

export interface ToolDefinition {
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface ChatTemplateOptions {
  /** Switches thinking where the template knows the switch. The template's default when absent. */
  readonly enableThinking?: boolean;
  /** Ends the prompt with the opening of an assistant turn. Default true. */
  readonly addGenerationPrompt?: boolean;
  /** Further variables for the template. */
  readonly variables?: Readonly<Record<string, unknown>>;
}
