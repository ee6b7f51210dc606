import type { StepTraceEvent } from "@qwents/protocol";
import { describe, expect, test } from "vitest";
import { isLit } from "../src/features/glass/choice.ts";
import type { TraceSpan } from "../src/features/glass/kind.ts";
import { type Direction, lanesOf, neighbour, spanAt } from "../src/features/glass/lanes.ts";
import { viewStep } from "../src/features/glass/step-view.ts";
import { keptSteps, nextSteps, noSteps, type Steps, shownIndex } from "../src/features/glass/steps.ts";
import { perSecond, totalsByKind, totalsByLayer, totalsByTask } from "../src/features/glass/summary.ts";
import { typicalStep } from "../src/features/glass/typical-step.ts";

type Op = readonly [op: string, name?: string | undefined, layer?: number];

/** Each op takes ten microseconds, and begins when the one before has ended. */
function stepOf(ops: readonly Op[], { step = 1, prompt = 0, us = 10 } = {}): StepTraceEvent {
  const spans = ops.map(
    ([op, name, layer], i): TraceSpan => ({
      op,
      ...(name !== undefined && { name }),
      ...(layer !== undefined && { layer }),
      start_us: us * i,
      duration_us: us,
    }),
  );
  const counts = { tokens: 1, prompt_tokens: prompt, sequences: 1, generated_tokens: 1 };
  return { type: "step.trace", model: "m", step, started_at: 0, duration_us: us * ops.length, ...counts, spans };
}

const layer = (index: number): readonly Op[] => [
  ["rmsNorm", "input_layernorm", index],
  ["linear", "self_attn.q_proj", index],
  ["attention", undefined, index],
  ["add", undefined, index],
  ["linear", "mlp.up_proj", index],
  ["siluMul", undefined, index],
];

const small = stepOf([
  ["plan"],
  ["embedding", "embed_tokens"],
  ...layer(0),
  ...layer(1),
  ["linear", "embed_tokens"],
  ["sample"],
]);

const sortsOf = (...ops: readonly Op[]) => viewStep(stepOf(ops)).spans.map(({ kind, task }) => `${kind} ${task}`);

describe("ops", () => {
  test("are told apart by kind and by what they do", () => {
    expect(viewStep(small).spans.map(({ kind }) => kind)).toEqual([
      "engine",
      "embedding",
      ...["norm", "attention", "attention", "norm", "mlp", "mlp"],
      ...["norm", "attention", "attention", "norm", "mlp", "mlp"],
      "output",
      "sampling",
    ]);
  });

  test("of linear attention: its gates are its own", () => {
    expect(
      sortsOf(
        ["linear", "linear_attn.in_proj_qkv", 0],
        ["causalConv", "linear_attn.conv1d", 0],
        ["gatedDeltaRule", "linear_attn.A_log", 0],
        ["rmsNorm", "linear_attn.norm", 0],
        ["siluMul", undefined, 0],
        ["linear", "linear_attn.out_proj", 0],
      ),
    ).toEqual([
      "linearAttention prepareUpdate",
      "linearAttention convolution",
      "linearAttention deltaRule",
      "linearAttention norm",
      "linearAttention gate",
      "linearAttention mergeHeads",
    ]);
  });

  test("of experts, shared ones among them", () => {
    expect(
      sortsOf(
        ["linear", "mlp.gate", 0],
        ["route", undefined, 0],
        ["expertLinear", "mlp.experts.gate_proj", 0],
        ["combineExperts", undefined, 0],
        ["linear", "mlp.shared_expert.down_proj", 0],
        ["sigmoidMul", undefined, 0],
      ),
    ).toEqual(["mlp router", "mlp chooseExperts", "mlp experts", "mlp combineExperts", "mlp narrow", "mlp gate"]);
  });

  test("that nobody knows do no harm", () => {
    expect(sortsOf(["quantumLeap"], ["quantumLeap", undefined, 0])).toEqual(["engine other", "norm other"]);
  });
});

describe("totals", () => {
  test("by task: the longest first, with their share and their weights", () => {
    const [first] = totalsByTask(viewStep(small));
    expect(first).toMatchObject({ count: 2, durationUs: 20, share: 20 / 160 });
    const task = totalsByTask(viewStep(small)).find((total) => total.task === "queriesKeysValues");
    expect(task).toMatchObject({ kind: "attention", names: ["self_attn.q_proj"] });
    expect(totalsByTask(viewStep(stepOf([["plan"], ["sample"]], { us: 0 })))[0].share).toBe(0);
  });

  test("by kind and by layer, in the order of a step", () => {
    expect(totalsByKind(viewStep(small)).map(({ kind }) => kind)).toEqual([
      "embedding",
      "attention",
      "mlp",
      "norm",
      "output",
      "sampling",
      "engine",
    ]);
    const [, second] = totalsByLayer(viewStep(small));
    expect(second.map(({ kind, durationUs }) => [kind, durationUs])).toEqual([
      ["attention", 20],
      ["mlp", 20],
      ["norm", 20],
    ]);
  });

  test("a rate is thousands of millions a second, and not told of less than a microsecond", () => {
    expect(perSecond(5000, 2)).toBe(2.5);
    expect(perSecond(5000, 0.5)).toBeUndefined();
    expect(perSecond(undefined, 5)).toBeUndefined();
  });
});

describe("steps", () => {
  const came = (steps: Steps, step: StepTraceEvent) => nextSteps(steps, { type: "came", step });
  const some = [1, 2, 3].reduce((steps, step) => came(steps, stepOf([["plan"]], { step })), noSteps);

  test("the latest is shown, and not more are kept than can be gone back", () => {
    const many = Array.from({ length: keptSteps + 5 }, (_, step) => stepOf([["plan"]], { step })).reduce(came, noSteps);
    expect(many.kept).toHaveLength(keptSteps);
    expect(many.shown?.step.step).toBe(keptSteps + 4);
  });

  test("one that is held stays until the latest is asked for", () => {
    const held = nextSteps(some, { type: "show", index: 0 });
    expect(held.shown?.step.step).toBe(1);
    const later = came(held, stepOf([["plan"]], { step: 4 }));
    expect([later.shown?.step.step, later.kept.length, shownIndex(later)]).toEqual([1, 3, 0]);
    const followed = nextSteps(later, { type: "follow" });
    expect(followed.shown?.step.step).toBe(3);
    expect(came(followed, stepOf([["plan"]], { step: 5 })).shown?.step.step).toBe(5);
    expect(nextSteps(some, { type: "show", index: 99 }).shown?.step.step).toBe(3);
  });

  test("nothing can be held before the first, and all is forgotten with the model", () => {
    expect(nextSteps(noSteps, { type: "hold" }).isHeld).toBe(false);
    expect(nextSteps(noSteps, { type: "show", index: 0 }).shown).toBeUndefined();
    expect(nextSteps(some, { type: "forget" })).toBe(noSteps);
  });

  test("prompts and answers have axes of their own, which stay while steps waver", () => {
    const prompt = came(some, stepOf([...layer(0)], { prompt: 9, us: 1000 }));
    const answer = came(prompt, stepOf([...layer(0)], { us: 9 }));
    expect(answer.ceilings).toEqual({ prompt: { step: 8000, layer: 8000 }, answer: { step: 60, layer: 60 } });
    expect(came(answer, stepOf([...layer(0)], { us: 7 })).ceilings.answer).toEqual({ step: 60, layer: 60 });
  });
});

test("a typical step has of each op the median of its sort", () => {
  const kept = [10, 90, 20].map((us, step) => stepOf([["plan"], ["attention", undefined, 0]], { us, step }));
  const prompt = stepOf([["plan"]], { prompt: 5, us: 900 });
  const { view, ceilings, count } = typicalStep(viewStep(kept[1]), [prompt, ...kept]);
  expect(view.spans.map(({ start_us, duration_us }) => [start_us, duration_us])).toEqual([
    [0, 20],
    [20, 20],
  ]);
  expect({ count, ceilings, us: view.step.duration_us }).toEqual({
    count: 3,
    ceilings: { step: 40, layer: 20 },
    us: 40,
  });
  expect(typicalStep(viewStep(kept[1]), []).view.step.duration_us).toBe(180);
});

describe("lanes", () => {
  const view = viewStep(small);
  const ceilings = { step: 320, layer: 120 };
  const aligned = lanesOf(view, "layers", ceilings);
  const clock = lanesOf(view, "clock", ceilings);

  test("of layers begin at the left; by the clock, all follow one another", () => {
    expect(aligned.map(({ name, spans }) => [name, spans[0].from, spans.at(-1)!.to])).toEqual([
      [0, 0, 0.5],
      [1, 0, 0.5],
    ]);
    expect(clock.map(({ name, spans }) => [name, spans.length])).toEqual([
      ["before", 2],
      [0, 6],
      [1, 6],
      ["after", 2],
    ]);
    expect(clock[1].spans[0].from).toBe(20 / 320);
  });

  test("tell what is at a place, or next to it", () => {
    expect(spanAt(aligned[0], 0.1, 0)?.op).toBe("linear");
    expect(spanAt(aligned[0], 0.51, 0.02)?.op).toBe("siluMul");
    expect(spanAt(aligned[0], 0.6, 0.02)).toBeUndefined();
    expect(spanAt(undefined, 0.6, 1)).toBeUndefined();
  });

  test("are walked by the keyboard", () => {
    const keyOf = (op: string, at: number) => view.spans.find((span) => span.op === op && span.layer === at)?.key;
    const go = (key: string | undefined, direction: Direction) => neighbour(clock, key, direction);
    expect(go(undefined, "down")?.op).toBe("plan");
    expect(go(keyOf("attention", 0), "next")).toMatchObject({ op: "add", layer: 0 });
    expect(go(keyOf("siluMul", 0), "next")).toMatchObject({ op: "rmsNorm", layer: 1 });
    expect(go(keyOf("rmsNorm", 1), "up")).toMatchObject({ op: "siluMul", layer: 0 });
    expect(neighbour(aligned, keyOf("attention", 1), "up")).toMatchObject({ op: "attention", layer: 0 });
    expect(neighbour(aligned, keyOf("attention", 1), "down")).toMatchObject({ op: "attention", layer: 1 });
    expect(go(keyOf("attention", 0), "last")?.op).toBe("sample");
    expect(neighbour([], "x", "next")).toBeUndefined();
  });
});

test("what is chosen is lit, and of one op alone nothing is dimmed", () => {
  const { spans } = viewStep(small);
  const lit = (choice: Parameters<typeof isLit>[0]) => spans.filter((span) => isLit(choice, span)).length;
  expect(lit(undefined)).toBe(16);
  expect(lit({ type: "span", key: spans[0].key })).toBe(16);
  expect(lit({ type: "kind", kind: "attention" })).toBe(4);
  expect(lit({ type: "task", kind: "attention", task: "attention" })).toBe(2);
});
