import { QwenError } from "../errors.ts";
import type { SamplingOptions } from "./sampling-options.ts";

interface Range {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
}

const ranges: Readonly<Record<Exclude<keyof SamplingOptions, "logitBias">, Range>> = {
  temperature: { min: 0, max: 100 },
  topK: { min: 0, max: 2 ** 31 - 1, integer: true },
  topP: { min: 0, max: 1 },
  minP: { min: 0, max: 1 },
  repetitionPenalty: { min: 0.01, max: 100 },
  presencePenalty: { min: -2, max: 2 },
  frequencyPenalty: { min: -2, max: 2 },
  seed: { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true },
};

/**
 * The options of a request: its own where it says something, `defaults` elsewhere, all of them checked.
 * @throws QwenError `request/invalid`, naming the field
 */
export function resolveSampling(
  requested: Partial<SamplingOptions> | undefined,
  defaults: SamplingOptions,
  vocabSize: number,
): SamplingOptions {
  const given = Object.entries(requested ?? {}).filter(([, value]) => value !== undefined);
  const options = { ...defaults, ...Object.fromEntries(given) };
  for (const [name, value] of Object.entries(options)) checkOption(name, value, vocabSize);
  return options;
}

function checkOption(name: string, value: unknown, vocabSize: number): void {
  if (name === "logitBias") checkLogitBias(value, vocabSize);
  else if (Object.hasOwn(ranges, name)) checkNumber(name, value, ranges[name as keyof typeof ranges]);
  else throw invalid(name, `is not a sampling option; known are ${[...Object.keys(ranges), "logitBias"].join(", ")}`);
}

function checkNumber(field: string, value: unknown, { min, max, integer = false }: Range): void {
  const isKind = typeof value === "number" && (!integer || Number.isInteger(value));
  if (isKind && value >= min && value <= max) return;
  throw invalid(field, `must be ${integer ? "an integer" : "a number"} from ${min} to ${max}, got ${shown(value)}`);
}

function checkLogitBias(value: unknown, vocabSize: number): void {
  if (!(value instanceof Map)) throw invalid("logitBias", `must be a Map of token ids to biases, got ${shown(value)}`);
  for (const [tokenId, bias] of value) {
    if (!Number.isInteger(tokenId) || tokenId < 0 || tokenId >= vocabSize) {
      throw invalid(
        "logitBias",
        `has the token id ${shown(tokenId)}; this model's are integers from 0 to ${vocabSize - 1}`,
      );
    }
    checkNumber(`logitBias[${tokenId}]`, bias, { min: -100, max: 100 });
  }
}

function invalid(field: string, complaint: string): QwenError {
  return new QwenError("request/invalid", `Sampling option "${field}" ${complaint}.`, { details: { field } });
}

function shown(value: unknown): string {
  if (typeof value === "string") return `the string ${JSON.stringify(value.slice(0, 40))}`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
