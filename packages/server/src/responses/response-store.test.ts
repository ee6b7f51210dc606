import type { ResponseResource } from "@qwents/protocol";
import { beforeEach, describe, expect, test } from "vitest";
import type { KeptItem } from "./conversation.ts";
import { ResponseStore, type ResponseStoreLimits } from "./response-store.ts";

const me = "anna";
let clock = 0;

beforeEach(() => {
  clock = 0;
});

function storeWith(limits: ResponseStoreLimits = {}) {
  return new ResponseStore(limits, () => clock);
}

function put(store: ResponseStore, id: string, previous: string | null = null, text = id): void {
  const input: KeptItem[] = [{ type: "message", id: `msg_${id}`, role: "user", content: text }];
  const resource = { id, previous_response_id: previous, status: "completed", output: [] };
  store.put({ owner: me, resource: resource as unknown as ResponseResource, input });
}

const textsOf = (store: ResponseStore, id: string) =>
  store.conversation(id, me).map((item) => (item.type === "message" ? item.content : item.type));

describe("limits", () => {
  test("in number: what was not used for the longest goes", () => {
    const store = storeWith({ maxResponses: 2 });
    put(store, "a");
    put(store, "b");
    store.find("a", me);
    put(store, "c");
    expect(["a", "b", "c"].map((id) => store.has(id))).toEqual([true, false, true]);
  });

  test("in bytes, of one response alone, too", () => {
    const store = storeWith({ maxBytes: 2000 });
    put(store, "a", null, "x".repeat(300));
    put(store, "b", null, "x".repeat(300));
    expect([store.has("a"), store.has("b")]).toEqual([true, true]);
    put(store, "b", null, "x".repeat(350));
    expect([store.has("a"), store.has("b")]).toEqual([true, true]);
    put(store, "c", null, "x".repeat(300));
    expect([store.has("a"), store.has("b")]).toEqual([false, true]);
    put(store, "d", null, "x".repeat(3000));
    expect(store.size).toBe(0);
  });

  test("in age, since the last use", () => {
    const store = storeWith({ maxAgeMs: 100 });
    put(store, "a");
    put(store, "b");
    clock = 60;
    store.find("a", me);
    clock = 120;
    expect(() => store.find("b", me)).toThrow("There is no response 'b' here");
    expect(store.find("a", me).resource.id).toBe("a");
  });
});

describe("conversations", () => {
  test("are kept as a whole: their beginning is as young as their end", () => {
    const store = storeWith({ maxResponses: 4 });
    put(store, "a");
    put(store, "a2", "a");
    put(store, "other");
    put(store, "a3", "a2");
    put(store, "new");
    expect(textsOf(store, "a3")).toEqual(["a", "a2", "a3"]);
    expect(store.has("other")).toBe(false);
  });

  test("of which a part is gone cannot be followed on, but be listed", () => {
    const store = storeWith();
    put(store, "a");
    put(store, "a2", "a");
    store.delete("a", me);
    expect(() => store.conversation("a2", me)).toThrow("follows on 'a', which is not kept any more");
    expect(store.inputItems("a2", me).map(({ id }) => id)).toEqual(["msg_a2"]);
    expect(() => store.conversation("a", me)).toThrow("is not kept here, or no more");
  });

  test("items are found by their ids, as long as their response is kept", () => {
    const store = storeWith();
    put(store, "a");
    expect(store.item("msg_a", me)).toMatchObject({ role: "user" });
    expect(store.item("msg_b", me)).toBeUndefined();
    store.delete("a", me);
    expect(store.item("msg_a", me)).toBeUndefined();
  });
});

test("what is another's is not there", () => {
  const store = storeWith();
  put(store, "a");
  put(store, "b", "a");
  for (const id of ["a", "b"]) {
    expect(() => store.find(id, "ben")).toThrow(`There is no response '${id}' here`);
    expect(() => store.delete(id, "ben")).toThrow(`There is no response '${id}' here`);
    expect(() => store.inputItems(id, "ben")).toThrow(`There is no response '${id}' here`);
    expect(() => store.conversation(id, "ben")).toThrow("is not kept here, or no more");
  }
  expect(store.item("msg_a", "ben")).toBeUndefined();
  expect(textsOf(store, "b")).toEqual(["a", "b"]);
});
