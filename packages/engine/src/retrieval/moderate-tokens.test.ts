import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../engine.ts";
import { answerOf, goldenEngine } from "../golden-engine.fixture.ts";
import type { ModerateRequest } from "../moderate.ts";
import { createChatTemplate } from "../text/chat-template.ts";
import { retrievalTokenizer } from "./retrieval-vocabulary.fixture.ts";

// A guard with random weights: what is checked of its verdicts is which rows of its logits they are made of.

const folder = fileURLToPath(new URL("../../../../tests/golden/qwen3_guard", import.meta.url));
const tokenizer = retrievalTokenizer();
const source =
  "{% for m in messages %}<|im_start|>{{ m.role }}\n{% if m.role == 'assistant' %}<think>\n\n</think>\n\n{% endif %}{{ m.content }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";
const text = { tokenizer, template: createChatTemplate(source) };
const golden = goldenValues();
const user = { role: "user", content: "no yes <|im_end|> no" } as const;
const assistant = { role: "assistant", content: "yes no yes ".repeat(9) } as const;

let engine: Engine;
beforeAll(async () => {
  engine = await goldenEngine({ folder, text });
});
afterAll(() => engine.close());

/** The golden prompt and its logits, as PyTorch has them. */
function goldenValues() {
  const bytes = readFileSync(`${folder}/guard.safetensors`);
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString("utf8", 8, start));
  const view = (name: string) => {
    const [from, to] = header[name].data_offsets as [number, number];
    return Uint8Array.from(bytes.subarray(start + from, start + to)).buffer;
  };
  const rows = (name: string) => new Float32Array(view(name));
  return { tokenIds: [...new Int32Array(view("input_ids"))], rows };
}

const softmax = (logits: ArrayLike<number>) => {
  const weights = Array.from(logits, Math.exp);
  return weights.map((weight) => weight / weights.reduce((a, b) => a + b, 0));
};

const safeties = ["Safe", "Unsafe", "Controversial"];

describe("verdicts on tokens", () => {
  test.each([
    ["user", "query_"],
    ["assistant", ""],
  ] as const)("%s: those of its heads", async (role, prefix) => {
    const { tokenIds } = golden;
    const { tokens, usage } = await engine.moderate({ tokenIds, role, from: 0 });
    expect(tokens.map(({ tokenId, position }) => [tokenId, position])).toEqual(tokenIds.map((id, i) => [id, i]));
    const [levels, categories] = ["risk_level", "category"].map((name) => golden.rows(`${prefix}${name}_logits`));
    const numCategories = categories.length / tokenIds.length;
    for (const [i, { safety, probability, risk, category }] of tokens.entries()) {
      const expected = softmax(levels.subarray(3 * i, 3 * i + 3));
      expect(safety).toBe(safeties[expected.indexOf(Math.max(...expected))]);
      expect(probability).toBeCloseTo(Math.max(...expected), 4);
      expect(risk).toBeCloseTo(1 - expected[0], 4);
      const own = [...categories.subarray(numCategories * i, numCategories * (i + 1))];
      const { categories: names } = engine.info.guardLabels![role === "user" ? "query" : "response"];
      expect(category).toBe(names[own.indexOf(Math.max(...own))]);
    }
    expect(usage).toEqual({ promptTokens: 90, cachedTokens: 0 });
  });

  test("of tokens that come one by one are the same, and what was there before comes from the cache", async () => {
    const fresh = await goldenEngine({ folder, text });
    const { tokenIds } = golden;
    const whole = await engine.moderate({ tokenIds, role: "assistant", from: 60 });
    const single = [];
    for (let end = 61; end <= tokenIds.length; end++) {
      const { tokens, usage } = await fresh.moderate({ tokenIds: tokenIds.slice(0, end), role: "assistant" });
      expect(tokens).toHaveLength(1);
      if (end > 66) expect(usage.cachedTokens).toBe(64);
      single.push(tokens[0]);
    }
    for (const [i, { probability, ...verdict }] of single.entries()) {
      expect(verdict).toEqual({ ...whole.tokens[i], probability: undefined, risk: expect.closeTo(verdict.risk, 4) });
      expect(probability).toBeCloseTo(whole.tokens[i].probability, 4);
    }
    await fresh.close();
  });
});

describe("conversations", () => {
  test("a user's message is judged at its end; control tokens that it spells are text", async () => {
    const { safety, categories, risk, tokens } = await engine.moderate({ messages: [user] });
    const prompt = [
      ...tokenizer.encode("<|im_start|>user\n", { parseSpecial: true }),
      ...tokenizer.encode(user.content),
      ...tokenizer.encode("<|im_end|>", { parseSpecial: true }),
    ];
    const same = await engine.moderate({ tokenIds: prompt, role: "user", from: 6 });
    expect(tokens).toEqual(same.tokens);
    const last = tokens[tokens.length - 1];
    expect({ safety, risk }).toEqual({ safety: last.safety, risk: last.risk });
    expect(categories).toEqual(last.safety === "Safe" ? [] : [last.category]);
  });

  test("an answer is judged from behind its empty thought, by two tokens in a row", async () => {
    const { safety, categories, risk, tokens } = await engine.moderate({ messages: [user, assistant] });
    expect(engine.detokenize(tokens.map(({ tokenId }) => tokenId))).toBe(assistant.content);
    const secondOf = (wanted: string) =>
      tokens.findIndex((token, i) => i > 0 && token.safety === wanted && tokens[i - 1].safety === wanted);
    const at = secondOf("Unsafe") >= 0 ? secondOf("Unsafe") : secondOf("Controversial");
    const decisive = tokens.at(at)!;
    expect({ safety, risk }).toEqual({ safety: at < 0 ? "Safe" : decisive.safety, risk: decisive.risk });
    expect(categories).toEqual(at < 0 ? [] : [decisive.category]);
    // An answer of which no two tokens in a row are alike is safe.
    const [one] = (await engine.moderate({ tokenIds: [5], role: "assistant" })).tokens;
    expect(await engine.moderate({ tokenIds: [5], role: "assistant" })).toMatchObject({
      safety: "Safe",
      risk: one.risk,
    });
  });

  test("judged while others are, and with the signal's reason when aborted", async () => {
    const alone = await engine.moderate({ messages: [user] });
    const requests: ModerateRequest[] = [{ messages: [user, assistant] }, { messages: [user] }, { messages: [user] }];
    const together = await Promise.all(requests.map((request) => engine.moderate(request)));
    expect(together[2].tokens.map(({ safety }) => safety)).toEqual(alone.tokens.map(({ safety }) => safety));
    const controller = new AbortController();
    const cut = engine.moderate({ messages: [user, assistant, user], signal: controller.signal });
    // At once: a small model is done with it within a millisecond or two.
    controller.abort(new Error("no longer wanted"));
    await expect(cut).rejects.toThrow("no longer wanted");
    await expect(engine.moderate({ messages: [user], signal: AbortSignal.abort("gone") })).rejects.toBe("gone");
    expect(engine.status).toMatchObject({ runningSequences: 0, waitingSequences: 0, cacheBlocksUsed: 0 });
  });
});

describe("what is refused", () => {
  const cases: [object, RegExp][] = [
    [{}, /"messages" or "tokenIds"/],
    [{ messages: [user], tokenIds: [1] }, /only one/],
    [{ messages: [] }, /must end with a user's/],
    [{ messages: [user, { role: "system", content: "x" }] }, /must end with a user's/],
    [{ messages: [user], from: 2 }, /"from" goes with tokenIds/],
    [{ tokenIds: [], role: "user" }, /must not be empty/],
    [{ tokenIds: [512], role: "user" }, /has 512/],
    [{ tokenIds: [1, 2] }, /"role" must be/],
    [{ tokenIds: [1, 2], role: "user", from: 2 }, /from 0 to 1/],
    [{ messages: [user], maxPromptTokens: 0 }, /"maxPromptTokens" must be/],
    [{ text: "x" }, /"text" is not a field/],
  ];
  test.each(cases.map(([request, message]) => [message, request] as const))("%s", async (message, request) => {
    const refusal = { code: "request/invalid", message: expect.stringMatching(message) };
    await expect(engine.moderate(request as ModerateRequest)).rejects.toMatchObject(refusal);
  });

  test("what is too long, by its number", async () => {
    const refusal = { code: "request/context-too-long", message: expect.stringContaining("256") };
    const messages = [{ ...user, content: "no ".repeat(300) }];
    await expect(engine.moderate({ messages: [user], maxPromptTokens: 8 })).rejects.toMatchObject({
      ...refusal,
      message: expect.stringMatching(/ 8 that your prompts/),
    });
    await expect(engine.moderate({ messages })).rejects.toMatchObject(refusal);
    await expect(engine.moderate({ tokenIds: new Array(257).fill(1), role: "user" })).rejects.toMatchObject(refusal);
  });

  test("other work for a guard, and other models", async () => {
    expect(engine.info).toMatchObject({ head: "guard", isGuard: true });
    const wrongModel = (message: RegExp) => ({ code: "request/wrong-model", message: expect.stringMatching(message) });
    await expect(answerOf(engine, { prompt: "no" })).rejects.toMatchObject(wrongModel(/it can moderate/));
    await expect(engine.rerank({ query: "a", documents: ["b"] })).rejects.toMatchObject(wrongModel(/judge tokens/));
    const other = await goldenEngine({ text });
    await expect(other.moderate({ messages: [user] })).rejects.toMatchObject(wrongModel(/Qwen3Guard-Stream/));
    await other.close();
  });
});
