import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeModel } from "./describe-model.ts";
import type { Engine } from "./engine.ts";
import { openCheckpoint } from "./files/open-checkpoint.ts";
import type { GenerateEvent, GenerateRequest, TokenLogprob } from "./generate.ts";
import { GrammarCache } from "./grammar/grammar-cache.ts";
import { createReferenceBackend } from "./kernels/reference/reference-backend.ts";
import { type ModelText, readModelText } from "./model-text.ts";
import { loadModel, planModel } from "./models/load-model.ts";
import { RunningEngine } from "./running-engine.ts";
import { Candidates } from "./sampling/candidates.ts";
import { StepLoop } from "./step-loop.ts";

export const goldenFolder = fileURLToPath(new URL("../../../tests/golden/qwen3", import.meta.url));

export interface GoldenCase {
  readonly input_ids: number[];
  readonly generated_ids: number[];
}

/** What the official code made of a prompt, greedily. */
export function goldenCase(name: string): GoldenCase {
  return JSON.parse(readFileSync(`${goldenFolder}/case-${name}.json`, "utf8"));
}

export interface GoldenEngineOptions {
  /** Default: `goldenFolder`. */
  readonly folder?: string;
  readonly contextLength?: number;
  readonly maxSequences?: number;
  readonly numBlocks?: number;
  readonly promptLookup?: boolean;
  readonly text?: Partial<ModelText>;
}

/** A golden model on the reference backend, with a cache of any size and, if wanted, a tokenizer of another model. */
export async function goldenEngine(options: GoldenEngineOptions = {}): Promise<Engine> {
  const { folder = goldenFolder, contextLength = 256, maxSequences = 4, numBlocks = 32, promptLookup = true } = options;
  const checkpoint = await openCheckpoint(folder);
  const plan = planModel(checkpoint);
  const backend = createReferenceBackend();
  const model = await loadModel(plan, backend);
  await checkpoint.close();
  const { numAttentionLayers: numLayers, numKeyValueHeads, headDim, vocabSize } = plan.config;
  const spec = { numLayers, numKeyValueHeads, headDim, blockLength: 32, numBlocks, dtype: "F32" } as const;
  const loop = new StepLoop({ backend, model, cache: backend.createKvCache(spec), maxSequences, promptLookup });
  const text = { ...readModelText(checkpoint, vocabSize), ...options.text };
  const info = describeModel({ id: checkpoint.name, checkpoint, plan, text, backend, contextLength, maxSequences });
  return new RunningEngine({ info, text, loop, scratch: new Candidates(vocabSize), grammars: new GrammarCache() });
}

type EndEvent = Extract<GenerateEvent, { type: "end" }>;

export interface Answer {
  readonly tokenIds: readonly number[];
  readonly content: string;
  readonly reasoning: string;
  readonly logprobs: readonly TokenLogprob[];
  readonly end: EndEvent;
}

/** Reads a generation to its end. */
export async function answerOf(engine: Engine, request: GenerateRequest): Promise<Answer> {
  const tokenIds: number[] = [];
  const text = { content: "", reasoning: "" };
  const logprobs: TokenLogprob[] = [];
  for await (const event of engine.generate(request)) {
    if (event.type === "end") return { tokenIds, ...text, logprobs, end: event };
    if (event.type !== "text") continue;
    tokenIds.push(...event.tokenIds);
    text[event.channel] += event.text;
    logprobs.push(...(event.logprobs ?? []));
  }
  throw new Error("a generation without an end");
}
