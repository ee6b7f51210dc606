import { fileURLToPath } from "node:url";
import { type Engine, loadEngine } from "@qwents/engine";
import { type RunningServer, serve } from "@qwents/server/node";
import fc from "fast-check";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoTools } from "../../models/cockpit/demo-tools.ts";
import { mutateJson } from "../fuzz/mutate-json.ts";
import { Random } from "../fuzz/random.ts";

// The built-in model behind OpenAI's responses, spoken by OpenAI's own client.

const modelPath = fileURLToPath(new URL("../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
const fields = { model: "default", max_output_tokens: 120 };
const question = "Wie ist das Wetter in Hamburg?";

const tools: OpenAI.Responses.FunctionTool[] = demoTools
  .filter(({ name }) => ["set_temperature", "navigate_to", "get_weather"].includes(name))
  .map(({ schema: { function: described } }) => ({
    type: "function",
    name: described.name,
    description: described.description,
    parameters: { ...described.parameters },
    strict: false,
  }));

let engine: Engine;
let server: RunningServer;
let openai: OpenAI;
const faults: unknown[] = [];

beforeAll(async () => {
  engine = await loadEngine(modelPath, { numThreads: 2 });
  server = await serve({ engine, port: 0, onError: (error) => faults.push(error) });
  openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none", maxRetries: 0 });
});

afterAll(async () => {
  await server?.close(0);
  await engine?.close();
});

type Ask = (
  more: Pick<OpenAI.Responses.ResponseCreateParamsNonStreaming, "input" | "previous_response_id">,
) => Promise<OpenAI.Responses.Response>;

const deliveries: readonly (readonly [string, Ask])[] = [
  ["whole", (more) => openai.responses.create({ ...fields, tools, ...more })],
  ["streamed", (more) => openai.responses.stream({ ...fields, tools, ...more }).finalResponse()],
  [
    "in the background",
    async (more) => {
      let response = await openai.responses.create({ ...fields, tools, ...more, background: true });
      while (response.status === "queued" || response.status === "in_progress") {
        response = await openai.responses.retrieve(response.id);
      }
      return response;
    },
  ],
];

/** What the weather tool says to every call of an answer. */
function resultsOf({ output }: OpenAI.Responses.Response): OpenAI.Responses.ResponseInputItem[] {
  const said = JSON.stringify({ temperature: 17, condition: "sunny", rain_chance: 5 });
  const calls = output.filter((item) => item.type === "function_call");
  return calls.map(({ call_id }) => ({ type: "function_call_output", call_id, output: said }));
}

describe.each(deliveries)("functions over two turns, %s", (_, ask) => {
  test.each(["kept by the server", "sent by the client"])("the conversation %s", async (keeper) => {
    const called = await ask({ input: question });
    expect(called.status).toBe("completed");
    expect(called.output).toMatchObject([
      { type: "function_call", name: "get_weather", arguments: '{"town": "Hamburg"}' },
    ]);
    const answered = await ask(
      keeper === "kept by the server"
        ? { previous_response_id: called.id, input: resultsOf(called) }
        : {
            input: [
              { role: "user", content: question },
              ...(called.output as OpenAI.Responses.ResponseInputItem[]),
              ...resultsOf(called),
            ],
          },
    );
    expect(answered.output_text).toMatch(/Hamburg.*\b17 Grad/);
    // The second prompt begins with the first and what was answered to it.
    const reused = answered.usage?.input_tokens_details.cached_tokens;
    expect(reused).toBeGreaterThanOrEqual((called.usage?.input_tokens ?? Number.NaN) - 32);
  });
});

test("malformed bodies are answered with a well-formed error, or not at fault at all; never with a 500", async () => {
  const kept = await openai.responses.create({ ...fields, input: "hi", max_output_tokens: 1 });
  const bodies: Record<string, unknown>[] = [
    {
      model: "default",
      input: [
        { role: "developer", content: "Be brief." },
        { type: "message", role: "user", content: [{ type: "input_text", text: "hi" }] },
        { type: "reasoning", id: "rs_1", summary: [{ type: "summary_text", text: "hm" }], content: null },
        { type: "function_call", call_id: "c1", name: "get_weather", arguments: '{"town":"Hamburg"}' },
        { type: "function_call_output", call_id: "c1", output: "17" },
        { type: "item_reference", id: kept.output[0].id },
      ],
      tools,
      tool_choice: "auto",
      max_output_tokens: 1,
    },
    {
      input: "hi",
      instructions: "Be brief.",
      previous_response_id: null,
      store: true,
      background: false,
      include: ["reasoning.encrypted_content"],
      metadata: { a: "b" },
      max_output_tokens: 1,
      reasoning: { effort: "low", summary: "auto" },
      text: { format: { type: "text" } },
      stop: ["x"],
      temperature: 1,
    },
  ];
  const post = (text: string) =>
    fetch(`${server.url}/v1/responses`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: text,
    });
  const mutated = fc.tuple(fc.nat(2 ** 31), fc.constantFrom(...bodies)).map(([seed, body]) => {
    const copy = structuredClone(body);
    mutateJson(copy, new Random(seed, 0));
    return JSON.stringify(copy);
  });
  for (const body of bodies) expect((await post(JSON.stringify(body))).status).toBe(200);
  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 8, arbitrary: mutated }, fc.json(), fc.string()), async (text) => {
      const response = await post(text);
      const answer = await response.text();
      if (response.status === 200) return;
      expect(response.status, answer).toBeLessThan(500);
      const { message, type } = JSON.parse(answer).error;
      expect([message.length > 0, type]).toEqual([true, "invalid_request_error"]);
    }),
    { numRuns: 300 },
  );
  expect(faults).toEqual([]);
});
