import { fileURLToPath } from "node:url";
import { type Engine, loadEngine } from "@qwents/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GeneratedSet, makeCase } from "./cases.ts";
import type { Verdict } from "./judge.ts";
import { type Outcome, run } from "./run.ts";

// A sample of `npm run cockpit:eval`, whose figures README.md has; each threshold is some points below its figure. What
// is aimed at is far above: with these weights the test only guards what has been reached.

const CASES_PER_LANGUAGE = 50;

/** What must hold, for at least which share of a set's cases. */
const thresholds: readonly (readonly [GeneratedSet, string, (verdict: Verdict) => boolean, number])[] = [
  ["known", "the same calls", ({ exact }) => exact, 0.82],
  ["unseen", "the same calls", ({ exact }) => exact, 0.7],
  ["next", "the same calls", ({ exact }) => exact, 0.8],
  ["results", "holds the values", ({ holdsValues }) => holdsValues, 0.92],
  ["no-tool-unseen", "no call", ({ hasCall }) => !hasCall, 0.86],
];
const VALID_CALLS = 0.97;
/** German beside English, over all these cases. */
const LARGEST_DIFFERENCE = 0.1;

const languages = ["en", "de"] as const;

function share(outcomes: readonly Outcome[], holds: (verdict: Verdict) => boolean): number {
  return outcomes.filter(({ verdict }) => holds(verdict)).length / outcomes.length;
}

describe("Cockpit on wordings and values it was not trained on", () => {
  let engine: Engine;
  let outcomes: readonly Outcome[];

  beforeAll(async () => {
    const cases = thresholds.flatMap(([set]) =>
      languages.flatMap((language) => Array.from({ length: CASES_PER_LANGUAGE }, (_, i) => makeCase(set, language, i))),
    );
    engine = await loadEngine(fileURLToPath(new URL("../cockpit-q8_0.gguf", import.meta.url)), { numThreads: 2 });
    outcomes = await run(engine, cases);
  }, 240_000);

  afterAll(() => engine?.close());

  test.each(thresholds)("%s: %s", (set, _, holds, least) => {
    const ofSet = outcomes.filter(({ asked }) => asked.set === set);
    expect(ofSet).toHaveLength(languages.length * CASES_PER_LANGUAGE);
    expect(share(ofSet, holds)).toBeGreaterThanOrEqual(least);
  });

  test("calls are valid JSON", () => {
    const called = outcomes.filter(({ verdict, asked }) => verdict.hasCall || asked.expected.kind === "calls");
    expect(share(called, ({ validCalls }) => validCalls)).toBeGreaterThanOrEqual(VALID_CALLS);
  });

  test("German goes about as well as English", () => {
    const [en, de] = languages.map((language) =>
      share(
        outcomes.filter(({ asked }) => asked.language === language),
        ({ exact }) => exact,
      ),
    );
    expect(Math.abs(en! - de!)).toBeLessThanOrEqual(LARGEST_DIFFERENCE);
  });
});
