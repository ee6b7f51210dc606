import { fileURLToPath } from "node:url";
import { type Engine, type GenerateRequest, loadEngine, type TokenLogprob, type Usage } from "@qwents/engine";
import { afterAll, beforeAll, expect, test } from "vitest";

// Guesses at what comes next may change how long an answer takes, and nothing else: with weights of 8 bits not a bit.

const path = fileURLToPath(new URL("../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
const text = "Set the heating in the kitchen to 21 degrees, the heating in the hall to 19 degrees, and the heating ";

let guessing: Engine;
let plain: Engine;
beforeAll(async () => {
  guessing = await loadEngine(path, { numThreads: 2, contextLength: 1024 });
  plain = await loadEngine(path, { numThreads: 2, contextLength: 1024, promptLookup: false });
});
afterAll(() => Promise.all([guessing?.close(), plain?.close()]));

interface Answer {
  readonly tokenIds: number[];
  readonly logprobs: TokenLogprob[];
  readonly usage: Usage;
}

async function answerOf(engine: Engine, request: GenerateRequest): Promise<Answer> {
  const tokenIds: number[] = [];
  const logprobs: TokenLogprob[] = [];
  for await (const event of engine.generate(request)) {
    if (event.type === "end") return { tokenIds, logprobs, usage: event.usage };
    if (event.type !== "text") continue;
    tokenIds.push(...event.tokenIds);
    logprobs.push(...(event.logprobs ?? []));
  }
  throw new Error("a generation without an end");
}

const common = { maxTokens: 150, ignoreEos: true, topLogprobs: 2 } as const;
const requests: GenerateRequest[] = [
  { ...common, prompt: text.repeat(3), sampling: { temperature: 0 } },
  { ...common, prompt: text.repeat(2), sampling: { temperature: 0.8, topK: 0, topP: 1, seed: 5 } },
  { ...common, prompt: text, sampling: { temperature: 0, repetitionPenalty: 1.1 } },
  { ...common, prompt: "Hello", sampling: { temperature: 0.5, seed: 6 }, maxTokens: 40 },
];

test("an answer is the same with guesses and without, drawn or not, alone or beside others", async () => {
  const expected = await Promise.all(requests.map((request) => answerOf(plain, request)));
  for (const request of requests) {
    const { tokenIds, logprobs } = await answerOf(guessing, request);
    expect({ tokenIds, logprobs }).toEqual(partsOf(expected[requests.indexOf(request)]));
  }
  const together = await Promise.all(requests.map((request) => answerOf(guessing, request)));
  expect(together.map(partsOf)).toEqual(expected.map(partsOf));
  expect(expected.map(({ usage }) => usage.draftTokens)).toEqual(requests.map(() => 0));
});

test("also where two threads share a long context", async () => {
  const request = { ...common, prompt: text.repeat(23), sampling: { temperature: 0 } };
  const [expected, answer] = [await answerOf(plain, request), await answerOf(guessing, request)];
  expect(partsOf(answer)).toEqual(partsOf(expected));
  expect(answer.usage.promptTokens).toBeGreaterThan(512);
  expect(answer.usage.draftTokens).toBeGreaterThan(0);
});

test("where an answer repeats what stands before, guesses are right", async () => {
  const { usage } = await answerOf(guessing, requests[0]);
  expect(usage.acceptedDraftTokens).toBeGreaterThan(0);
  expect(usage.acceptedDraftTokens).toBeLessThanOrEqual(usage.draftTokens);
  expect(usage.completionTokens).toBe(150);
});

function partsOf({ tokenIds, logprobs }: Answer): Pick<Answer, "tokenIds" | "logprobs"> {
  return { tokenIds, logprobs };
}
