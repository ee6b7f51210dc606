import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Engine } from "../engine.ts";
import { QwenError } from "../errors.ts";
import { answerOf, goldenFolder } from "../golden-engine.fixture.ts";
import type { GrammarSpec } from "../grammar/grammar-spec.ts";
import { loadEngine } from "../load-engine.ts";
import { type StepTrace, stepPhases, type TraceSpan } from "./step-trace.ts";

const golden = (name: string) => fileURLToPath(new URL(`../../../../tests/golden/${name}`, import.meta.url));
const request = {
  tokenIds: Array.from({ length: 40 }, (_, i) => (i * i + 3) % 256),
  maxTokens: 6,
  sampling: { temperature: 0 },
  ignoreEos: true,
  topLogprobs: 2,
} as const;
const options = { numThreads: 2, contextLength: 100, prefixCache: false, promptLookup: false } as const;

/** What a generation answers, and the traces of its steps. */
async function traced(engine: Engine, grammar?: GrammarSpec) {
  const stop = new AbortController();
  const traces: StepTrace[] = [];
  const reading = (async () => {
    for await (const trace of engine.trace(stop.signal)) traces.push(trace);
  })();
  const answer = await answerOf(engine, { ...request, ...(grammar && { grammar }) });
  stop.abort();
  await reading;
  return { answer, traces };
}

const opsOf = ({ spans }: StepTrace): TraceSpan[] =>
  spans.filter(({ op }) => !(stepPhases as readonly string[]).includes(op));

test.each(["reference", "wasm"] as const)(
  "spans follow one another and fill the step, on the %s backend",
  async (backend) => {
    const engine = await loadEngine(goldenFolder, { ...options, backend });
    const { traces } = await traced(engine);
    expect(traces.map(({ step, numTokens, numPromptTokens }) => [step, numTokens, numPromptTokens])).toEqual([
      [1, 40, 40],
      [2, 1, 0],
      [3, 1, 0],
      [4, 1, 0],
      [5, 1, 0],
      [6, 1, 0],
    ]);
    for (const { spans, durationUs, numSequences, numGenerated } of traces) {
      expect([numSequences, numGenerated]).toEqual([1, 1]);
      let end = 0;
      for (const span of spans) {
        expect(span.startUs).toBeGreaterThanOrEqual(end - 0.2);
        expect(span.durationUs).toBeGreaterThanOrEqual(0);
        end = span.startUs + span.durationUs;
      }
      expect(end).toBeLessThanOrEqual(durationUs + 0.2);
      const covered = spans.reduce((sum, span) => sum + span.durationUs, 0);
      expect(covered / durationUs).toBeGreaterThan(0.95);
      expect(covered / durationUs).toBeLessThan(1.05);
      const phases = spans.map(({ op }) => op).filter((op) => (stepPhases as readonly string[]).includes(op));
      expect(phases).toEqual(["plan", "record", "dispatch", "collect", "sample", "commit"]);
    }
    await engine.close();
  },
);

test("ops have the contract's names, those of their weights, and layers, on every backend alike", async () => {
  const engines = await Promise.all((["reference", "wasm"] as const).map((backend) => load("qwen3", backend)));
  const [reference, wasm] = await Promise.all(
    engines.map(async (engine) =>
      opsOf((await traced(engine)).traces[1])
        // What is a command of its own there, and only another view or an upload here.
        .filter(({ op }) => op !== "reshape" && op !== "rotaryTable")
        .map(({ op, name, layer, flops }) => ({ op, name, layer, flops })),
    ),
  );
  expect(wasm).toEqual(reference);
  const inLayer = wasm.filter(({ layer }) => layer === 1);
  expect(inLayer.map(({ op, name }) => name ?? op)).toEqual([
    "input_layernorm",
    "self_attn.q_proj",
    "self_attn.k_proj",
    "self_attn.v_proj",
    "self_attn.q_norm",
    "self_attn.k_norm",
    "rope",
    "rope",
    "attention",
    "self_attn.o_proj",
    "add",
    "post_attention_layernorm",
    "mlp.gate_proj",
    "mlp.up_proj",
    "siluMul",
    "mlp.down_proj",
    "add",
  ]);
  expect(wasm.filter(({ layer }) => layer === undefined).map(({ op, name }) => name ?? op)).toEqual([
    "embed_tokens",
    "selectRows",
    "norm",
    expect.stringMatching(/^(embed_tokens|lm_head)$/),
  ]);
  await Promise.all(engines.map((engine) => engine.close()));
});

const load = (name: string, backend: "reference" | "wasm") => loadEngine(golden(name), { ...options, backend });

test.each(["qwen3_5", "qwen3_moe", "qwen2", "qwen3_next"])(
  "answers are the same with a trace and without: %s",
  async (name) => {
    const engine = await load(name, "wasm");
    const plain = await answerOf(engine, request);
    const { answer, traces } = await traced(engine);
    expect([answer.tokenIds, answer.logprobs]).toEqual([plain.tokenIds, plain.logprobs]);
    expect(traces).toHaveLength(6);
    const costly = opsOf(traces[1]).filter(({ flops }) => flops !== undefined);
    expect(costly.every(({ bytes = 0, flops = 0 }) => bytes > 0 && flops > 0)).toBe(true);
    await engine.close();
  },
);

test("what a grammar takes is told apart from the rest of sampling", async () => {
  const cockpit = fileURLToPath(new URL("../../../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
  const engine = await loadEngine(cockpit, options);
  const { traces } = await traced(engine, { type: "regex", pattern: "[a-f]{50}" });
  for (const { spans } of traces) {
    expect(spans.slice(-4).map(({ op }) => op)).toEqual(["collect", "grammar", "sample", "commit"]);
    expect(spans.at(-3)?.durationUs).toBeGreaterThan(0);
  }
  await engine.close();
});

test("nothing is timed for a reader that does not wait, and a reader's end ends nothing else", async () => {
  const engine = await load("qwen3", "wasm");
  const slow = engine.trace()[Symbol.asyncIterator]();
  const first = slow.next();
  await answerOf(engine, request);
  expect((await first).value).toMatchObject({ step: 1 });
  await answerOf(engine, request);
  const second = slow.next();
  await answerOf(engine, request);
  expect((await second).value).toMatchObject({ step: 13 });
  await slow.return?.();
  const closing = slow.next();
  expect((await closing).done).toBe(true);
  const waiting = engine.trace()[Symbol.asyncIterator]().next();
  await engine.close();
  expect((await waiting).done).toBe(true);
  await expect(answerOf(engine, request)).rejects.toThrow(QwenError);
});
