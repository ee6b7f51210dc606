import { describe, expect, test } from "vitest";
import { choosing, MessageTree } from "./message-tree.ts";
import type { MessageRecord } from "./records.ts";

const question = (id: string, parentId: string | null, createdAt: number): MessageRecord => ({
  id,
  chatId: "c",
  parentId,
  createdAt,
  role: "user",
  text: id,
  files: [],
});

/** Two first questions; the first has two answers, the second of which goes on. */
const tree = () =>
  new MessageTree([
    question("q1", null, 1),
    question("a1", "q1", 2),
    question("a2", "q1", 3),
    question("q2", "a2", 4),
    question("q1b", null, 5),
    question("a1b", "q1b", 6),
  ]);

describe("a tree of messages", () => {
  test("shows the newest where nothing is chosen", () => {
    expect(tree().path({})).toEqual(["q1b", "a1b"]);
  });

  test("shows what is chosen, and the newest below it", () => {
    expect(tree().path({ "": "q1" })).toEqual(["q1", "a2", "q2"]);
    expect(tree().path({ "": "q1", q1: "a1" })).toEqual(["q1", "a1"]);
  });

  test("a choice of what is not there counts as none", () => {
    expect(tree().path({ "": "gone" })).toEqual(["q1b", "a1b"]);
    expect(tree().path({ "": "q2" })).toEqual(["q1b", "a1b"]);
  });

  test("choosing a message shows it, and keeps nothing that goes without saying", () => {
    expect(choosing(tree(), {}, "a1")).toEqual({ "": "q1", q1: "a1" });
    expect(choosing(tree(), { "": "q1", q1: "a1" }, "a1b")).toEqual({ q1: "a1" });
    for (const { id } of tree().messages) expect(tree().path(choosing(tree(), {}, id))).toContain(id);
  });

  test("versions stand beside each other, oldest first, in whatever order they came", () => {
    const mixed = new MessageTree([question("b", "q", 3), question("q", null, 1), question("a", "q", 2)]);
    expect(mixed.versionsOf("b")).toEqual(["a", "b"]);
    expect(mixed.until("b").map(({ id }) => id)).toEqual(["q", "b"]);
  });

  test("what follows nothing that is there, or is there already, has no place", () => {
    const some = new MessageTree([question("a", "gone", 1), question("b", null, 2)]);
    expect(some.messages.map(({ id }) => id)).toEqual(["b"]);
    expect(some.add(question("b", null, 3))).toBe(false);
  });

  test("times only go up, also when the clock goes back", () => {
    expect(tree().nextTime(2)).toBe(7);
    expect(tree().nextTime(100)).toBe(100);
  });
});
