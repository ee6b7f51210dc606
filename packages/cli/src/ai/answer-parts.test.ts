import type { GenerateEvent } from "@qwents/engine";
import { describe, expect, test } from "vitest";
import { AnswerParts } from "./answer-parts.ts";
import { collectAnswer } from "./collect-answer.ts";
import type { EngineCall } from "./to-engine.ts";

const usage = { promptTokens: 10, cachedTokens: 4, completionTokens: 7, reasoningTokens: 2 };
const end: GenerateEvent = {
  type: "end",
  finishReason: "stop",
  usage: { ...usage, draftTokens: 0, acceptedDraftTokens: 0, truncation: { droppedMessages: 2 } },
  timings: { queuedMs: 1, promptMs: 2, generationMs: 3 },
};
const text = (text: string, channel: "content" | "reasoning" = "content"): GenerateEvent => ({
  type: "text",
  channel,
  text,
  tokenIds: [],
});
const withTools: Partial<EngineCall> = { tools: [{ name: "f" }] };
const call = '<tool_call>\n{"name": "f", "arguments": {"x": 1}}\n</tool_call>';

function partsOf(events: readonly GenerateEvent[], given: Partial<EngineCall> = {}) {
  const settings = { tools: undefined, warnings: [], ...given } as EngineCall;
  const parts = new AnswerParts(settings, "json");
  return [{ type: "start", promptTokens: 10 } as const, ...events].flatMap((event) => parts.push(event));
}

test("thoughts and answer are blocks, one after the other", () => {
  const parts = partsOf([text("Hm", "reasoning"), text(".", "reasoning"), text(""), text("So"), text("."), end]);
  expect(parts.slice(0, -1)).toEqual([
    { type: "reasoning-start", id: "reasoning-0" },
    { type: "reasoning-delta", id: "reasoning-0", delta: "Hm" },
    { type: "reasoning-delta", id: "reasoning-0", delta: "." },
    { type: "reasoning-end", id: "reasoning-0" },
    { type: "text-start", id: "text-1" },
    { type: "text-delta", id: "text-1", delta: "So" },
    { type: "text-delta", id: "text-1", delta: "." },
    { type: "text-end", id: "text-1" },
  ]);
});

test("the end has the reason and what was counted", () => {
  expect(partsOf([text("So"), end]).at(-1)).toEqual({
    type: "finish",
    finishReason: { unified: "stop", raw: "stop" },
    usage: {
      inputTokens: { total: 10, noCache: 6, cacheRead: 4, cacheWrite: undefined },
      outputTokens: { total: 7, text: 5, reasoning: 2 },
      raw: { draftTokens: 0, acceptedDraftTokens: 0, truncation: { droppedMessages: 2 } },
    },
    providerMetadata: { qwen: { timings: { queuedMs: 1, promptMs: 2, generationMs: 3 } } },
  });
  const stopped = partsOf([{ ...end, stop: "END" }]).at(-1);
  expect(stopped).toMatchObject({ providerMetadata: { qwen: { stop: "END" } } });
});

describe("tool calls", () => {
  const reasonOf = (events: GenerateEvent[], given = withTools) =>
    partsOf(events, given).flatMap((part) => (part.type === "finish" ? part.finishReason.unified : []));

  test.each([1, 7, 1000])("come as they are written, in pieces of %i characters, and then whole", (size) => {
    const written = `Wait.\n${call}\n${call}`;
    const pieces = Array.from({ length: Math.ceil(written.length / size) }, (_, i) =>
      text(written.slice(i * size, (i + 1) * size)),
    );
    const parts = partsOf([...pieces, end], withTools);
    const said = parts.flatMap((part) => (part.type === "text-delta" ? part.delta : [])).join("");
    expect(said).toBe("Wait.");
    const kinds = parts.map(({ type }) => type).filter((type) => !type.endsWith("-delta"));
    const ofCall = ["tool-input-start", "tool-input-end", "tool-call"];
    expect(kinds).toEqual(["text-start", "text-end", ...ofCall, ...ofCall, "finish"]);
    const deltas = parts.flatMap((part) => (part.type === "tool-input-delta" ? part.delta : []));
    expect(deltas.join("")).toBe('{"x": 1}{"x": 1}');
    const calls = parts.filter((part) => part.type === "tool-call");
    expect(calls).toMatchObject([1, 2].map(() => ({ toolName: "f", input: '{"x": 1}' })));
    expect(new Set(calls.map(({ toolCallId }) => toolCallId)).size).toBe(2);
  });

  test("end an answer with their reason, unless it was cut off", () => {
    expect(reasonOf([text(call), end])).toEqual(["tool-calls"]);
    expect(reasonOf([text(call), { ...end, finishReason: "length" } as GenerateEvent])).toEqual(["length"]);
    expect(reasonOf([text("So"), end])).toEqual(["stop"]);
  });

  test("are text where there are no tools", () => {
    const types = partsOf([text(call + call), end]).map(({ type }) => type);
    expect(types).toEqual(["text-start", "text-delta", "text-end", "finish"]);
  });

  test("that are cut off can not be run", () => {
    const parts = partsOf([text(call.slice(0, -18)), { ...end, finishReason: "length" } as GenerateEvent], withTools);
    expect(parts).toMatchObject([
      { type: "tool-input-start", toolName: "f" },
      { type: "tool-input-delta", delta: '{"x"' },
      { type: "tool-input-end" },
      { type: "finish", finishReason: { unified: "length" } },
    ]);
    expect(partsOf([text(call.slice(0, 14)), end], withTools)[1]).toMatchObject({ delta: call.slice(0, 14) });
  });
});

test("a whole answer is what its stream says", async () => {
  const warnings = [{ type: "other" as const, message: "x" }];
  async function* parts() {
    yield { type: "stream-start" as const, warnings };
    yield { type: "response-metadata" as const, id: "1", modelId: "m" };
    yield* partsOf([text("Hm", "reasoning"), text("So"), text(`.${call}Done`), end], withTools);
  }
  expect(await collectAnswer(parts())).toMatchObject({
    content: [
      { type: "reasoning", text: "Hm" },
      { type: "text", text: "So." },
      { type: "tool-call", toolName: "f", input: '{"x": 1}' },
      { type: "text", text: "Done" },
    ],
    finishReason: { unified: "tool-calls", raw: "stop" },
    response: { id: "1", modelId: "m" },
    warnings,
  });
});
