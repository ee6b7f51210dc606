import { deepStrictEqual } from "node:assert";
import type { EmbedRequest, GenerateEvent, GenerateRequest } from "@qwents/engine";
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { collect, startScripted } from "./processes.fixture.ts";
import type { EngineProcess } from "./remote-engine.ts";

let engine: EngineProcess;
beforeAll(async () => {
  engine = await startScripted();
});
afterAll(() => engine.close());

/** Any UTF-16, halves of surrogate pairs too. */
const text = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));
const tokenId = fc.nat(200_000);
const tokenIds = fc.array(tokenId);
const bytes = fc.uint8Array({ maxLength: 8 });
const anyNumber = fc.double();
const key = fc.oneof(text, fc.constantFrom("__proto__", "constructor", "0"));
const data = fc.anything({
  key,
  values: [text, anyNumber, fc.boolean(), fc.constant(null), fc.constant(undefined), fc.bigInt()],
  withMap: true,
  withSet: true,
  withDate: true,
  withTypedArray: true,
  withSparseArray: true,
});
const object = fc.dictionary(key, data, { noNullPrototype: true });
/** Objects with the usual prototype. */
const record = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }, constraints: { requiredKeys?: (keyof T)[] } = {}) =>
  fc.record(fields, { noNullPrototype: true, ...constraints } as fc.RecordConstraints<keyof T>);
const optional = { requiredKeys: [] };

const toolCall = record({ id: text, name: text, arguments: object });
const message = record(
  {
    role: fc.constantFrom("system", "user", "assistant", "tool"),
    content: fc.option(text),
    reasoningContent: text,
    toolCalls: fc.array(toolCall, { maxLength: 2 }),
  },
  { requiredKeys: ["role", "content"] },
);
const tool = record({ name: text, description: text, parameters: object }, { requiredKeys: ["name"] });
const conversation = record(
  {
    messages: fc.array(message, { maxLength: 3 }),
    tools: fc.array(tool, { maxLength: 2 }),
    template: record({ enableThinking: fc.boolean(), variables: object }, optional),
  },
  { requiredKeys: ["messages"] },
);
const input = fc.oneof(conversation, record({ prompt: text.map((s) => `p${s}`) }), record({ tokenIds }));
const biases = fc.array(fc.tuple(tokenId, anyNumber)).map((entries) => new Map(entries));
const rest = record(
  {
    sampling: record({ temperature: anyNumber, logitBias: biases, seed: fc.maxSafeInteger() }, optional),
    maxTokens: fc.oneof(fc.nat(), anyNumber),
    stop: fc.array(text),
    stopTokenIds: tokenIds,
    grammar: record({ type: fc.constant("json_schema"), schema: data }),
    topLogprobs: fc.nat(20),
  },
  optional,
);

const token = record({ tokenId, text, bytes, logprob: anyNumber });
const logprob = fc.tuple(token, fc.array(token, { maxLength: 3 })).map(([chosen, top]) => ({ ...chosen, top }));
const textEvent = record(
  {
    type: fc.constant("text"),
    channel: fc.constantFrom("content", "reasoning"),
    text,
    tokenIds,
    logprobs: fc.array(logprob, { maxLength: 3 }),
  },
  { requiredKeys: ["type", "channel", "text", "tokenIds"] },
);
const event = fc.oneof(
  record({ type: fc.constant("start"), promptTokens: fc.nat() }),
  textEvent,
  record({ type: fc.constant("end"), finishReason: text, usage: object, timings: object }),
);

/** Some hundred requests, each of which crosses and comes back. */
const holds = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => Promise<void>) =>
  fc.assert(fc.asyncProperty(arbitrary, check), { numRuns: 200 });

test("a request to generate arrives as it was sent", () =>
  holds(fc.tuple(input, rest), async ([given, options]) => {
    const request = { ...given, ...options } as GenerateRequest;
    const { signal } = new AbortController();
    const [{ received }] = (await collect(engine.generate({ ...request, signal }))) as never as [{ received: unknown }];
    deepStrictEqual(received, request);
  }));

test("events arrive as they were made, all of them, in order", () =>
  holds(fc.array(event, { maxLength: 100 }), async (events) => {
    const request = { messages: [], template: { variables: { events } } };
    deepStrictEqual(await collect(engine.generate(request)), events as GenerateEvent[]);
  }));

test("requests to embed, and typed arrays, cross both ways", () =>
  holds(record({ input: fc.oneof(text, tokenIds), vectors: fc.array(fc.float32Array()) }), async (request) => {
    const { received } = (await engine.embed(request as EmbedRequest)) as never as { received: unknown };
    deepStrictEqual(received, request);
  }));
