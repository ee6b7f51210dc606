import { fileURLToPath } from "node:url";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { type Engine, loadEngine } from "@qwents/engine";
import { type RunningServer, serve } from "@qwents/server/node";
import { generateObject, generateText, isStepCount, jsonSchema, Output, streamObject, streamText, tool } from "ai";
import { createQwen } from "qwen.ts/ai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { demoTools } from "../../models/cockpit/demo-tools.ts";

// Answers of a given form through the AI SDK, in process and over HTTP: the built-in model was never taught to write JSON.

const modelPath = fileURLToPath(new URL("../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
const qwen = createQwen();
const hello = "Hello! Who are you?";
const settings = { prompt: hello, temperature: 0, maxOutputTokens: 400, maxRetries: 0 };

let engine: Engine;
let server: RunningServer;

beforeAll(async () => {
  globalThis.AI_SDK_LOG_WARNINGS = false;
  engine = await loadEngine(modelPath, { numThreads: 1, id: "cockpit" });
  server = await serve({ engine, port: 0 });
});

afterAll(async () => {
  await qwen.close();
  await server?.close(0);
  await engine?.close();
});

const inProcess = () => qwen("cockpit", { numThreads: 1 });
const overHttp = () =>
  createOpenAICompatible({ name: "local", baseURL: `${server.url}/v1`, supportsStructuredOutputs: true })("cockpit");

const trip = z.object({
  town: z.string().max(10),
  kind: z.enum(["meeting", "holiday"]),
  days: z.int().min(1).max(9),
  guests: z.array(z.object({ name: z.string().max(6), isChild: z.boolean() })).max(2),
});

const execute = async () => ({ temperature: 17 });

const tools = Object.fromEntries(
  demoTools
    .filter(({ name }) => ["set_temperature", "get_weather"].includes(name))
    .map(({ name, schema }) => {
      const { description, parameters } = schema.function;
      return [name, tool({ description, inputSchema: jsonSchema<Record<string, unknown>>(parameters), execute })];
    }),
);

describe.each([
  ["in process", inProcess],
  ["over HTTP", overHttp],
])("%s", (_, modelOf) => {
  test.each([1, 2])("an object keeps to its schema at high temperature (seed %d)", async (seed) => {
    const hot = { ...settings, temperature: 2, topP: 1, seed };
    const result = await generateText({ model: modelOf(), ...hot, output: Output.object({ schema: trip }) });
    expect(result.finishReason).toBe("stop");
    expect(trip.parse(result.output)).toEqual(JSON.parse(result.text));
    expect(result.warnings ?? []).toEqual([]);
  });

  test("an object grows as it is streamed", async () => {
    const streamed = streamText({ model: modelOf(), ...settings, output: Output.object({ schema: trip }) });
    const partial = await Array.fromAsync(streamed.partialOutputStream);
    expect(partial.length).toBeGreaterThan(3);
    expect(partial.at(-1)).toEqual(await streamed.output);
    expect(trip.safeParse(await streamed.output).success).toBe(true);
  });

  test("choices and lists", async () => {
    const options = ["warm", "cold"] as const;
    const chosen = await generateText({
      model: modelOf(),
      ...settings,
      output: Output.choice({ options: [...options] }),
    });
    expect(options).toContain(chosen.output);
    const element = z.object({ n: z.int().min(0).max(9) });
    // No schema bounds the list, and a small model may repeat an element for ever: what it repeats grows less likely.
    const frugal = { ...settings, frequencyPenalty: 2 };
    const { output } = await generateText({ model: modelOf(), ...frugal, output: Output.array({ element }) });
    expect(z.array(element).safeParse(output).success).toBe(true);
  });

  test("the older functions for objects", async () => {
    const { object } = await generateObject({ model: modelOf(), ...settings, schema: trip });
    expect(trip.safeParse(object).success).toBe(true);
    const streamed = streamObject({ model: modelOf(), ...settings, schema: trip });
    for await (const _ of streamed.partialObjectStream);
    expect(await streamed.object).toEqual(object);
  });

  test("a tool is called where one is required, and that one where it is named", async () => {
    const ask = (toolChoice: "auto" | "required" | { type: "tool"; toolName: string }) =>
      generateText({ model: modelOf(), ...settings, tools, toolChoice });
    const asked = await ask("auto");
    expect(asked.toolCalls).toEqual([]);
    const required = await ask("required");
    expect(required.toolCalls.length).toBeGreaterThan(0);
    for (const name of ["set_temperature", "get_weather"]) {
      const { toolCalls, finishReason } = await ask({ type: "tool", toolName: name });
      expect(toolCalls.map(({ toolName, invalid }) => [toolName, invalid])).toEqual([[name, undefined]]);
      expect(finishReason).toBe("tool-calls");
    }
  });

  test("a call first, an object at last", async () => {
    const output = Output.object({ schema: z.object({ degrees: z.int().min(-50).max(50) }) });
    const result = await generateText({
      model: modelOf(),
      ...settings,
      tools: { get_weather: tools.get_weather },
      output,
      prepareStep: ({ stepNumber }) => ({ toolChoice: stepNumber === 0 ? "required" : "none" }),
      stopWhen: isStepCount(2),
    });
    expect(result.steps.map(({ finishReason }) => finishReason)).toEqual(["tool-calls", "stop"]);
    expect(result.output.degrees).toBeTypeOf("number");
  });
});

test("a grammar of the provider's own", async () => {
  const grammar = { type: "regex", pattern: "[0-2][0-9]:[0-5][0-9]" } as const;
  const { text } = await generateText({ model: inProcess(), ...settings, providerOptions: { qwen: { grammar } } });
  expect(text).toMatch(/^[0-2]\d:[0-5]\d$/);
});
