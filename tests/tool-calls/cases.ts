import { readdirSync, readFileSync } from "node:fs";
import type { ToolCallStyle } from "@qwents/engine";

/** A line of a file in `cases/`; README.md says what its fields mean. */
export interface ToolCallCase {
  readonly name: string;
  readonly style: ToolCallStyle;
  readonly thinking: "open" | "closed" | "free";
  /** Whether the arguments of a call of a tool on offer begin, and it is none after all. */
  readonly breaks_off?: true;
  /** Those of `tools.json` where it is left out. */
  readonly tools?: readonly OfferedTool[];
  readonly output: string;
  readonly expected: ExpectedAnswer;
}

/** As requests to chat completions have it. */
export interface OfferedTool {
  readonly type: "function";
  readonly function: { readonly name: string; readonly parameters?: Readonly<Record<string, unknown>> };
}

export interface ExpectedAnswer {
  readonly reasoning: string;
  readonly content: string;
  readonly tool_calls: readonly { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> }[];
}

const folder = new URL("./cases/", import.meta.url);

export const commonTools: readonly OfferedTool[] = JSON.parse(
  readFileSync(new URL("./tools.json", import.meta.url), "utf8"),
);

export const caseFiles = readdirSync(folder).sort();

export function readCases(file: string): ToolCallCase[] {
  return readFileSync(new URL(file, folder), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}
