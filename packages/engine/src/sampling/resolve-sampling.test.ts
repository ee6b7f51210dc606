import { expect, test } from "vitest";
import type { QwenError } from "../errors.ts";
import { resolveSampling } from "./resolve-sampling.ts";
import { defaultSampling, type SamplingOptions } from "./sampling-options.ts";

const resolve = (requested: unknown) =>
  resolveSampling(requested as Partial<SamplingOptions> | undefined, defaultSampling, 100);

function errorOf(requested: unknown): QwenError {
  try {
    resolve(requested);
  } catch (error) {
    return error as QwenError;
  }
  throw new Error("expected an error");
}

test("what a request leaves out or undefined comes from the defaults", () => {
  expect(resolve(undefined)).toEqual(defaultSampling);
  expect(resolve({ temperature: 0, topP: undefined })).toEqual({ ...defaultSampling, temperature: 0 });
});

test.each([
  { temperature: 0, topK: 0, topP: 0, minP: 0, presencePenalty: -2, frequencyPenalty: -2, repetitionPenalty: 0.01 },
  { temperature: 100, topK: 2 ** 31 - 1, topP: 1, minP: 1, presencePenalty: 2, frequencyPenalty: 2 },
  { seed: Number.MIN_SAFE_INTEGER, logitBias: new Map([[99, 100]]) },
])("limits are inside: %j", (requested) => {
  expect(resolve(requested)).toEqual({ ...defaultSampling, ...requested });
});

test.each([
  ["temperature", -0.1],
  ["temperature", Number.NaN],
  ["temperature", Number.POSITIVE_INFINITY],
  ["temperature", "0.7"],
  ["temperature", null],
  ["temperature", 1n],
  ["topK", -1],
  ["topK", 1.5],
  ["topP", 1.01],
  ["minP", -0.01],
  ["repetitionPenalty", 0],
  ["presencePenalty", 2.1],
  ["frequencyPenalty", -2.1],
  ["seed", 2 ** 53],
  ["logitBias", { 5: 1 }],
  ["logitBias", new Map([[100, 1]])],
  ["logitBias", new Map([["5", 1]])],
  ["logitBias[5]", new Map([[5, 101]])],
  ["topk", 5],
])("%s = %s is refused by name", (field, value) => {
  const error = errorOf({ [field.replace("[5]", "")]: value });
  expect(error.code).toBe("request/invalid");
  expect(error.details).toEqual({ field });
  expect(error.message).toContain(`"${field}"`);
});
