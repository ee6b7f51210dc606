import { describe, expect, test } from "vitest";
import { Acceptance, maxDraftLength, StepCosts } from "./speculation.ts";

describe("how many tokens to guess", () => {
  const after = (drafted: number, accepted: number) => {
    const acceptance = new Acceptance();
    for (let i = 0; i < 50; i++) acceptance.record(drafted, accepted);
    return acceptance;
  };

  test("more where guesses were right, none where they were wrong", () => {
    expect(after(4, 4).rate).toBeGreaterThan(0.97);
    expect(after(4, 4).draftLength(0.1)).toBe(maxDraftLength);
    expect(after(4, 2).draftLength(0.1)).toBeGreaterThan(1);
    expect(after(4, 0).draftLength(0.1)).toBe(0);
  });

  test("none where a row costs as much as a step, as many as possible where it costs nothing", () => {
    expect(after(4, 4).draftLength(1)).toBe(0);
    expect(after(4, 1).draftLength(0)).toBe(maxDraftLength);
  });

  test("one now and then, lest a change goes unseen", () => {
    const acceptance = after(4, 0);
    const lengths = Array.from({ length: 96 }, () => acceptance.draftLength(0.1));
    expect(lengths.filter((length) => length === 1).length).toBe(3);
    expect(Math.max(...lengths)).toBe(1);
  });

  test("counts what was guessed and what was right; a step without a guess teaches nothing", () => {
    const acceptance = new Acceptance();
    acceptance.record(0, 0);
    expect(acceptance.rate).toBe(0.5);
    acceptance.record(3, 1);
    acceptance.record(2, 2);
    expect([acceptance.numDrafted, acceptance.numAccepted]).toEqual([5, 3]);
  });
});

describe("what a row costs", () => {
  test("is the slope of time over rows, as a share of a step", () => {
    const costs = new StepCosts();
    for (let i = 0; i < 40; i++) costs.observe(1 + (i % 5), 10 + 2 * (i % 5));
    expect(costs.rowCost(1)).toBeCloseTo(0.2, 6);
    expect(costs.rowCost(6)).toBeCloseTo(0.1, 6);
  });

  test("is assumed as long as all steps were alike, or where the line makes no sense", () => {
    const costs = new StepCosts();
    const assumed = costs.rowCost(1);
    expect(assumed).toBeGreaterThan(0);
    for (let i = 0; i < 9; i++) costs.observe(1, 10);
    expect(costs.rowCost(1)).toBe(assumed);
    for (let i = 0; i < 40; i++) costs.observe(1 + (i % 5), 100 - 20 * (i % 5));
    expect(costs.rowCost(1)).toBe(0);
    expect(costs.rowCost(9)).toBe(assumed);
  });
});
