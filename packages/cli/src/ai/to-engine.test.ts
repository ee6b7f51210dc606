import type { LanguageModelV4CallOptions } from "@ai-sdk/provider";
import { defaultSampling, type ModelInfo } from "@qwents/engine";
import { describe, expect, test } from "vitest";
import { toEngine } from "./to-engine.ts";

const modes = { answering: defaultSampling, thinking: defaultSampling };
const info = { id: "fake", samplingModes: modes } as unknown as ModelInfo;
const messages = [{ role: "user", content: "Hi" }];
const prompt: LanguageModelV4CallOptions["prompt"] = [{ role: "user", content: [{ type: "text", text: "Hi" }] }];
const call = (options: Partial<LanguageModelV4CallOptions> = {}, of = info) => toEngine({ prompt, ...options }, of);
const ownCall = (qwen: object, of = info) => call({ providerOptions: { qwen: qwen as never } }, of);

const inputSchema = { type: "object" as const, properties: { town: { type: "string" as const } } };
const tool = { type: "function" as const, name: "get_weather", description: "The weather.", inputSchema };

test("a call that says nothing leaves all to the model", () => {
  expect(call()).toEqual({
    request: { messages, template: {}, sampling: {} },
    tools: undefined,
    maxToolCalls: Number.POSITIVE_INFINITY,
    warnings: [],
  });
});

test("all settings arrive", () => {
  const { signal } = new AbortController();
  const { request, warnings } = call({
    maxOutputTokens: 5,
    temperature: 0.5,
    topP: 0.9,
    topK: 40,
    presencePenalty: 0.1,
    frequencyPenalty: 0.2,
    seed: 7,
    stopSequences: ["END"],
    abortSignal: signal,
    reasoning: "low",
    headers: { "user-agent": "ai" },
    providerOptions: {
      other: { anything: 1 },
      qwen: {
        thinkingBudget: 100,
        preserveThinking: true,
        templateVariables: { mood: "good" },
        minP: 0.1,
        repetitionPenalty: 1.1,
        truncation: "auto",
      },
    },
  });
  expect(warnings).toEqual([]);
  const sampling = { temperature: 0.5, topP: 0.9, topK: 40, presencePenalty: 0.1, frequencyPenalty: 0.2, seed: 7 };
  expect(request).toEqual({
    messages,
    maxTokens: 5,
    stop: ["END"],
    signal,
    thinkingBudget: 100,
    truncation: "auto",
    template: { reasoningEffort: "low", preserveThinking: true, variables: { mood: "good" } },
    sampling: { ...sampling, minP: 0.1, repetitionPenalty: 1.1 },
  });
});

describe("thinking", () => {
  test.each([
    [{ reasoning: "provider-default" as const }, {}],
    [{ reasoning: "none" as const }, { reasoningEffort: "none" }],
    [{ providerOptions: { qwen: { thinkingBudget: 0 } } }, { enableThinking: false }],
    [{ providerOptions: { qwen: { thinkingBudget: 0, enableThinking: true } } }, { enableThinking: true }],
  ])("%j", (options, template) => {
    const { request } = call(options);
    expect(request).toEqual({ messages, template, sampling: {} });
  });

  test("of a model that cannot, there is a warning, and none where it is not to", () => {
    const speaker = { id: "fake", samplingModes: { answering: defaultSampling } } as unknown as ModelInfo;
    const expected = [{ type: "unsupported", feature: "reasoning", details: "fake does not think." }];
    expect(call({ reasoning: "high" }, speaker).warnings).toEqual(expected);
    expect(ownCall({ enableThinking: true }, speaker).warnings).toEqual(expected);
    expect(call({ reasoning: "none" }, speaker).warnings).toEqual([]);
  });
});

describe("tools", () => {
  const shown = { name: "get_weather", description: "The weather.", parameters: inputSchema };
  const other = { ...tool, name: "other" };

  test("are shown with what a model can use of their schemas", () => {
    const $schema = "http://json-schema.org/draft-07/schema#";
    const inputExamples = [{ input: { town: "Hamburg" } }];
    const { request, tools } = call({
      tools: [tool, { ...other, inputSchema: { $schema, ...inputSchema }, inputExamples }],
    });
    const examples = [{ town: "Hamburg" }];
    expect(tools).toEqual([shown, { ...shown, name: "other", parameters: { ...inputSchema, examples } }]);
    expect(request).toMatchObject({ tools });
  });

  test.each([
    ["auto", ["get_weather", "other"], 0],
    ["required", ["get_weather", "other"], 1],
    ["tool", ["other"], 1],
    ["none", undefined, 0],
  ])("choice %s", (type, names, numWarnings) => {
    const toolChoice = { type, toolName: "other" } as NonNullable<LanguageModelV4CallOptions["toolChoice"]>;
    const { tools, warnings } = call({ tools: [tool, other], toolChoice });
    expect(tools?.map(({ name }) => name)).toEqual(names);
    expect(warnings).toHaveLength(numWarnings);
  });

  test("that a provider would run, and strict schemas, are warned of", () => {
    const { tools, warnings } = call({
      tools: [
        { type: "provider", id: "a.search", name: "search", args: {} },
        { ...tool, strict: true },
      ],
    });
    expect(tools).toEqual([shown]);
    expect(warnings).toMatchObject([{ feature: /a\.search/ }, { feature: /get_weather/ }]);
  });

  test("one call at a time, if that is wanted", () => {
    expect(ownCall({ parallelToolCalls: false }).maxToolCalls).toBe(1);
  });
});

test("JSON is asked for in the prompt, behind what the system says", () => {
  const { $schema, ...schema } = { $schema: "x", type: "object" as const };
  const responseFormat = { type: "json" as const, schema: { $schema, ...schema } };
  const system = { role: "system" as const, content: "Be brief." };
  const { request, warnings } = call({ prompt: [system, ...prompt], responseFormat });
  const wanted = 'Answer with JSON alone, of this schema:\n{"type":"object"}';
  expect(request).toMatchObject({ messages: [{ role: "system", content: `Be brief.\n\n${wanted}` }, ...messages] });
  expect(warnings).toMatchObject([{ type: "compatibility", feature: "responseFormat" }]);
  const any = call({ responseFormat: { type: "json" } }).request;
  expect(any).toMatchObject({ messages: [{ role: "system", content: "Answer with JSON alone." }, ...messages] });
});

test.each([{ enablethinking: true }, { instruction: "x" }, [1], "text"])("options %j are refused", (qwen) => {
  expect(() => ownCall(qwen as object)).toThrow(expect.objectContaining({ code: "request/invalid" }));
});
