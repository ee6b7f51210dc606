import { parseToolCalls } from "@qwents/engine";
import { group } from "./group.ts";
import type { FunctionSchema } from "./offered-tools.ts";
import type { Call } from "./transcript.ts";

/** What stands in a conversation of the training data, read back from its text. */
export interface TrainedConversation {
  readonly tools: readonly FunctionSchema[];
  readonly said: readonly string[];
  readonly calls: readonly Call[];
  readonly results: readonly string[];
  /** What the model writes, without the end mark. */
  readonly answers: readonly string[];
}

const TOOLS = /<tools>\n([\s\S]*)\n<\/tools>/;
const TURN = /<\|im_start\|>user\n([\s\S]*?)<\|im_end\|>/g;
const RESULT = /<tool_response>\n([\s\S]*?)\n<\/tool_response>/g;

/** All conversations of the first groups. */
export function trainedConversations(count: number): TrainedConversation[] {
  return Array.from({ length: count }, (_, i) => ofGroup(i)).flat();
}

function ofGroup(index: number): TrainedConversation[] {
  const { preamble, conversations } = group(index);
  const tools = toolsIn(preamble);
  return conversations.map((pieces) => {
    const users = all(TURN, pieces.map(({ text }) => text).join(""));
    const answers = pieces.filter(({ isTarget }) => isTarget).map(({ text }) => text.replace(/<\|im_end\|>$/, ""));
    return {
      tools,
      said: users.filter((text) => !text.startsWith("<tool_response>")),
      calls: answers.flatMap(callsIn),
      results: users.flatMap((text) => all(RESULT, text)),
      answers,
    };
  });
}

function toolsIn(preamble: string): FunctionSchema[] {
  const lines = TOOLS.exec(preamble)?.[1]?.split("\n") ?? [];
  return lines.map((line) => JSON.parse(line).function);
}

function callsIn(answer: string): Call[] {
  return parseToolCalls(answer).toolCalls.map((call) => ({ name: call.name, arguments: JSON.parse(call.arguments) }));
}

const all = (pattern: RegExp, text: string): string[] => [...text.matchAll(pattern)].map((match) => match[1]!);
