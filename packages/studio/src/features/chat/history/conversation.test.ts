import { expect, test, vi } from "vitest";
import { Conversation } from "./conversation.ts";
import { type AnswerMessage, emptyStep, plainSettings } from "./records.ts";

const chat = { id: "c", title: "", createdAt: 1, updatedAt: 1, settings: plainSettings, chosen: {} };
const put = () => vi.fn(async () => {});

test("a chat is kept from its first message on, and named after it", async () => {
  const keeping = { put: put() };
  const conversation = new Conversation(chat, [], keeping);
  conversation.change({ system: "Be brief." });
  expect(keeping.put).not.toHaveBeenCalled();
  conversation.addQuestion(null, `Why is the sky ${"very ".repeat(20)}blue?\nI ask.`, []);
  const [kept, fields, messages] = keeping.put.mock.lastCall as unknown as [typeof chat, string[], unknown[]];
  expect(fields.sort()).toEqual(["chosen", "title", "updatedAt"]);
  expect(kept.title).toMatch(/^Why is the sky very .*…$/);
  expect(kept.settings.system).toBe("Be brief.");
  expect(messages).toHaveLength(1);
});

test("an answer that is shown while it grows tells its own listeners only", () => {
  const conversation = new Conversation(chat, [], { put: put() });
  const { id } = conversation.addQuestion(null, "Hello", []);
  const answer = conversation.addAnswer(id, "qwen");
  const [atList, atAnswer, atQuestion] = [vi.fn(), vi.fn(), vi.fn()];
  conversation.changed.subscribe(atList);
  conversation.messageChanged(answer.id).subscribe(atAnswer);
  conversation.messageChanged(id).subscribe(atQuestion);
  const view = conversation.view;
  conversation.replace({ ...answer, steps: [{ ...emptyStep, text: "Hi" }] }, { isSaved: false });
  expect([atList, atAnswer, atQuestion].map(({ mock }) => mock.calls.length)).toEqual([0, 1, 0]);
  expect(conversation.view).toBe(view);
});

test("another answer is shown, and the first one can be shown again", () => {
  const conversation = new Conversation(chat, [], { put: put() });
  const { id } = conversation.addQuestion(null, "Hello", []);
  const first = conversation.addAnswer(id, "qwen");
  const second = conversation.addAnswer(id, "qwen");
  expect(conversation.view.path).toEqual([id, second.id]);
  conversation.show(first.id);
  expect(conversation.view.path).toEqual([id, first.id]);
  expect(conversation.versionsOf(first.id)).toEqual([first.id, second.id]);
});

test("an answer that a closed page left unfinished is one that was stopped", () => {
  const question = { id: "q", chatId: "c", parentId: null, createdAt: 1, role: "user" as const, text: "?", files: [] };
  const answer: AnswerMessage = {
    ...{ id: "a", chatId: "c", parentId: "q", createdAt: 2, role: "assistant", model: "qwen" },
    state: "running",
    steps: [{ ...emptyStep, text: "Half" }],
  };
  expect(new Conversation(chat, [question, answer], { put: put() }).get("a")).toMatchObject({ state: "stopped" });
});

test("what could not be kept is told", async () => {
  const error = new Error("full");
  const onSaved = vi.fn();
  const conversation = new Conversation(chat, [], { put: () => Promise.reject(error), onSaved });
  conversation.addQuestion(null, "Hello", []);
  await vi.waitFor(() => expect(onSaved).toHaveBeenCalledWith(error));
});

test("a setting that is unset is as the model has it again", () => {
  const conversation = new Conversation(chat, [], { put: put() });
  conversation.change({ maxTokens: 5, seed: 1 });
  conversation.unset("maxTokens");
  expect(conversation.view.chat.settings).toEqual({ ...plainSettings, seed: 1 });
});
