import { type CacheType, type Engine, type LoadOptions, loadEngine, QwenError } from "@qwents/engine";
import { type Command, Option } from "commander";
import { builtInModelId, findModel } from "./find-model.ts";
import { wholeNumber } from "./number-options.ts";
import { err } from "./terminal/colors.ts";
import { onInterrupt } from "./terminal/interrupt.ts";
import { LoadProgressBar } from "./terminal/load-progress.ts";
import { generates, purposeOf } from "./terminal/model-purpose.ts";
import { printableLine } from "./terminal/printable.ts";
import { UsageError } from "./terminal/usage-error.ts";

/** What all commands that load a model take. */
export interface ModelOptions {
  readonly threads?: number;
  readonly context?: number;
  readonly backend: "wasm" | "reference";
  readonly cacheType: CacheType;
  readonly wideVectors: boolean;
}

/** What commands take that answer people: also the shortcuts, for those who want to do without. */
export interface AnsweringOptions extends ModelOptions {
  readonly prefixCache: boolean;
  readonly checkpointMemory?: number;
  readonly promptLookup: boolean;
  readonly mtp: boolean;
}

export function addModelOptions(command: Command): Command {
  return command
    .optionsGroup("Model:")
    .option(
      "-t, --threads <count>",
      "compute threads, 1 to 64, of each model (default: the cores, at most 16)",
      wholeNumber(1, 64),
    )
    .option(
      "-c, --context <tokens>",
      "longest sequence (default: the model's own, or what memory allows)",
      wholeNumber(1),
    )
    .addOption(new Option("--backend <name>", "where to compute").choices(["wasm", "reference"]).default("wasm"))
    .addOption(
      new Option("--cache-type <type>", "number type of the cache").choices(["F32", "F16", "Q8_0"]).default("F16"),
    )
    .option("--no-wide-vectors", "do not ask V8 for 256-bit instructions");
}

export function addAnsweringOptions(command: Command): Command {
  return addModelOptions(command)
    .option("--no-prefix-cache", "compute every prompt from its start, even if the last one began alike")
    .option(
      "--checkpoint-memory <MiB>",
      "for states to go on from, of models with linear attention (default: what memory allows)",
      wholeNumber(0, 2 ** 30),
    )
    .option("--no-prompt-lookup", "do not guess tokens from the text before; answers stay the same")
    .option("--no-mtp", "do not have the model's own draft block guess tokens; answers stay the same");
}

/** What the options say of loading. */
export function toLoadOptions({ context, threads, checkpointMemory, ...options }: AnsweringOptions): LoadOptions {
  return {
    backend: options.backend,
    cacheType: options.cacheType,
    wideVectors: options.wideVectors,
    prefixCache: options.prefixCache,
    promptLookup: options.promptLookup,
    multiTokenPrediction: options.mtp,
    ...(threads === undefined ? {} : { numThreads: threads }),
    ...(checkpointMemory === undefined ? {} : { checkpointBytes: checkpointMemory * 2 ** 20 }),
    ...(context === undefined ? {} : { contextLength: context }),
  };
}

/** Loads the model, by default the built-in one, with a progress bar. Ctrl-C while loading aborts. */
export async function loadModel(
  model: string | undefined,
  options: AnsweringOptions,
  more: LoadOptions = {},
): Promise<Engine> {
  const progress = new LoadProgressBar();
  const interrupt = onInterrupt();
  try {
    const { place, from } = await findModel(model);
    const engine = await loadEngine(place, {
      ...more,
      ...(from === "built in" && { id: builtInModelId }),
      ...toLoadOptions(options),
      onProgress: progress.update,
      signal: interrupt.signal,
    });
    progress.stop();
    for (const note of engine.info.notes) console.error(err.dim(printableLine(note)));
    return engine;
  } catch (error) {
    throw withContext(error, options);
  } finally {
    progress.stop();
    interrupt.dispose();
  }
}

/** An error of loading, about the option where that is at fault. */
export function withContext(error: unknown, { context }: Pick<ModelOptions, "context">): unknown {
  const maximum = context === undefined ? undefined : longestContext(error);
  if (maximum === undefined) return error;
  return new UsageError(`--context is ${context}, but the model was made for at most ${maximum} tokens`, error);
}

/** The most that a model takes, if `error` is about a context longer than that. */
export function longestContext(error: unknown): unknown {
  return error instanceof QwenError && error.details.field === "contextLength" ? error.details.maximum : undefined;
}

/** @throws QwenError `request/wrong-model` for a model that does not generate, `template/missing` for one that only continues text */
export function requireChatTemplate({ info }: Engine): void {
  if (!generates(info)) {
    const message = `${info.id} cannot chat: it was made for ${purposeOf(info)}; take a model that answers, such as qwen3:0.6b`;
    throw new QwenError("request/wrong-model", message);
  }
  if (info.hasChatTemplate) return;
  const message = `${info.id} has no chat template, so it cannot chat; qwen.ts run --raw continues plain text with it`;
  throw new QwenError("template/missing", message);
}
