import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Drafts, emptyDraft } from "./drafts.ts";
import { Conversation } from "./history/conversation.ts";
import { plainSettings } from "./history/records.ts";

beforeEach(() => void vi.stubGlobal("addEventListener", () => {}));
afterEach(() => vi.unstubAllGlobals());

const file = (name: string) => ({ name, text: "", isCut: false });

function begun() {
  const chat = { id: "c", title: "", createdAt: 1, updatedAt: 1, settings: plainSettings, chosen: {} };
  const conversation = new Conversation(chat, [], { put: async () => {} });
  return { conversation, drafts: new Drafts() };
}

test("files go to what is written by the time they are read, and to each other", () => {
  const { conversation, drafts } = begun();
  drafts.set(conversation, { text: "Typed meanwhile", files: [] });
  expect(drafts.attach(conversation, [file("a")])).toBe(true);
  expect(drafts.attach(conversation, [file("b")])).toBe(true);
  expect(drafts.of(conversation)).toEqual({ text: "Typed meanwhile", files: [file("a"), file("b")] });
});

test("a message that was sent meanwhile does not come back with a file", () => {
  const { conversation, drafts } = begun();
  drafts.set(conversation, { text: "Hello", files: [] });
  drafts.set(conversation, emptyDraft);
  conversation.addQuestion(null, "Hello", []);
  drafts.attach(conversation, [file("late")]);
  expect(drafts.of(conversation)).toEqual({ text: "", files: [file("late")] });
});

test("no more files go along than may", () => {
  const { conversation, drafts } = begun();
  const files = Array.from({ length: 8 }, (_, i) => file(`${i}`));
  expect(drafts.attach(conversation, files)).toBe(true);
  expect(drafts.attach(conversation, files)).toBe(false);
  expect(drafts.of(conversation).files).toEqual([...files, ...files.slice(0, 2)]);
});

test("whoever shows a draft is told of each change", () => {
  const { conversation, drafts } = begun();
  const shown = vi.fn();
  drafts.changed.subscribe(shown);
  drafts.set(conversation, { text: "Hello", files: [] });
  drafts.attach(conversation, [file("a")]);
  expect(shown).toHaveBeenCalledTimes(2);
});
