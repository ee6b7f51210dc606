import { QwenError } from "../errors.ts";
import type { MetadataValue } from "../files/checkpoint.ts";
import { shown } from "../files/quoted.ts";

/** What a model's own files say about generation. Sampling options that they leave open are absent. */
export interface GenerationDefaults {
  readonly sampling: {
    readonly temperature?: number;
    readonly topK?: number;
    readonly topP?: number;
    readonly minP?: number;
    readonly repetitionPenalty?: number;
  };
  /** Ids that end generation, besides the tokenizer's. */
  readonly eosTokenIds: readonly number[];
}

type SamplingDefaults = GenerationDefaults["sampling"];

interface Field {
  readonly hubKey: string;
  readonly ggufKey: string;
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
}

const fields: Readonly<Record<keyof SamplingDefaults, Field>> = {
  temperature: { hubKey: "temperature", ggufKey: "temp", min: 0, max: 100 },
  topK: { hubKey: "top_k", ggufKey: "top_k", min: 0, max: 2 ** 31 - 1, integer: true },
  topP: { hubKey: "top_p", ggufKey: "top_p", min: 0, max: 1 },
  minP: { hubKey: "min_p", ggufKey: "min_p", min: 0, max: 1 },
  repetitionPenalty: { hubKey: "repetition_penalty", ggufKey: "penalty_repeat", min: 0.01, max: 100 },
};

// What the model cards recommend; thinking models loop when they sample too greedily.
const thinkingSampling: SamplingDefaults = { temperature: 0.6, topK: 20, topP: 0.95, minP: 0 };
const answeringSampling: SamplingDefaults = { temperature: 0.7, topK: 20, topP: 0.8, minP: 0 };

const maxEosTokens = 100;

/**
 * Defaults from the hub's `generation_config.json`; `do_sample: false` means temperature 0.
 * @throws QwenError `model/bad-config`, naming the field
 */
export function readGenerationConfig(config: Readonly<Record<string, unknown>>): GenerationDefaults {
  const sampling = readSampling((field) => field.hubKey, config);
  const doSample = config.do_sample ?? undefined;
  if (doSample !== undefined && typeof doSample !== "boolean") throw badField("do_sample", "true or false", doSample);
  return {
    sampling: doSample === false ? { ...sampling, temperature: 0 } : sampling,
    eosTokenIds: readEosTokenIds(config.eos_token_id),
  };
}

/**
 * Defaults from a GGUF file's `general.sampling.*` keys; what it has no key for is as Qwen3's cards recommend it, for
 * thinking if the file's chat template opens thoughts. The ids that end generation are the tokenizer's alone.
 * @throws QwenError `model/bad-config`, naming the key
 */
export function readGgufGenerationDefaults(metadata: ReadonlyMap<string, MetadataValue>): GenerationDefaults {
  const template = metadata.get("tokenizer.chat_template");
  const recommended = opensThoughts(template) ? thinkingSampling : answeringSampling;
  const own = readSampling((field) => `general.sampling.${field.ggufKey}`, Object.fromEntries(metadata));
  return { sampling: { ...recommended, ...own }, eosTokenIds: [] };
}

/** Templates of models that think by default either know the switch or end their generation prompt inside a thought. */
function opensThoughts(template: unknown): boolean {
  return typeof template === "string" && /enable_thinking|assistant\\n<think>\\n'\s*\}\}/.test(template);
}

function readSampling(keyOf: (field: Field) => string, values: Readonly<Record<string, unknown>>): SamplingDefaults {
  const found = Object.entries(fields).flatMap(([name, field]) => {
    const key = keyOf(field);
    const value = values[key] ?? undefined;
    return value === undefined ? [] : [[name, checkNumber(key, value, field)]];
  });
  return Object.fromEntries(found);
}

function checkNumber(key: string, value: unknown, { min, max, integer = false }: Field): number {
  const isKind = typeof value === "number" && (!integer || Number.isInteger(value));
  // GGUF has 32-bit floats, whose 0.95 would read 0.949999988.
  if (isKind && value >= min && value <= max) return integer ? value : Number(value.toPrecision(7));
  throw badField(key, `${integer ? "an integer" : "a number"} from ${min} to ${max}`, value);
}

/** One id, a list of them, or nothing. */
function readEosTokenIds(value: unknown): readonly number[] {
  const ids = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  const areIds = ids.every((id) => Number.isInteger(id) && id >= 0);
  if (areIds && ids.length <= maxEosTokens) return ids;
  throw badField("eos_token_id", `a token id or a list of at most ${maxEosTokens}`, value);
}

function badField(field: string, expected: string, found: unknown): QwenError {
  const message = `The model's generation default "${field}" must be ${expected}, got ${shown(found)}. Correct it in the model's files.`;
  return new QwenError("model/bad-config", message, { details: { field } });
}
