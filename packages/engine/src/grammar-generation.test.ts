import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "./engine.ts";
import { answerOf, goldenEngine } from "./golden-engine.fixture.ts";
import { miniMetadata } from "./text/mini-vocabulary.fixture.ts";
import { tokenizerFromGguf } from "./text/tokenizer-from-gguf.ts";

// A model of random weights writes nothing that makes sense: what is well-formed is so by its grammar alone.

const tokenizer = tokenizerFromGguf(miniMetadata());
const schema = {
  type: "object",
  properties: {
    kind: { enum: ["hello", "hell"] },
    code: { type: "string", pattern: "^[a-f]{2,6}$" },
    count: { type: "integer", minimum: 1, maximum: 30 },
    inner: { type: "array", items: { type: ["boolean", "null"] }, minItems: 1, maxItems: 3 },
  },
  required: ["kind", "code", "count", "inner"],
};
const prompt = "hello hello hell";
const isValid = new Ajv2020().compile(schema);
const open = (promptLookup: boolean) =>
  goldenEngine({
    promptLookup,
    contextLength: 1024,
    text: {
      tokenizer,
      endTokenIds: tokenizer.eosTokenIds,
      unusedTokenIds: Int32Array.from({ length: 512 - tokenizer.vocabSize }, (_, i) => tokenizer.vocabSize + i),
    },
  });

let engine: Engine;
beforeAll(async () => {
  engine = await open(true);
});
afterAll(() => engine.close());

describe("an answer keeps to its grammar", () => {
  test.each([0, 1, 20])("a schema, at temperature %d", async (temperature) => {
    for (let seed = 1; seed <= 4; seed++) {
      const grammar = { type: "json_schema", schema } as const;
      const { content, end } = await answerOf(engine, {
        prompt,
        grammar,
        sampling: { temperature: temperature, topK: 0, topP: 1, seed },
      });
      expect(end.finishReason).toBe("stop");
      expect(isValid(JSON.parse(content)), content).toBe(true);
    }
  });

  test("guesses and penalties change nothing of that, nor guesses what is chosen", async () => {
    const plain = await open(false);
    const grammar = {
      type: "regex",
      pattern: "(hello|hell) (hello|hell) (hello|hell) (hello|hell) \\d{2,9}\\.",
    } as const;
    for (let seed = 1; seed <= 4; seed++) {
      const sampling = { temperature: 2, seed, repetitionPenalty: 1.2, logitBias: new Map([[120, 100]]) };
      const request = { prompt, grammar, sampling };
      const [guessed, alone] = [await answerOf(engine, request), await answerOf(plain, request)];
      expect(guessed.tokenIds).toEqual(alone.tokenIds);
      expect(guessed.content).toMatch(/^(hello? ?){4} \d{2,9}\.$|^((hello|hell) ){4}\d{2,9}\.$/);
    }
    await plain.close();
  });

  test("log-probabilities are the model's own", async () => {
    const sampling = { temperature: 0 };
    const [free] = (await answerOf(engine, { prompt, sampling, maxTokens: 1, topLogprobs: 5 })).logprobs;
    const grammar = { type: "choice", choices: ["no", "yes"] } as const;
    const { content, logprobs } = await answerOf(engine, { prompt, sampling, grammar, topLogprobs: 5 });
    expect(["no", "yes"]).toContain(content);
    expect(logprobs[0].top.map(({ tokenId, logprob }) => [tokenId, logprob])).toEqual(
      free.top.map(({ tokenId, logprob }) => [tokenId, logprob]),
    );
    expect(logprobs[0].logprob).toBeLessThanOrEqual(free.top[0].logprob);
  });

  test("the turn ends only where the grammar may end", async () => {
    const [end] = tokenizer.eosTokenIds;
    const sampling = { temperature: 0, logitBias: new Map([[end, 100]]) };
    const { content, tokenIds } = await answerOf(engine, {
      prompt,
      sampling,
      grammar: { type: "regex", pattern: "[ab]{3,}" },
    });
    expect([content, tokenIds.length]).toEqual([expect.stringMatching(/^[ab]{3}$/), 3]);
  });

  test("it is cut by maxTokens as any other", async () => {
    const { end } = await answerOf(engine, { prompt, maxTokens: 3, grammar: { type: "json_schema", schema } });
    expect(end).toMatchObject({ finishReason: "length", usage: { completionTokens: 3 } });
  });
});

test.each([
  [{ type: "json_schema", schema: { not: {} } }, "grammar/invalid"],
  [{ type: "regex", pattern: "(" }, "grammar/invalid"],
  [{ type: "regex" }, "request/invalid"],
  [{ type: "xml" }, "request/invalid"],
  [{ type: "tools", tools: [] }, "request/invalid"],
])("%j is refused", async (grammar, code) => {
  await expect(answerOf(engine, { prompt, grammar: grammar as never })).rejects.toMatchObject({ code });
});

const deepSchema = Array.from({ length: 20_000 }).reduce((items) => ({ items }), { type: "string" });
const prefixes = Array.from({ length: 4000 }, (_, i) => "a".repeat(i));
test.each([
  [{ type: "json_schema", schema: deepSchema as object }, "grammar/too-complex"],
  [{ type: "json_schema", schema: { enum: prefixes } }, "grammar/too-complex"],
  [{ type: "regex", pattern: `a${"+".repeat(8000)}` }, "grammar/invalid"],
  [{ type: "grammar", grammar: `root ::= "a"${"+".repeat(9000)}` }, "grammar/invalid"],
] as const)("what nests deeper than the call stack is refused", async (grammar, code) => {
  await expect(answerOf(engine, { prompt, grammar })).rejects.toMatchObject({ code });
});

test("an answer whose grammar turns out to be too complex fails alone", async () => {
  const grammar = {
    type: "grammar",
    grammar: 'root ::= s "."\ns ::= x s y | x s z | x\nx ::= [a-z]\ny ::= [a-z]\nz ::= [a-z]',
  } as const;
  const [failed, other] = await Promise.allSettled([
    answerOf(engine, {
      prompt,
      grammar,
      sampling: { temperature: 20, topK: 0, topP: 1, seed: 1, logitBias: new Map([[46, -100]]) },
    }),
    answerOf(engine, { prompt, maxTokens: 20 }),
  ]);
  expect(failed).toMatchObject({ reason: { code: "grammar/too-complex" } });
  expect(other.status).toBe("fulfilled");
});
