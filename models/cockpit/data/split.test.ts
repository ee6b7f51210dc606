import { describe, expect, it, test } from "vitest";
import { copiedSlots, valuesOf } from "./copied-slots.fixture.ts";
import type { Values } from "./domain.ts";
import { splitOf } from "./draw.ts";
import { PHRASES } from "./language/set-phrases.ts";
import { wholeNumber } from "./language/slots.ts";
import { trainedConversations } from "./trained-conversations.fixture.ts";

const COUNT = 150;
const phrases = new Set(PHRASES.flat().map((phrase) => phrase.toLowerCase()));

describe("values that are copied into a call", () => {
  it("are of many slots", () => {
    expect([...copiedSlots.keys()]).toEqual(
      expect.arrayContaining(["navigate_to.place", "create_event.person", "play_music.title", "create_reminder.task"]),
    );
  });

  it.each([...copiedSlots])("%s: what is kept back is never drawn in training", (name, slot) => {
    const trained = valuesOf(slot, name, "train", COUNT);
    const held = valuesOf(slot, name, "held", COUNT);
    expect(held.size).toBeGreaterThanOrEqual(5);
    expect([...held].filter((value) => trained.has(value))).toEqual([]);
  });

  it("are no arguments in training conversations, whatever the tool", () => {
    const held = new Set([...copiedSlots].flatMap(([name, slot]) => [...valuesOf(slot, name, "held", COUNT)]));
    const args = trainedConversations(300).flatMap(({ calls }) => calls.flatMap((call) => texts(call.arguments)));
    expect(new Set(args).size).toBeGreaterThan(1000);
    // Some set phrases are messages too: there they belong to the split of the message.
    expect(args.filter((text) => held.has(text) && !phrases.has(text))).toEqual([]);
  });
});

test("of many numbers, some are kept back", () => {
  const trained = valuesOf(wholeNumber(0, 500), "number", "train", 2000);
  const held = valuesOf(wholeNumber(0, 500), "number", "held", 500);
  expect(trained.size).toBeGreaterThan(400);
  expect(held.size).toBeGreaterThan(40);
  expect([...held].filter((number) => trained.has(number))).toEqual([]);
});

test("small and capital letters are of the same split", () => {
  expect(["Paul", "PAUL", "paul"].map(splitOf)).toEqual(Array(3).fill(splitOf("Paul")));
});

function texts(args: Values): string[] {
  return Object.values(args)
    .flat(9)
    .filter((value) => typeof value === "string")
    .map((text) => text.toLowerCase());
}
