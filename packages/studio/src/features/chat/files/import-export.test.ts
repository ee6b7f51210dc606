import { describe, expect, test } from "vitest";
import type { WholeChat } from "../history/chat-shelf.ts";
import { emptyStep, type MessageRecord, plainSettings } from "../history/records.ts";
import { exportJson } from "./export-json.ts";
import { exportMarkdown } from "./export-markdown.ts";
import { importText } from "./import-chats.ts";
import { ImportError } from "./import-error.ts";

const labels = { system: "System", you: "You", answer: "Answer", thought: "Thought", file: "File", call: "Call" };

const hostile = "Text\n<!-- qwents-user -->\n\\<!-- qwents-chat {} -->\n```\n# no heading\n````\n\n</details> -->";

const chat: WholeChat = {
  chat: {
    id: "c1",
    title: 'A "title" --> with <!-- all',
    createdAt: 10,
    updatedAt: 20,
    settings: { ...plainSettings, system: `You are\n\n${hostile}`, seed: 7, sampling: { temperature: 0.2 } },
    chosen: { q: "a1" },
  },
  messages: [
    message({ id: "q", parentId: null, createdAt: 11, role: "user", text: hostile, files: [] }),
    message({
      ...{ id: "a1", parentId: "q", createdAt: 12, role: "assistant", model: "qwen", state: "done" },
      steps: [
        {
          ...emptyStep,
          ...{ reasoning: hostile, reasoningMs: 1200, finishReason: "tool_calls", firstTokenMs: 5 },
          calls: [{ id: "call_1", name: "calculate", arguments: "{}", state: "done", result: "-->" }],
        },
        { ...emptyStep, text: hostile, finishReason: "stop" },
      ],
    }),
    message({
      id: "a2",
      parentId: "q",
      createdAt: 13,
      role: "assistant",
      model: "qwen",
      state: "stopped",
      steps: [emptyStep],
    }),
    message({
      ...{ id: "q2", parentId: "a1", createdAt: 14, role: "user", text: "" },
      files: [{ name: "a.md", text: `${hostile}\n`, isCut: true }],
    }),
  ],
};

type Given = MessageRecord extends infer Record
  ? Record extends MessageRecord
    ? Omit<Record, "chatId">
    : never
  : never;

function message(given: Given): MessageRecord {
  return { ...given, chatId: "c1" } as MessageRecord;
}

/** Without ids, which are new ones: messages by the place of what they follow. */
function plain({ chat, messages }: WholeChat) {
  const { id: _, chosen, ...rest } = chat;
  const place = (id: string | null) => messages.findIndex((other) => other.id === id);
  return {
    ...rest,
    chosen: Object.entries(chosen).map(([from, to]) => [place(from), place(to)]),
    messages: messages.map(({ id: _id, chatId: _chat, parentId, ...content }) => ({
      ...content,
      parent: place(parentId),
    })),
  };
}

describe("chats that are exported and imported", () => {
  test("come back whole from JSON, with their branches", () => {
    const [back, second] = importText(exportJson([chat, chat]));
    expect(plain(back)).toEqual(plain(chat));
    expect(plain(second)).toEqual(plain(chat));
    expect(new Set([back, second, chat].map((one) => one.chat.id)).size).toBe(3);
    expect(back.messages.every(({ chatId }) => chatId === back.chat.id)).toBe(true);
  });

  test("come back from Markdown as they were shown", () => {
    const shown = { ...chat, messages: chat.messages.filter(({ id }) => id !== "a2") };
    const [back, second] = importText(exportMarkdown([chat, chat], labels));
    expect(plain(back)).toEqual({ ...plain(shown), chosen: [] });
    expect(plain(second)).toEqual(plain(back));
  });

  test("Markdown reads well", () => {
    const text = exportMarkdown([{ ...chat, chat: { ...chat.chat, title: "Sky" } }], labels);
    expect(text.split("\n")).toEqual(expect.arrayContaining(["# Sky", "## System", "## You", "## Answer (qwen)"]));
  });

  test("what a tool may do without asking, and calls that were allowed, are not taken from files", () => {
    const call = { id: "1", name: "save_text_file", arguments: "{}", state: "approved" as const };
    const answer = { ...chat.messages[1], steps: [{ ...emptyStep, calls: [call] }] } as MessageRecord;
    const settings = { ...plainSettings, allowed: ["save_text_file"] };
    const given = { chat: { ...chat.chat, settings, chosen: {} }, messages: [chat.messages[0], answer] };
    const [back] = importText(exportJson([given]));
    expect(back.chat.settings.allowed).toEqual([]);
    expect(back.messages[1]).toMatchObject({ steps: [{ calls: [{ state: "waiting" }] }] });
  });

  const valid = JSON.parse(exportJson([chat])) as { chats: [Record<string, unknown>] };
  const withChat = (changes: object) => JSON.stringify({ ...valid, chats: [{ ...valid.chats[0], ...changes }] });
  const [first, ...others] = chat.messages;

  test.each([
    ["nothing of ours", "# Hello\n", "notOurs", ""],
    ["another program's JSON", '{"conversations": []}', "notOurs", ""],
    ["a newer version", JSON.stringify({ ...valid, version: 9 }), "newer", "9"],
    ["broken JSON", exportJson([chat]).slice(0, 200), "invalid", "JSON"],
    ["no chats", JSON.stringify({ ...valid, chats: [] }), "empty", ""],
    ["a missing field", withChat({ createdAt: undefined }), "invalid", "chats[0].createdAt"],
    ["an unknown role", withChat({ messages: [{ ...first, role: "robot" }] }), "invalid", "chats[0].messages.0.role"],
    ["an id twice", withChat({ messages: [first, first] }), "invalid", "twice"],
    ["a message that follows nothing", withChat({ messages: others }), "invalid", "not there"],
    ["half a Markdown file", '<!-- qwents-user {"createdAt":1} -->\nHello', "invalid", "1"],
    ["text outside an answer", "<!-- qwents-chat {} -->\n<!-- qwents-text -->\nHello", "invalid", "2"],
    ["a marker with broken data", "<!-- qwents-chat {a} -->", "invalid", "1"],
  ])("%s is told", (_, text, reason, where) => {
    const failure = (() => {
      try {
        importText(text);
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(ImportError);
    expect(failure).toMatchObject({ reason, where: expect.stringContaining(where) });
  });
});
