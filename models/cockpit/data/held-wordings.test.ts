import { describe, expect, it, test } from "vitest";
import { shelves } from "./catalogue.ts";
import type { Intent, Language } from "./domain.ts";
import { expanded } from "./expanded.fixture.ts";
import { beyond, talks } from "./talk/talks.ts";

const intents = shelves.flatMap(({ entries }) => entries.flatMap((entry) => entry.intents));
const allTalks = [...talks, beyond];

function trainedOf(intent: Intent, language: Language): string[] {
  const { imperative = [], infinitive = [], other = [] } = intent[language];
  const next = (intent.followUps ?? []).flatMap((followUp) => followUp[language]);
  const halves = (intent.incomplete ?? []).flatMap((incomplete) => [
    ...incomplete[language].say,
    ...incomplete[language].complete,
  ]);
  return [...imperative, ...infinitive, ...other, ...next, ...halves];
}

const inTraining = (language: Language): string[] =>
  [
    ...intents.flatMap((intent) => trainedOf(intent, language)),
    ...allTalks.flatMap((talk) => talk[language].ask),
  ].flatMap(expanded);

const heldBack = (language: Language): string[] =>
  [...intents.flatMap((intent) => intent[language].held), ...allTalks.flatMap((talk) => talk[language].held)].flatMap(
    expanded,
  );

const frame = (phrase: string): string => phrase.replace(/\{\w+\}/g, "{}");

describe.each(["en", "de"] as const)("wordings kept back: %s", (language) => {
  const trained = inTraining(language);
  const held = heldBack(language);

  it("are many", () => {
    expect(trained.length).toBeGreaterThan(30_000);
    expect(held.length).toBeGreaterThan(2000);
  });

  it("never occur in training, of whatever domain", () => {
    const known = new Set(trained);
    expect(held.filter((phrase) => known.has(phrase))).toEqual([]);
  });

  it("nor with other slots", () => {
    const known = new Set(trained.map(frame));
    expect(held.filter((phrase) => known.has(frame(phrase)))).toEqual([]);
  });
});

test("another language's wordings never occur either", () => {
  const known = new Set(beyond.other.ask.flatMap(expanded));
  expect(beyond.other.held.flatMap(expanded).filter((phrase) => known.has(phrase))).toEqual([]);
});

test("a template stands for each of its choices", () => {
  expect(expanded("[turn|switch] it [off|on[ now|]], {what}?").sort()).toEqual([
    "switch it off {what}",
    "switch it on now {what}",
    "switch it on {what}",
    "turn it off {what}",
    "turn it on now {what}",
    "turn it on {what}",
  ]);
});
