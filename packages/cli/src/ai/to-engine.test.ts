import type { LanguageModelV4CallOptions } from "@ai-sdk/provider";
import { defaultSampling, type ModelInfo } from "@qwents/engine";
import { describe, expect, test } from "vitest";
import { toEngine } from "./to-engine.ts";

const modes = { answering: defaultSampling, thinking: defaultSampling };
const info = { id: "fake", samplingModes: modes, toolCallStyle: "xml" } as unknown as ModelInfo;
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

  const named = { choice: "required", parallel: false, tools: [{ name: "other" }] };
  test.each([
    ["auto", { choice: "auto", parallel: true }],
    ["required", { choice: "required", parallel: true }],
    ["tool", named],
    ["none", undefined],
  ])("choice %s", (type, grammar) => {
    const toolChoice = { type, toolName: "other" } as NonNullable<LanguageModelV4CallOptions["toolChoice"]>;
    const { tools, warnings, request } = call({ tools: [tool, other], toolChoice });
    expect(tools?.map(({ name }) => name)).toEqual(type === "none" ? undefined : ["get_weather", "other"]);
    if (grammar === undefined) expect(request).not.toHaveProperty("grammar");
    else expect(request.grammar).toMatchObject({ type: "tools", style: "xml", ...grammar });
    expect(warnings).toEqual([]);
  });

  test.each([
    [{ type: "tool" as const, toolName: "missing" }, [tool]],
    [{ type: "required" as const }, []],
    [{ type: "required" as const }, [{ type: "provider" as const, id: "a.search" as const, name: "search", args: {} }]],
  ])("choice %j of %j is refused", (toolChoice, tools) => {
    const expected = { code: "request/invalid", details: { field: "toolChoice" } };
    expect(() => call({ tools, toolChoice })).toThrow(expect.objectContaining(expected));
  });

  test("that a provider would run are left out, with a warning", () => {
    const { tools, warnings } = call({ tools: [{ type: "provider", id: "a.search", name: "search", args: {} }, tool] });
    expect(tools).toEqual([shown]);
    expect(warnings).toMatchObject([{ feature: /a\.search/ }]);
  });

  test("strict schemas are kept to in full", () => {
    const { request, warnings } = call({ tools: [{ ...tool, strict: true }, other] });
    const tools = [
      { name: "get_weather", parameters: inputSchema, strict: true },
      { name: "other", strict: false },
    ];
    expect(request.grammar).toMatchObject({ type: "tools", tools });
    expect(warnings).toEqual([]);
  });

  test("one call at a time, if that is wanted", () => {
    const { request } = call({ tools: [tool], providerOptions: { qwen: { parallelToolCalls: false } } });
    expect(request.grammar).toMatchObject({ parallel: false });
  });
});

describe("JSON", () => {
  const { $schema, ...schema } = { $schema: "x", type: "object" as const };
  const responseFormat = { type: "json" as const, schema: { $schema, ...schema } };

  test("is asked for in the prompt, behind what the system says, and held to", () => {
    const system = { role: "system" as const, content: "Be brief." };
    const { request, warnings } = call({ prompt: [system, ...prompt], responseFormat });
    const wanted = 'Answer with JSON alone, of this schema:\n{"type":"object"}';
    expect(request).toMatchObject({
      messages: [{ role: "system", content: `Be brief.\n\n${wanted}` }, ...messages],
      grammar: { type: "json_schema", schema },
    });
    expect(warnings).toEqual([]);
  });

  test("of any kind", () => {
    expect(call({ responseFormat: { type: "json" } }).request).toMatchObject({
      messages: [{ role: "system", content: "Answer with JSON alone." }, ...messages],
      grammar: { type: "json_object" },
    });
  });

  test("beside tools is what an answer without calls is", () => {
    const { request } = call({ responseFormat, tools: [tool] });
    expect(request.grammar).toMatchObject({ type: "tools", choice: "auto", content: { type: "json_schema", schema } });
  });
});

describe("a grammar of the options", () => {
  const grammar = { type: "regex", pattern: "a+" } as const;

  test("is what the text is held to", () => {
    expect(ownCall({ grammar }).request.grammar).toEqual(grammar);
  });

  test("is refused beside a format", () => {
    const both = { responseFormat: { type: "json" as const }, providerOptions: { qwen: { grammar } } };
    expect(() => call(both)).toThrow(expect.objectContaining({ code: "request/invalid" }));
  });
});

test.each([{ enablethinking: true }, { instruction: "x" }, [1], "text"])("options %j are refused", (qwen) => {
  expect(() => ownCall(qwen as object)).toThrow(expect.objectContaining({ code: "request/invalid" }));
});
