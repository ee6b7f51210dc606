import type { Values } from "./domain.ts";

export interface Call {
  readonly name: string;
  readonly arguments: Values;
}

/** A turn of a conversation. `calls` without text, or text without calls. */
export type Turn =
  | { readonly role: "user"; readonly content: string }
  | { readonly role: "assistant"; readonly content: string; readonly calls?: readonly Call[] }
  | { readonly role: "tool"; readonly contents: readonly string[] };

/** A piece of prompt text; `isTarget`: the model is to write it. */
export interface Piece {
  readonly text: string;
  readonly isTarget: boolean;
}

const NO_THOUGHT = "<think>\n\n</think>\n\n";

/** JSON as the template's `tojson` writes it: a space behind each comma and colon. */
export function spacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${spacedJson(item)}`)
    .join(", ")}}`;
}

/** What stands before the first turn: the system text and the tools. Empty without both. */
export function preamble(system: string | undefined, tools: readonly object[]): string {
  if (tools.length === 0) return system === undefined ? "" : `<|im_start|>system\n${system}<|im_end|>\n`;
  const listed = tools.map((tool) => `\n${spacedJson(tool)}`).join("");
  return (
    `<|im_start|>system\n${system === undefined ? "" : `${system}\n\n`}# Tools\n\nYou may call one or more functions to assist with the ` +
    `user query.\n\nYou are provided with function signatures within <tools></tools> XML tags:\n<tools>${listed}\n</tools>\n\n` +
    "For each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:\n" +
    '<tool_call>\n{"name": <function-name>, "arguments": <args-json-object>}\n</tool_call><|im_end|>\n'
  );
}

function callText(calls: readonly Call[]): string {
  return calls
    .map((call) => `<tool_call>\n${spacedJson({ name: call.name, arguments: call.arguments })}\n</tool_call>`)
    .join("\n");
}

export function assistantText(turn: { readonly content: string; readonly calls?: readonly Call[] }): string {
  return turn.calls ? callText(turn.calls) : turn.content;
}

/** The turns as chat-template.jinja writes them. `thinks(i)`: whether turn i begins with the empty thinking block of a prompt. */
export function pieces(turns: readonly Turn[], thinks: (index: number) => boolean): Piece[] {
  const made: Piece[] = [];
  const push = (text: string, isTarget = false): number => made.push({ text, isTarget });
  turns.forEach((turn, i) => {
    if (turn.role === "user") push(`<|im_start|>user\n${turn.content}<|im_end|>\n`);
    else if (turn.role === "tool")
      push(
        `<|im_start|>user${turn.contents.map((content) => `\n<tool_response>\n${content}\n</tool_response>`).join("")}<|im_end|>\n`,
      );
    else {
      push(`<|im_start|>assistant\n${thinks(i) ? NO_THOUGHT : ""}`);
      push(`${assistantText(turn)}<|im_end|>`, true);
      if (i < turns.length - 1) push("\n");
    }
  });
  return made;
}
