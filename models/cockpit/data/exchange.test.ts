import { expect, it } from "vitest";
import { shelves } from "./catalogue.ts";
import type { Values } from "./domain.ts";
import { type Context, continued } from "./exchange.ts";
import { offer } from "./offered-tools.ts";
import { Random } from "./random.ts";

const random = new Random("exchange");

function contextOf(key: string, values: Values): Context {
  const { definition, intents } = shelves.flatMap(({ entries }) => entries).find((entry) => entry.key === key)!;
  return { intent: intents[0]!, tool: offer(key, definition, random, "usual"), values };
}

/** The first arguments of what is said next, by what is said. */
function nextOf(context: Context): (readonly [string, Values])[] {
  return Array.from({ length: 60 }, () => {
    const [user, assistant] = continued(context, { random, language: "en", split: "train" })!.turns;
    if (user?.role !== "user" || assistant?.role !== "assistant") throw new Error("no call");
    return [user.content, assistant.calls![0]!.arguments] as const;
  });
}

it.each([
  ["set_timer", { span: [0, 10, 0], label: "pasta" }, "label"],
  ["take_photo", { delay: 10 }, "delay"],
  ["set_alarm", { clock: "07:00", day: "monday" }, "day"],
] as const)("%s: another one has nothing that was said of the first", (key, values, kept) => {
  const another = nextOf(contextOf(key, values)).filter(([said]) => /\bmore\b|another/i.test(said));
  expect(another.length).toBeGreaterThan(5);
  expect(another.filter(([, args]) => args[kept] !== undefined)).toEqual([]);
});

it("corrects one thing and keeps the others", () => {
  const corrected = nextOf(contextOf("set_timer", { span: [0, 10, 0], label: "pasta" })).filter(([said]) =>
    /meant/i.test(said),
  );
  expect(corrected.length).toBeGreaterThan(2);
  for (const [, args] of corrected) expect(args.label).toBe("pasta");
});
