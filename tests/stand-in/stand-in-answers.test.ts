import { type Engine, loadEngine } from "@qwents/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GoldenChat, ggufPath, goldenChats, hubFolder } from "./stand-in-files.fixture.ts";

// The engine's greedy answers, with weights as they are and with activations rounded to 8 bits, beside PyTorch's.

describe.each([
  ["Q8_0, wasm", ggufPath, "wasm"],
  ["BF16, wasm", hubFolder, "wasm"],
  ["Q8_0, reference", ggufPath, "reference"],
] as const)("%s", (_, path, backend) => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await loadEngine(path, { backend, numThreads: 2 });
  });

  afterAll(() => engine?.close());

  test("answers all conversations at once", async () => {
    const answers = await Promise.all(goldenChats.map((chat) => answer(engine, chat)));
    for (const [i, chat] of goldenChats.entries()) expect(answers[i], chat.name).toEqual(expected(chat));
  });
});

async function answer(engine: Engine, { messages, enableThinking }: GoldenChat) {
  const spoken = { content: "", reasoning: "" };
  const sampling = { temperature: 0 };
  for await (const event of engine.generate({ messages, template: { enableThinking }, sampling, maxTokens: 120 })) {
    if (event.type === "text") spoken[event.channel] += event.text;
  }
  return spoken;
}

function expected({ answer }: GoldenChat) {
  const [, reasoning = "", content = answer] = /^<think>\n(.*)\n<\/think>\n\n(.*)$/s.exec(answer) ?? [];
  return { content, reasoning };
}
