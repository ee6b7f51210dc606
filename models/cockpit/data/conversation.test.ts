import { describe, expect, it, test } from "vitest";
import { shelves } from "./catalogue.ts";
import { exchangeOf, type Offer } from "./conversation.ts";
import { offer } from "./offered-tools.ts";
import { Random } from "./random.ts";

const entries = shelves.flatMap((shelf) => shelf.entries);

/** What is said where everything but these tools is offered, and no tool fits. */
function saidWithout(...missing: readonly string[]): string[] {
  const random = new Random("conversation");
  const offers: Offer[] = entries
    .filter(({ key }) => !missing.includes(key))
    .map(({ key, definition, intents }) => ({ tool: offer(key, definition, random), intents }));
  return Array.from({ length: 40 }, () => {
    const made = exchangeOf("no-tool", offers, { random, language: "en", split: "train" }, "train");
    return made!.turns.map((turn) => (turn.role === "user" ? turn.content : "")).join("");
  });
}

describe("a wish that no tool fits", () => {
  const isOfTimer = (text: string): boolean => /timer|countdown/i.test(text);

  it("is of a tool that is missing, as are its neighbours", () => {
    expect(saidWithout("get_date", "set_timer", "create_reminder").filter(isOfTimer)).not.toEqual([]);
  });

  it("is none that a neighbour on offer could do", () => {
    expect(saidWithout("get_date", "set_timer").filter(isOfTimer)).toEqual([]);
  });
});

test("what stands in for a tool is another one", () => {
  const keys = new Set(entries.map(({ key }) => key));
  const strange = entries.flatMap(({ key, definition: { standIns = [] } }) =>
    standIns.filter((other) => other === key || !keys.has(other)).map((other) => `${key}: ${other}`),
  );
  expect(strange).toEqual([]);
});
