import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { QwenError } from "@qwents/engine";
import { afterAll, expect, test } from "vitest";
import { runChatCommand } from "./chat-commands.ts";
import { ChatSession } from "./chat-session.ts";
import { fakeEngine } from "./fake-engine.fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "qwents-chat-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function say(session: ChatSession, text: string): Promise<string> {
  let answer = "";
  for await (const event of session.say(text, new AbortController().signal)) {
    if (event.type === "text" && event.channel === "content") answer += event.text;
  }
  return answer;
}

test("a turn sees all turns before it, with their thinking apart, and the settings of the moment", async () => {
  const engine = fakeEngine(["one", "two"]);
  const session = new ChatSession(engine, { temperature: 0 });
  runChatCommand(session, "/system be brief");
  runChatCommand(session, "/think off");
  runChatCommand(session, "/set topK 5");
  session.thinkingBudget = 7;
  expect([await say(session, "first"), await say(session, "second")]).toEqual(["one", "two"]);
  expect(engine.requests[1]).toMatchObject({
    messages: [
      { role: "system", content: "be brief" },
      { role: "user", content: "first" },
      { role: "assistant", content: "one", reasoningContent: "hm" },
      { role: "user", content: "second" },
    ],
    template: { enableThinking: false },
    sampling: { temperature: 0, topK: 5 },
    thinkingBudget: 7,
  });
});

test("a turn that fails is taken back", async () => {
  const session = new ChatSession(fakeEngine([new QwenError("request/context-too-long", "too long"), "fine"]), {});
  await expect(say(session, "too much")).rejects.toThrow("too long");
  expect(session.messages).toEqual([]);
  expect(await say(session, "less")).toBe("fine");
});

test("/again asks the same anew and forgets the first answer", async () => {
  const session = new ChatSession(fakeEngine(["one", "other"]), {});
  await say(session, "question");
  const outcome = runChatCommand(session, "/again");
  expect(outcome).toEqual({ kind: "say", text: "question" });
  await say(session, "question");
  expect(session.messages.map(({ content }) => content)).toEqual(["question", "other"]);
  runChatCommand(session, "/new");
  expect(() => runChatCommand(session, "/again")).toThrow("nothing was said yet");
});

test("a conversation is saved, not over another file, and loaded", async () => {
  const path = join(folder, "chat.json");
  const session = new ChatSession(fakeEngine(["one"]), {});
  session.system = "be brief";
  await say(session, "first");
  runChatCommand(session, `/save ${path}`);
  expect(JSON.parse(readFileSync(path, "utf8")).messages).toHaveLength(2);
  expect(() => runChatCommand(session, `/save ${path}`)).toThrow(QwenError);
  const other = new ChatSession(fakeEngine([]), {});
  runChatCommand(other, `/load ${path}`);
  expect([other.system, other.messages]).toEqual(["be brief", session.messages]);
});

test("settings can be seen, and a system prompt taken away", () => {
  const session = new ChatSession(fakeEngine([]), { topK: 7 });
  expect(runChatCommand(session, "/set")).toMatchObject({ text: expect.stringMatching(/topK +7\n.*seed +random$/s) });
  runChatCommand(session, "/system be brief");
  expect(runChatCommand(session, "/system")).toEqual({ kind: "show", text: "system prompt: be brief" });
  expect(runChatCommand(session, "/system off")).toEqual({ kind: "show", text: "no system prompt" });
  expect(session.system).toBeUndefined();
});

test("what cannot be done says what can", () => {
  const session = new ChatSession(fakeEngine([]), {});
  writeFileSync(join(folder, "list.json"), "[1, 2]");
  for (const [line, message] of [
    ["/nothing", "there is no /nothing; /help shows what there is"],
    ["/think maybe", "expected /think on"],
    ["/set temperature hot", "expected /set NAME NUMBER"],
    ["/set heat 1", "temperature, topK"],
    ["/save", "expected /save FILE"],
    [`/load ${join(folder, "missing.json")}`, "cannot read a conversation"],
    [`/load ${join(folder, "list.json")}`, "holds no list of turns"],
  ]) {
    expect(() => runChatCommand(session, line), line).toThrow(message);
  }
  expect(session.sampling).toEqual({});
  expect(runChatCommand(session, "/help")).toMatchObject({ text: expect.stringContaining("/again") });
  expect(runChatCommand(session, "/exit")).toEqual({ kind: "exit" });
});
