import { QwenError } from "../errors.ts";
import type { MetadataValue } from "../files/checkpoint.ts";
import { shown } from "../files/quoted.ts";
import type { SamplingDefaults } from "./generations/generation.ts";

/** What a model's own files say about generation. Sampling options that they leave open are absent. */
export interface GenerationDefaults {
  readonly sampling: SamplingDefaults;
  /** Ids that end generation, besides the tokenizer's. */
  readonly eosTokenIds: readonly number[];
  /** Ids that are never to be generated. */
  readonly suppressedTokenIds: readonly number[];
}

interface Field {
  readonly hubKey: string;
  readonly ggufKey: string;
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
}

const fields: Readonly<Record<Exclude<keyof SamplingDefaults, "presencePenalty">, Field>> = {
  temperature: { hubKey: "temperature", ggufKey: "temp", min: 0, max: 100 },
  topK: { hubKey: "top_k", ggufKey: "top_k", min: 0, max: 2 ** 31 - 1, integer: true },
  topP: { hubKey: "top_p", ggufKey: "top_p", min: 0, max: 1 },
  minP: { hubKey: "min_p", ggufKey: "min_p", min: 0, max: 1 },
  repetitionPenalty: { hubKey: "repetition_penalty", ggufKey: "penalty_repeat", min: 0.01, max: 100 },
};

const maxEosTokens = 100;
const suppressedKey = "tokenizer.ggml.suppress_tokens";
const maxSuppressedTokens = 10_000;

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
    eosTokenIds: readTokenIds("eos_token_id", config.eos_token_id, maxEosTokens),
    suppressedTokenIds: readTokenIds("suppress_tokens", config.suppress_tokens, maxSuppressedTokens),
  };
}

/**
 * Defaults from a GGUF file's `general.sampling.*` keys. The ids that end generation are the tokenizer's alone.
 * @throws QwenError `model/bad-config`, naming the key
 */
export function readGgufGenerationDefaults(metadata: ReadonlyMap<string, MetadataValue>): GenerationDefaults {
  const sampling = readSampling((field) => `general.sampling.${field.ggufKey}`, Object.fromEntries(metadata));
  const suppressed = metadata.get(suppressedKey);
  const list = suppressed instanceof Int32Array ? [...suppressed] : suppressed;
  return { sampling, eosTokenIds: [], suppressedTokenIds: readTokenIds(suppressedKey, list, maxSuppressedTokens) };
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
function readTokenIds(key: string, value: unknown, maxLength: number): readonly number[] {
  const ids = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  const areIds = ids.every((id) => Number.isInteger(id) && id >= 0);
  if (areIds && ids.length <= maxLength) return ids;
  throw badField(key, `a token id or a list of at most ${maxLength}`, value);
}

function badField(field: string, expected: string, found: unknown): QwenError {
  const message = `The model's generation default "${field}" must be ${expected}, got ${shown(found)}. Correct it in the model's files.`;
  return new QwenError("model/bad-config", message, { details: { field } });
}
