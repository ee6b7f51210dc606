import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerOf } from "./golden-engine.fixture.ts";
import { loadEngine } from "./load-engine.ts";
import { trainVocabulary } from "./text/trained-vocabulary.fixture.ts";

// Families whose layers keep states go another way than those with keys and values alone.
const families = ["qwen3", "qwen3_5"] as const;
const folder = mkdtempSync(join(tmpdir(), "qwents-budget-"));
const messages = [{ role: "user", content: "hell" }] as const;

beforeAll(() => {
  for (const family of families) {
    const target = join(folder, family);
    cpSync(fileURLToPath(new URL(`../../../tests/golden/${family}`, import.meta.url)), target, { recursive: true });
    // A token a byte: the small models have no more rows.
    const tokenizerJson = { ...trainVocabulary("qwen35", 0).tokenizerJson, added_tokens: [] };
    writeFileSync(join(target, "tokenizer.json"), JSON.stringify(tokenizerJson));
    writeFileSync(join(target, "chat_template.jinja"), "{{ messages[0].content }}<think>");
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(families)(
  "%s: the tokens that end a thought are computed as if they had been in the prompt",
  async (family) => {
    const engine = await loadEngine(join(folder, family), { backend: "reference", contextLength: 250 });
    // Placeholders of images stand for nothing here.
    const logitBias = new Map(Array.from({ length: 7 }, (_, i) => [249 + i, -100]));
    const request = { ignoreEos: true, sampling: { temperature: 0, presencePenalty: 0, logitBias } };
    const free = await answerOf(engine, { ...request, messages, maxTokens: 5 });
    const budget = { messages, thinkingBudget: 5, maxTokens: 110 };
    const { reasoning, tokenIds, end } = await answerOf(engine, { ...request, ...budget });
    const closing = /\n\nThe time to think is over: [^\n]+$/.exec(reasoning)?.[0];
    const answerStart = 5 + `${closing}\n</think>\n\n`.length;
    expect(tokenIds.slice(0, 5)).toEqual(free.tokenIds);
    expect(engine.detokenize(tokenIds.slice(5, answerStart))).toBe(`${closing}\n</think>\n\n`);
    expect(end.usage).toMatchObject({ completionTokens: 110, reasoningTokens: answerStart - "\n\n".length });
    const prompt = [...engine.tokenize(engine.applyTemplate(messages)), ...tokenIds.slice(0, answerStart)];
    const rest = await answerOf(engine, { ...request, tokenIds: prompt, maxTokens: 110 - answerStart });
    expect(rest.tokenIds).toEqual(tokenIds.slice(answerStart));
    await engine.close();
  },
);
