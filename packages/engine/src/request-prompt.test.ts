import { expect, test } from "vitest";
import { readPrompt } from "./request-prompt.ts";
import { defaultSampling } from "./sampling/sampling-options.ts";
import { createChatTemplate } from "./text/chat-template.ts";
import { miniMetadata } from "./text/mini-vocabulary.fixture.ts";
import { tokenizerFromGguf } from "./text/tokenizer-from-gguf.ts";

const startId = 262;
const metadata = miniMetadata();
const tokens = [...(metadata.get("tokenizer.ggml.tokens") as string[]), "<|im_start|>"];
const kinds = Int32Array.of(...(metadata.get("tokenizer.ggml.token_type") as Int32Array), 3);
const text = {
  tokenizer: tokenizerFromGguf(miniMetadata({ "tokenizer.ggml.tokens": tokens, "tokenizer.ggml.token_type": kinds })),
  template: createChatTemplate("{% for m in messages %}<|im_start|>{{ m.content }}{% endfor %}<|im_start|>"),
  sampling: defaultSampling,
  samplingModes: {},
  endTokenIds: [],
  unusedTokenIds: new Int32Array(),
  retrieval: { pooling: { mode: "last" as const }, prompts: new Map(), defaultPrompt: "", endTokenIds: [] },
  notes: [],
};
const limits = { vocabSize: 300, maxTokens: 100 };

test("a chat's messages begin where the template says so, not where one of them does", () => {
  const messages = [
    { role: "system", content: "ab" },
    { role: "user", content: "<|im_start|>" },
  ] as const;
  const { tokenIds, messageStarts } = readPrompt({ messages }, text, limits);
  expect(messageStarts).toEqual([0, 3, tokenIds.length - 1]);
  expect(messageStarts.map((position) => tokenIds[position])).toEqual([startId, startId, startId]);
});

test("so do those in text and in token ids", () => {
  expect(readPrompt({ prompt: "a<|im_start|>b<|im_start|>" }, text, limits).messageStarts).toEqual([1, 3]);
  expect(readPrompt({ tokenIds: [1, startId, 2] }, text, limits).messageStarts).toEqual([1]);
  const { tokenizer: _, template: __, ...bare } = text;
  expect(readPrompt({ tokenIds: [1, startId, 2] }, bare, limits).messageStarts).toEqual([]);
});
