import type { SamplingOptions } from "@qwents/engine";
import type { Command } from "commander";
import { numberIn, wholeNumber } from "./number-options.ts";

/** Options that choose how tokens are drawn; what is left out is the model's own default. */
export interface SamplingFlags {
  readonly temperature?: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly minP?: number;
  readonly repetitionPenalty?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  readonly seed?: number;
}

export function addSamplingOptions(command: Command): Command {
  return command
    .optionsGroup("Sampling (default: what the model's files say):")
    .option("--temperature <number>", "0 always takes the likeliest token", numberIn(0, 100))
    .option("--top-k <count>", "draw from the k likeliest; 0: all", wholeNumber(0))
    .option("--top-p <share>", "draw from the likeliest that together reach this", numberIn(0, 1))
    .option("--min-p <share>", "leave out what is less likely than this share of the likeliest", numberIn(0, 1))
    .option("--repetition-penalty <factor>", "1 is off", numberIn(0.01, 100))
    .option("--presence-penalty <number>", "0 is off", numberIn(-2, 2))
    .option("--frequency-penalty <number>", "0 is off", numberIn(-2, 2))
    .option("--seed <number>", "same seed, same answer", wholeNumber(0));
}

/** Numbers that an option or a /set can give. */
export const samplingNames = [
  "temperature",
  "topK",
  "topP",
  "minP",
  "repetitionPenalty",
  "presencePenalty",
  "frequencyPenalty",
  "seed",
] as const satisfies readonly (keyof SamplingFlags)[];

/** Only what was given. */
export function samplingOf(flags: SamplingFlags): Partial<SamplingOptions> {
  return Object.fromEntries(samplingNames.filter((key) => flags[key] !== undefined).map((key) => [key, flags[key]]));
}
