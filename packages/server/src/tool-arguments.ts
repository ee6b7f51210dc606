import { ApiError, invalidRequest } from "@qwents/protocol";
import { parseJson } from "./json-body.ts";

/** The arguments of an earlier tool call, which travel as JSON inside a string. @throws ApiError 400 naming `param` */
export function parseToolArguments(text: string, param: string): Readonly<Record<string, unknown>> {
  const value = parseArguments(text, param);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw invalidRequest(`'${param}': expected a JSON object as a string.`, "invalid_value", param);
}

function parseArguments(text: string, param: string): unknown {
  // Some models call a tool without arguments by an empty string.
  if (text.trim() === "") return {};
  try {
    return parseJson(new TextEncoder().encode(text));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const code = error.code ?? "invalid_value";
    throw invalidRequest(`'${param}': ${error.message}`, code, param);
  }
}
