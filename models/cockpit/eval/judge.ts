import { isDeepStrictEqual } from "node:util";
import { parseToolCalls } from "@qwents/engine";
import type { Case } from "./cases.ts";

/** How an answer compares with what was expected. */
export interface Verdict {
  /** Calls: the same names and arguments in the same order, and nothing else. Answers: the same text. Neither: no call. */
  readonly exact: boolean;
  /** It begins no call that is not one: JSON with a name and an object of arguments. */
  readonly validCalls: boolean;
  readonly hasCall: boolean;
  /** Every value of the tools' results that the expected answer holds. */
  readonly holdsValues: boolean;
}

export function judge({ expected }: Case, text: string): Verdict {
  const { content, toolCalls } = parseToolCalls(text);
  const hasCall = text.includes("<tool_call>");
  const calls = toolCalls.map((call) => ({ name: call.name, arguments: JSON.parse(call.arguments) }));
  const exact =
    expected.kind === "calls"
      ? content === "" && isDeepStrictEqual(calls, expected.calls)
      : !hasCall && (expected.kind === "no-call" || text === expected.answer);
  const holdsValues = expected.kind === "answer" && !hasCall && expected.values.every((value) => text.includes(value));
  return { exact, validCalls: !content.includes("<tool_call>"), hasCall, holdsValues };
}
