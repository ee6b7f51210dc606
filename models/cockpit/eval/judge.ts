import { isDeepStrictEqual } from "node:util";
import type { Call } from "../data/transcript.ts";
import { type Case, expectedText } from "./cases.ts";

/** How an answer compares with what was expected. */
export interface Verdict {
  /** Calls: the same names and arguments in the same order. Answers: the same text, and no call. */
  readonly exact: boolean;
  /** It holds no call, or only calls that are JSON with a name and an object of arguments. */
  readonly validCalls: boolean;
  readonly hasCall: boolean;
  /** Every value of the tools' results that the expected answer holds. */
  readonly holdsValues: boolean;
}

export function judge({ expected }: Case, text: string): Verdict {
  const calls = readCalls(text);
  const validCalls = calls !== undefined;
  const hasCall = text.includes("<tool_call>");
  const exact =
    expected.kind === "calls"
      ? validCalls && isDeepStrictEqual(calls, JSON.parse(JSON.stringify(expected.calls)))
      : text === expectedText(expected);
  const holdsValues = expected.kind === "answer" && !hasCall && expected.values.every((value) => text.includes(value));
  return { exact, validCalls, hasCall, holdsValues };
}

/** The calls of an answer that is nothing but calls; undefined if a call is damaged or other text stands beside. */
function readCalls(text: string): Call[] | undefined {
  if (!text.includes("<tool_call>")) return [];
  const bodies = /^(?:<tool_call>\n([\s\S]*?)\n<\/tool_call>(?:\n|$))+$/.test(text)
    ? [...text.matchAll(/<tool_call>\n([\s\S]*?)\n<\/tool_call>/g)].map((match) => match[1]!)
    : undefined;
  const calls = bodies?.map(readCall);
  return calls?.every((call) => call !== undefined) ? calls : undefined;
}

function readCall(body: string): Call | undefined {
  try {
    const read: unknown = JSON.parse(body);
    return isCall(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isCall(value: unknown): value is Call {
  if (typeof value !== "object" || value === null) return false;
  const { name, arguments: args } = value as Partial<Call>;
  return typeof name === "string" && typeof args === "object" && args !== null && !Array.isArray(args);
}
