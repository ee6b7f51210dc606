import { QwenError } from "../errors.ts";
import type { ToolDefinition } from "../text/chat-template.ts";
import type { Rules } from "./expression.ts";

/** A tool whose calls are kept to a schema. */
export interface ToolToCall extends ToolDefinition {
  /** Whether a schema that can not be kept to in full is refused. Default false: it is kept to as far as can be. */
  readonly strict?: boolean;
}

/** Schemas of tools may be meant for reading alone: what can not be compiled of them holds calls to less. */
export function orElse<T>(rules: Rules, compile: () => T, otherwise: () => T): T {
  try {
    return rules.attempt(compile);
  } catch (error) {
    // A RangeError: it nests too deeply for the call stack.
    if (!(error instanceof QwenError || error instanceof RangeError)) throw error;
    return otherwise();
  }
}

/** Says of which tool an error in a schema is. */
export function withToolName<T>(name: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof QwenError)) throw error;
    const { code, message, details } = error;
    throw new QwenError(code, `Tool "${name}": ${message}`, { details: { ...details, tool: name }, cause: error });
  }
}
