import type { Engine, ModelInfo, StepTrace } from "@qwents/engine";
import { loadWithContext, measure } from "../bench/bench-model.ts";
import type { ModelOptions } from "../model-options.ts";
import { StatusLine } from "../terminal/status-line.ts";
import { UsageError } from "../terminal/usage-error.ts";

/** What to trace. */
export interface TraceOptions extends ModelOptions {
  readonly prompt: number;
  readonly generate: number;
  readonly depth: number;
  readonly sequences: number;
  readonly rows: number;
  readonly out?: string;
  readonly json?: boolean;
}

export interface ModelTraces {
  readonly info: ModelInfo;
  /** Of the prompt's steps and those of the answers, in order. */
  readonly traces: readonly StepTrace[];
  /** How many times as long answers took as without a trace, median of rounds that took turns. */
  readonly slowdown: number;
}

const numRounds = 3;

/** Loads the model and traces it, beside rounds that are only for comparison. @throws UsageError as `benchModel` */
export async function traceModel(model: string | undefined, options: TraceOptions): Promise<ModelTraces> {
  if (options.sequences > 1 && options.depth > 0) {
    throw new UsageError("--sequences are answers that begin with an empty context; leave out --depth");
  }
  if (options.prompt + options.generate === 0) throw new UsageError("--prompt and --generate are both 0");
  const engine = await loadWithContext(model, options);
  const status = new StatusLine();
  try {
    status.show("warming up");
    await run(engine, { ...options, generate: Math.min(options.generate, 16) });
    const traces: StepTrace[] = [];
    const ratios: number[] = [];
    for (let round = 1; round <= numRounds; round++) {
      status.show(`tracing: ${round} of ${numRounds}`);
      const plainMs = await run(engine, { ...options, prompt: 0 });
      const timed = await traced(engine, () => run(engine, options));
      traces.push(...wanted(timed.traces, options));
      ratios.push(plainMs > 0 ? timed.result / plainMs : 1);
    }
    return { info: engine.info, traces, slowdown: ratios.sort((a, b) => a - b)[numRounds >> 1] };
  } finally {
    status.clear();
    await engine.close();
  }
}

/** @returns ms of generation */
async function run(engine: Engine, { prompt, generate, depth, sequences }: TraceOptions): Promise<number> {
  if (prompt > 0) await measure(engine, prompt, 1);
  if (generate === 0) return 0;
  const answers = Array.from({ length: sequences }, () => measure(engine, Math.max(depth, 1), generate + 1));
  const times = (await Promise.all(answers)).map(({ timings }) => timings.generationMs);
  return Math.max(...times);
}

async function traced<T>(engine: Engine, act: () => Promise<T>) {
  const stop = new AbortController();
  const traces: StepTrace[] = [];
  const reading = (async () => {
    for await (const trace of engine.trace(stop.signal)) traces.push(trace);
  })();
  const result = await act();
  stop.abort();
  await reading;
  return { traces, result };
}

/** Without the steps that only fill the context for the answers. */
function wanted(traces: readonly StepTrace[], { prompt }: TraceOptions): StepTrace[] {
  let left = prompt;
  return traces.filter(({ numPromptTokens }) => {
    if (numPromptTokens === 0) return true;
    left -= numPromptTokens;
    return left >= 0;
  });
}
