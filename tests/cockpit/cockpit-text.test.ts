import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Tokenizer as Oracle } from "@huggingface/tokenizers";
import { describe, expect, test } from "vitest";
import { openCheckpoint } from "../../packages/engine/src/files/open-checkpoint.ts";
import { createChatTemplate } from "../../packages/engine/src/text/chat-template.ts";
import { tokenizerFromGguf } from "../../packages/engine/src/text/tokenizer-from-gguf.ts";
import { tokenizerFromHub } from "../../packages/engine/src/text/tokenizer-from-hub.ts";
import { ggufPath, modelFolder } from "./cockpit-files.fixture.ts";

const textOf = (name: string): string => readFileSync(join(modelFolder, name), "utf8");
const [tokenizerJson, tokenizerConfig] = ["tokenizer.json", "tokenizer_config.json"].map((name) =>
  JSON.parse(textOf(name)),
);
const gguf = await openCheckpoint(ggufPath);
if (gguf.container !== "gguf") throw new Error("not the expected file");
await gguf.close();

const oracle = new Oracle(tokenizerJson, tokenizerConfig);
const fromGguf = tokenizerFromGguf(gguf.metadata);
const fromHub = tokenizerFromHub(tokenizerJson, tokenizerConfig);

const texts = [
  "",
  " ",
  "Mach es bitte 21,5 Grad warm und öffne das Fenster hinten links.",
  "Navigate to Hamburg, then remind me at 7:30 to call O'Brien.",
  "npx qwen.ts pull qwen3:0.6b",
  "I'm sure it's WE'LL and they'Ve",
  "  two  spaces\n\n\nand\tlines \r\n end   ",
  "2048 and 1,234.5 and ٣٤ and Ⅷ and ½",
  "Größe, Straße, Übermut – „Zitat“",
  "cafe\u0301 na\u00efve A\u030angstro\u0308m",
  "你好，世界。こんにちは！안녕하세요",
  "Привет, как дела? Γειά σου. שלום مرحبا",
  "नमस्ते สวัสดี",
  "👩‍👩‍👧‍👦 🇩🇪 👍🏽",
  "def f(x):\n    return x**2  # done\n",
  "<|im_start|>user\nhi<|im_end|>\n<think>\n\n</think>\n\n",
  '<tool_call>\n{"name": "set_temperature", "arguments": {"temperature": 21.5}}\n</tool_call>',
  "<|im_end|x> <|im_<|im_end|>end|> <think <think> </think></think>",
  "\u00a0\u2003\u3000x\u0085y",
  "\x00\x01\x7f",
  textOf("chat-template.jinja"),
];

describe.each([
  ["the GGUF file", fromGguf],
  ["tokenizer.json", fromHub],
])("tokenizer from %s", (_, tokenizer) => {
  test.each(texts)("reads as the official one: %j", (text) => {
    const { ids } = oracle.encode(text, { add_special_tokens: false });
    expect(tokenizer.encode(text, { parseSpecial: true })).toEqual(ids);
    expect(tokenizer.decode(ids, { keepSpecial: true })).toBe(text.normalize("NFC"));
  });
});

describe("vocabulary", () => {
  const pieces = (text: string): string[] => fromHub.encode(text).map((id) => fromHub.decode([id]));

  test.each("Anna Siobhan Krüger Ljubljana jazz Bohemian Wellesley xqzv Straßenbahn temperature".split(" "))(
    "cuts %s alike wherever it stands",
    (word) => {
      expect(pieces(`"${word}"`).slice(1, -1)).toEqual(pieces(word));
      const [first = "", ...others] = pieces(` ${word}`);
      expect(first === " " ? others : [first.slice(1), ...others]).toEqual(pieces(word));
    },
  );
});

describe("chat template", () => {
  const source = textOf("chat-template.jinja").trimEnd();

  test("is the same in both files", () => {
    expect(gguf.metadata.get("tokenizer.chat_template")).toBe(source);
    expect(tokenizerConfig.chat_template).toBe(source);
  });

  test("does not think unless asked to", () => {
    const template = createChatTemplate(source);
    const messages = [{ role: "user", content: "Hi" }] as const;
    const prompt = template.render(messages);
    expect(prompt).toBe(template.render(messages, undefined, { enableThinking: false }));
    expect(prompt).not.toBe(template.render(messages, undefined, { enableThinking: true }));
  });
});
