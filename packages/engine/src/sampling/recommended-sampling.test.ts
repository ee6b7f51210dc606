import { expect, test } from "vitest";
import type { GgufCheckpoint, HubCheckpoint, MetadataValue } from "../files/checkpoint.ts";
import { recommendedSampling } from "./recommended-sampling.ts";
import { defaultSampling } from "./sampling-options.ts";

const open = { name: "model", tensors: new Map(), sizeBytes: 0, close: async () => {} };
const hub = (generationConfig?: Record<string, unknown>): HubCheckpoint => ({
  ...open,
  container: "safetensors",
  config: {},
  ...(generationConfig && { generationConfig }),
});
const gguf = (metadata: Record<string, MetadataValue>): GgufCheckpoint => ({
  ...open,
  container: "gguf",
  version: 3,
  alignment: 32,
  metadata: new Map(Object.entries(metadata)),
});

test("comes from generation_config.json in a hub folder", () => {
  const config = { temperature: 0.6, top_k: 20, top_p: 0.95, repetition_penalty: 1.05, do_sample: true };
  const expected = { temperature: 0.6, topK: 20, topP: 0.95, repetitionPenalty: 1.05 };
  expect(recommendedSampling(hub(config))).toEqual({ ...defaultSampling, ...expected });
  expect(recommendedSampling(hub({ do_sample: false })).temperature).toBe(0);
  expect(recommendedSampling(hub())).toEqual(defaultSampling);
});

test("comes from the metadata of a GGUF file, 32-bit floats as they were meant", () => {
  const options = recommendedSampling(
    gguf({ "general.sampling.temp": Math.fround(0.6), "general.sampling.top_p": Math.fround(0.95) }),
  );
  expect(options).toEqual({ ...defaultSampling, temperature: 0.6, topP: 0.95 });
});

test("values that make no sense are passed over", () => {
  expect(recommendedSampling(hub({ temperature: -1, top_k: "many", top_p: 7, min_p: null }))).toEqual(defaultSampling);
  expect(recommendedSampling(gguf({ "general.sampling.top_k": 2n ** 63n }))).toEqual(defaultSampling);
});
