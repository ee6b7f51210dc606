import { stripVTControlCharacters } from "node:util";
import type { StepTrace } from "@qwents/engine";
import { expect, test } from "vitest";
import { traceEvents } from "./trace-events.ts";
import { summarize } from "./trace-summary.ts";
import { formatSummary } from "./trace-table.ts";

const step = (number: number, numTokens: number, numPromptTokens: number, scale: number): StepTrace => ({
  step: number,
  startedAt: 1000 + number,
  durationUs: 1000 * scale,
  numTokens,
  numPromptTokens,
  numSequences: 1,
  numGenerated: 1,
  spans: [
    { op: "plan", startUs: 0, durationUs: 100 * scale },
    ...[0, 1].map((layer) => ({
      op: "linear" as const,
      name: "mlp.up_proj",
      layer,
      startUs: (100 + 400 * layer) * scale,
      durationUs: (300 + 100 * layer) * scale,
      bytes: 700_000,
      flops: 1_400_000,
    })),
    { op: "commit", startUs: 900 * scale, durationUs: 50 * scale },
  ],
});
const traces = [step(1, 64, 64, 10), step(2, 1, 0, 1), step(3, 1, 0, 3)];

test("steps that read prompts and those that continue answers are told apart, op by op, all layers together", () => {
  const [prompt, generation] = summarize(traces);
  expect(prompt).toMatchObject({ kind: "prompt", steps: 1, tokens: 64, durationUs: 10_000 });
  expect(generation).toEqual({
    kind: "generation",
    steps: 2,
    tokens: 1,
    durationUs: 2000,
    ops: [
      { op: "linear", name: "mlp.up_proj", count: 2, durationUs: 1400, bytes: 1_400_000, flops: 2_800_000 },
      { op: "plan", count: 1, durationUs: 200 },
      { op: "commit", count: 1, durationUs: 100 },
    ],
    layersUs: [600, 800],
  });
  expect(summarize([])).toEqual([]);
});

test("a table has the longest rows, what is left, and the layers", () => {
  const [, generation] = summarize(traces);
  expect(stripVTControlCharacters(formatSummary(generation, 2)).split("\n")).toEqual([
    "A step that continues answers: 1 token, 2.00 ms on average of 2",
    "                        time     share                      reads     computes",
    "linear ×2  mlp.up_proj  1.40 ms  70.0 %  █████████████████  1.0 GB/s  2.0 GFLOP/s",
    "plan                    200 µs   10.0 %  ██",
    "others                  100 µs   5.0 %",
    "layers 0 to 1  ▇█  600 µs to 800 µs",
  ]);
});

test("trace events lie inside one another: ops in layers, layers in steps", () => {
  const { traceEvents: events } = JSON.parse(JSON.stringify(traceEvents("m", traces)));
  const complete = events.filter(({ ph }: { ph: string }) => ph === "X");
  expect(complete).toHaveLength(3 * (1 + 2 + 4));
  const of = (cat: string) => complete.filter((event: { cat: string }) => event.cat === cat);
  const holds = (outer: { ts: number; dur: number }, inner: { ts: number; dur: number }) =>
    outer.ts <= inner.ts && inner.ts + inner.dur <= outer.ts + outer.dur;
  for (const layer of of("layer")) {
    expect(of("step").filter((each: { ts: number; dur: number }) => holds(each, layer)).length).toBeGreaterThan(0);
    const inside = of("op").filter(({ args }: { args: { layer?: number } }) => args.layer === layer.args.layer);
    expect(inside.some((op: { ts: number; dur: number }) => holds(layer, op))).toBe(true);
  }
  expect(of("step").map(({ ts }: { ts: number }) => ts)).toEqual([0, 1000, 2000]);
});
