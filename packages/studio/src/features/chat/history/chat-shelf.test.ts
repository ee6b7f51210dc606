import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ChatShelf } from "./chat-shelf.ts";
import { type ChatChange, MemoryStore } from "./chat-store.ts";
import type { Conversation } from "./conversation.ts";
import type { News } from "./tab-news.ts";

/** What other tabs tell. */
let hear: (event: { data: News }) => void;

beforeEach(() => {
  class Channel {
    postMessage() {}
    set onmessage(listen: typeof hear) {
      hear = listen;
    }
  }
  vi.stubGlobal("BroadcastChannel", Channel);
});

afterEach(() => vi.unstubAllGlobals());

const full = new DOMException("no room", "QuotaExceededError");

/** Writes fail for as long as it has a fault. */
class FaultyStore extends MemoryStore {
  fault: Error | undefined;
  /** Chats whose writes fail; all, where none is named. */
  readonly ids = new Set<string>();

  override async update(change: ChatChange): Promise<boolean> {
    const isMeant = this.ids.size === 0 || this.ids.has(change.chat.id);
    if (this.fault !== undefined && isMeant) throw this.fault;
    return super.update(change);
  }

  override async deleteChat(id: string): Promise<void> {
    await super.deleteChat(id);
    this.fault = undefined;
  }
}

async function opened(store = new FaultyStore()) {
  const shelf = new ChatShelf(
    () => {},
    async () => store,
  );
  await vi.waitFor(() => expect(shelf.view.keptIn).toBe("browser"));
  return { shelf, store };
}

/** What a page finds after a reload. */
async function reloaded(store: FaultyStore, id: string): Promise<Conversation | undefined> {
  return (await opened(store)).shelf.open(id);
}

const isKept = (shelf: ChatShelf, { id, view }: Conversation) =>
  vi.waitFor(() => expect(shelf.view.chats.find((chat) => chat.id === id)).toBe(view.chat));

test("a question that could not be kept is kept with the next write, and so is what follows it", async () => {
  const { shelf, store } = await opened();
  const conversation = shelf.begin();
  const { id: first } = conversation.addQuestion(null, "Hello", []);
  await isKept(shelf, conversation);
  store.fault = full;
  const { id: lost } = conversation.addQuestion(first, "And now?", []);
  await vi.waitFor(() => expect(shelf.view.fault).toBe("full"));
  store.fault = undefined;
  const { id: answer } = conversation.addAnswer(lost, "qwen");
  await vi.waitFor(() => expect(shelf.view.fault).toBeUndefined());
  expect((await reloaded(store, conversation.id))?.view.path).toEqual([first, lost, answer]);
});

test("fields that could not be kept are kept with the next write", async () => {
  const { shelf, store } = await opened();
  const conversation = shelf.begin();
  conversation.addQuestion(null, "Hello", []);
  await isKept(shelf, conversation);
  store.fault = new Error("broken");
  conversation.rename("Greetings");
  await vi.waitFor(() => expect(shelf.view.fault).toBe("failed"));
  store.fault = undefined;
  conversation.change({ seed: 1 });
  await vi.waitFor(() => expect(shelf.view.fault).toBeUndefined());
  expect((await reloaded(store, conversation.id))?.view.chat.title).toBe("Greetings");
});

test("what another chat has written does not clear the notice", async () => {
  const { shelf, store } = await opened();
  const [poor, rich] = [shelf.begin(), shelf.begin()];
  store.ids.add(poor.id);
  store.fault = full;
  poor.addQuestion(null, "Hello", []);
  await vi.waitFor(() => expect(shelf.view.fault).toBe("full"));
  rich.addQuestion(null, "Hello", []);
  await isKept(shelf, rich);
  await shelf.add([]);
  expect(shelf.view.fault).toBe("full");
  expect(shelf.view.chats.map(({ id }) => id)).toContain(poor.id);
});

test("a chat that is removed makes room for what others owe", async () => {
  const { shelf, store } = await opened();
  const [old, next] = [shelf.begin(), shelf.begin()];
  old.addQuestion(null, "Old", []);
  await isKept(shelf, old);
  store.fault = full;
  const { id } = next.addQuestion(null, "New", []);
  await vi.waitFor(() => expect(shelf.view.fault).toBe("full"));
  await shelf.remove(old.id);
  expect(shelf.view.fault).toBeUndefined();
  expect((await reloaded(store, next.id))?.view.path).toEqual([id]);
});

test("a chat that another tab removes makes room, too", async () => {
  const { shelf, store } = await opened();
  const conversation = shelf.begin();
  store.fault = full;
  const { id } = conversation.addQuestion(null, "New", []);
  await vi.waitFor(() => expect(shelf.view.fault).toBe("full"));
  await store.deleteChat("another");
  hear({ data: { type: "removed", id: "another" } });
  await vi.waitFor(() => expect(shelf.view.fault).toBeUndefined());
  expect((await reloaded(store, conversation.id))?.view.path).toEqual([id]);
});

test("a chat that is removed owes nothing", async () => {
  const { shelf, store } = await opened();
  const conversation = shelf.begin();
  store.fault = full;
  conversation.addQuestion(null, "Hello", []);
  await vi.waitFor(() => expect(shelf.view.fault).toBe("full"));
  await shelf.remove(conversation.id);
  expect(shelf.view).toEqual({ keptIn: "browser", chats: [] });
});

test("what another tab wrote meanwhile is not overwritten by what was owed", async () => {
  const { shelf, store } = await opened();
  const conversation = shelf.begin();
  const { id } = conversation.addQuestion(null, "Hello", []);
  const answer = conversation.addAnswer(id, "qwen");
  await isKept(shelf, conversation);
  store.fault = full;
  conversation.replace({ ...answer, state: "stopped" });
  await vi.waitFor(() => expect(shelf.view.fault).toBe("full"));
  store.fault = undefined;
  conversation.merge({}, [{ ...answer, state: "done" }]);
  conversation.rename("Greetings");
  await vi.waitFor(() => expect(shelf.view.fault).toBeUndefined());
  expect((await reloaded(store, conversation.id))?.get(answer.id)).toMatchObject({ state: "done" });
});
