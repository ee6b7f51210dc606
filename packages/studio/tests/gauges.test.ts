import type { ModelStatus, ServerStatus } from "@qwents/protocol";
import { describe, expect, test } from "vitest";
import { numbersOf } from "../src/app/numbers.ts";
import { emptyHistory, hasWorked, nextHistory, rangeOf, samplesWithin } from "../src/features/gauges/history.ts";
import { plotPaths } from "../src/features/gauges/plot-path.ts";
import { nextCeiling, niceCeiling } from "../src/ui/axis.ts";

const idle: ModelStatus["recent"] = {
  window_ms: 10_000,
  steps: 0,
  busy_ms: 0,
  mean_step_ms: 0,
  mean_step_tokens: 0,
  mean_step_sequences: 0,
  prompt_tokens: 0,
  generated_tokens: 0,
  prompt_tokens_per_second: 0,
  generated_tokens_per_second: 0,
  begun_prompt_tokens: 0,
  cached_prompt_tokens: 0,
};

const busy = { ...idle, steps: 5, busy_ms: 2500, mean_step_ms: 500, mean_step_sequences: 2, generated_tokens: 9 };

function model(id: string, recent = idle): ModelStatus {
  return {
    id,
    context_length: 100,
    max_sequences: 8,
    max_step_tokens: 10,
    running: 2,
    waiting: 1,
    memory_bytes: 5,
    cache_blocks_used: 0,
    cache_blocks_kept: 0,
    cache_blocks_total: 0,
    state_checkpoints_kept: 0,
    state_checkpoints_total: 0,
    sequences: [],
    recent,
  };
}

const status = (time: number, ...models: ModelStatus[]): ServerStatus => ({ type: "status", time, models });

describe("the history of gauges", () => {
  test("has no speed where nothing is computed, but always a load", () => {
    const { models } = nextHistory(emptyHistory, status(1000, model("a")));
    expect(models[0].samples[0].values).toEqual({ load: 3, waiting: 1, busy: 0 });
    expect(hasWorked(models[0])).toBe(false);
    const speed = { ...busy, generated_tokens_per_second: 40, begun_prompt_tokens: 10, cached_prompt_tokens: 4 };
    const later = nextHistory(emptyHistory, status(1000, model("a", speed))).models[0];
    expect(later.samples[0].values).toMatchObject({ writing: 40, cached: 0.4, batch: 2, step: 500, busy: 0.25 });
    expect(later.samples[0].values.reading).toBeUndefined();
    expect(hasWorked(later)).toBe(true);
  });

  test("keeps each loaded model apart, as long as it is loaded, and five minutes of it", () => {
    let history = emptyHistory;
    for (let time = 1000; time <= 400_000; time += 1000) history = nextHistory(history, status(time, model("a")));
    expect(history.models[0].samples).toHaveLength(300);
    expect(samplesWithin(history.models[0].samples, history.time, "minute")).toHaveLength(60);
    history = nextHistory(history, status(401_000, model("b"), model("a")));
    expect(history.models.map(({ samples }) => samples.length)).toEqual([1, 300]);
    expect(nextHistory(history, status(402_000, model("b"))).models).toHaveLength(1);
  });

  test("forgets what a clock that was set back puts into the future", () => {
    const before = nextHistory(emptyHistory, status(9000, model("a")));
    const { samples } = nextHistory(before, status(5000, model("a"))).models[0];
    expect(samples.map(({ time }) => time)).toEqual([5000]);
  });

  test("lets an axis end where the span that is looked at has room", () => {
    const fast = { ...busy, generated_tokens_per_second: 900 };
    const slow = { ...busy, generated_tokens_per_second: 90 };
    let history = nextHistory(emptyHistory, status(1000, model("a", fast)));
    history = nextHistory(history, status(120_000, model("a", slow)));
    expect(history.models[0].ceilings).toMatchObject({ writing: 100, batch: 8, cached: 1 });
    expect(nextHistory(history, { span: "fiveMinutes" }).models[0].ceilings.writing).toBe(1000);
  });

  test("tells lowest, mean and highest of the moments that have a value", () => {
    const samples = [1, undefined, 3].map((writing, time) => ({ time, values: { ...(writing && { writing }) } }));
    expect(rangeOf(samples, "writing")).toEqual({ lowest: 1, mean: 2, highest: 3 });
    expect(rangeOf(samples, "reading")).toBeUndefined();
  });
});

test("an axis ends at 1, 2 or 5 and stays while values waver", () => {
  expect([0, 1, 1.1, 33, 85, 1000].map(niceCeiling)).toEqual([1, 1, 1.5, 40, 100, 1000]);
  expect(nextCeiling(undefined, 93)).toBe(150);
  expect(nextCeiling(200, 180)).toBe(200);
  expect(nextCeiling(200, 101)).toBe(200);
  expect(nextCeiling(200, 60)).toBe(80);
  expect(nextCeiling(200, 201)).toBe(300);
});

describe("a plot", () => {
  const frame = { now: 10_000, spanMs: 10_000, ceiling: 10 };
  const paths = (...points: [time: number, value: number | undefined][]) =>
    plotPaths(
      points.map(([time, value]) => ({ time, value })),
      frame,
    );

  test("is a line and the area beneath it", () => {
    const { line, area } = paths([9000, 5], [10_000, 20]);
    expect(line).toBe("M900 50L1000 0");
    expect(area).toBe("M900 100L900 50L1000 0L1000 100Z");
  });

  test("breaks off where there is no value, or nobody watched; one value alone is a dot", () => {
    expect(paths([0, 0], [1000, undefined], [2000, 10]).line).toBe("M0 100L0 100M200 0L200 0");
    expect(paths([0, 0], [1000, 0], [6000, 10]).line).toBe("M0 100L100 100M600 0L600 0");
    expect(paths([0, undefined]).line).toBe("");
  });
});

test("numbers are short, and as the language writes them", () => {
  const [en, de] = [numbersOf("en"), numbersOf("de")];
  expect([0.1234, 12.345, 1234.5].map(en.short)).toEqual(["0.123", "12.3", "1,235"]);
  expect([12.345, 1234.5].map(de.short)).toEqual(["12,3", "1.235"]);
  expect([0.372, 0.0042, 0].map(en.percent)).toEqual(["37%", "0.4%", "0%"]);
  expect([900, 1024, 1536, 3 * 2 ** 30].map(en.bytes)).toEqual(["900 B", "1 KiB", "1.5 KiB", "3 GiB"]);
  expect([0.5, 12, 999.6, 25_300, 4e6].map(en.microseconds)).toEqual(["0.5 µs", "12 µs", "1 ms", "25.3 ms", "4 s"]);
});
