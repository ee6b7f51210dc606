import type { ToolCallStyle } from "../text/chat-template.ts";
import type { ToolToCall } from "./tool-schema.ts";

/** What an answer's text may be; a thought before it is free. */
export type TextGrammar =
  /** Any JSON object. */
  | { readonly type: "json_object" }
  /**
   * JSON that a schema allows, or a part of it: properties come in the schema's order, and further ones only where it says
   * so, or names none. `strict`, default false: whether a schema that can not be kept to in full is refused.
   */
  | { readonly type: "json_schema"; readonly schema: unknown; readonly strict?: boolean }
  /** Text that a regular expression of ECMAScript matches as a whole; no back-references, nor looking ahead or behind. */
  | { readonly type: "regex"; readonly pattern: string }
  /** One of these texts. */
  | { readonly type: "choice"; readonly choices: readonly string[] }
  /** A grammar in GBNF, with a rule `root`. */
  | { readonly type: "grammar"; readonly grammar: string };

/** What an answer must keep to. */
export type GrammarSpec =
  | TextGrammar
  /** Calls of these tools, well-formed and with arguments that their schemas allow. */
  | {
      readonly type: "tools";
      readonly tools: readonly ToolToCall[];
      /** How they are written: `engine.info.toolCallStyle`. Default "json". */
      readonly style?: ToolCallStyle;
      /** "auto": text, in which a call may begin. "required": at least one call, and nothing else. Default "auto". */
      readonly choice?: "auto" | "required";
      /** Whether there may be several calls. Default true. */
      readonly parallel?: boolean;
      /** What an answer must be that calls nothing. Default: any text. */
      readonly content?: TextGrammar;
    };
