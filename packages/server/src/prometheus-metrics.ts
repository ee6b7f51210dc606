import type { EngineStatus, PromptUsage } from "@qwents/engine";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Metrics, MetricsText, SequenceFigures } from "./metrics.ts";

const firstTokenSeconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
const perTokenSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Figures in the text format of Prometheus. @see https://prometheus.io/docs/instrumenting/exposition_formats */
export class PrometheusMetrics implements Metrics {
  readonly #registry = new Registry();
  readonly #requests = this.#counter("requests_total", "Requests answered.", ["route", "status"]);
  readonly #sequences = this.#counter("sequences_total", "Sequences ended.", ["model", "finish_reason"]);
  readonly #promptTokens = this.#counter("prompt_tokens_total", "Tokens of prompts.", ["model"]);
  readonly #cachedTokens = this.#counter("cached_tokens_total", "Tokens of prompts that the cache had.", ["model"]);
  readonly #completionTokens = this.#counter("completion_tokens_total", "Tokens generated.", ["model"]);
  readonly #loads = this.#counter("model_loads_total", "Times that a model was loaded.", ["model"]);
  readonly #loadSeconds = this.#counter("model_load_seconds_total", "Time that models took to load.", ["model"]);
  readonly #loadFailures = this.#counter("model_load_failures_total", "Times that it could not be.", ["model"]);
  readonly #unloads = this.#counter("model_unloads_total", "Times that a model was unloaded.", ["model", "reason"]);
  readonly #firstToken = this.#histogram(
    "time_to_first_token_seconds",
    "From a request to its first token, the wait included.",
    firstTokenSeconds,
  );
  readonly #perToken = this.#histogram(
    "time_per_output_token_seconds",
    "Of each answer, the mean time from token to token.",
    perTokenSeconds,
  );
  readonly #live = this.#gauge("live_sequences", "Sequences that run or wait.", ["model", "state"]);
  readonly #blocks = this.#gauge("cache_blocks", "Blocks of the key-value cache.", ["model", "state"]);
  readonly #checkpoints = this.#gauge("state_checkpoints", "State checkpoints.", ["model", "state"]);
  readonly #memory = this.#gauge("memory_bytes", "Memory of a model: weights, caches, steps.", ["model"]);
  readonly #sockets = this.#gauge("websockets", "WebSockets that are open.", []);
  readonly #loaded = this.#gauge("models_loaded", "Models that are loaded.", []);
  readonly #processMemory = new Gauge({
    name: "process_resident_memory_bytes",
    help: "Memory of the process.",
    registers: [this.#registry],
  });

  requestAnswered(route: string, status: number): void {
    this.#requests.inc({ route, status });
  }

  socketsChanged(by: number): void {
    this.#sockets.inc(by);
  }

  sequenceEnded(model: string, { completionTokens, finishReason, timings, ...prompt }: SequenceFigures): void {
    this.#sequences.inc({ model, finish_reason: finishReason });
    this.promptsRead(model, prompt);
    this.#completionTokens.inc({ model }, completionTokens);
    if (timings === undefined || completionTokens === 0) return;
    this.#firstToken.observe({ model }, (timings.queuedMs + timings.promptMs) / 1000);
    if (completionTokens === 1) return;
    this.#perToken.observe({ model }, timings.generationMs / (completionTokens - 1) / 1000);
  }

  promptsRead(model: string, { promptTokens, cachedTokens }: PromptUsage): void {
    this.#promptTokens.inc({ model }, promptTokens);
    this.#cachedTokens.inc({ model }, cachedTokens);
  }

  modelLoaded(model: string, ms: number): void {
    this.#loads.inc({ model });
    this.#loadSeconds.inc({ model }, ms / 1000);
  }

  modelUnloaded(model: string, reason: string): void {
    this.#unloads.inc({ model, reason });
  }

  modelLoadFailed(model: string): void {
    this.#loadFailures.inc({ model });
  }

  async expose(statuses: ReadonlyMap<string, EngineStatus>): Promise<MetricsText> {
    for (const gauge of [this.#live, this.#blocks, this.#checkpoints, this.#memory]) gauge.reset();
    for (const [model, status] of statuses) this.#setStatus(model, status);
    this.#loaded.set(statuses.size);
    this.#processMemory.set(process.memoryUsage.rss());
    return { text: await this.#registry.metrics(), contentType: this.#registry.contentType };
  }

  #setStatus(model: string, status: EngineStatus): void {
    const { cacheBlocksUsed, cacheBlocksKept, cacheBlocksTotal, checkpointsKept, checkpointsTotal } = status;
    this.#live.set({ model, state: "running" }, status.runningSequences);
    this.#live.set({ model, state: "waiting" }, status.waitingSequences);
    this.#blocks.set({ model, state: "used" }, cacheBlocksUsed);
    this.#blocks.set({ model, state: "kept" }, cacheBlocksKept);
    this.#blocks.set({ model, state: "free" }, cacheBlocksTotal - cacheBlocksUsed - cacheBlocksKept);
    this.#checkpoints.set({ model, state: "kept" }, checkpointsKept);
    this.#checkpoints.set({ model, state: "free" }, checkpointsTotal - checkpointsKept);
    this.#memory.set({ model }, status.memoryBytes);
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name: `qwents_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Gauge<Label> {
    return new Gauge({ name: `qwents_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #histogram(name: string, help: string, buckets: number[]): Histogram<"model"> {
    const labelNames = ["model"] as const;
    return new Histogram({ name: `qwents_${name}`, help, labelNames, buckets, registers: [this.#registry] });
  }
}
