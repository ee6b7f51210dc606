import type { ModelNeeds } from "@qwents/engine";
import { expect, test } from "vitest";
import { assessFit, type Candidate, type Fit } from "./assess-fit.ts";
import { estimateNeeds, nominalFormat } from "./estimate-needs.ts";
import { fitBeforePull } from "./fit-before-pull.ts";
import { describeFit, describeMachine, formatSpeed } from "./fit-text.ts";
import type { Machine } from "./machine.ts";
import { suggestFit } from "./suggest-fit.ts";

const gibibyte = 2 ** 30;
const machine: Machine = {
  memoryBytes: 16 * gibibyte,
  availableBytes: 12 * gibibyte,
  freeDiskBytes: 50 * gibibyte,
  numThreads: 8,
  readBytesPerSecond: 50e9,
};

function candidate(label: string, gibibytes: number, more: Partial<Candidate> = {}): Candidate {
  const weightBytes = gibibytes * gibibyte;
  const needs: ModelNeeds = {
    weightBytes,
    weightBytesPerToken: weightBytes,
    cacheBytesPerToken: 128 * 1024,
    stateBytes: 0,
    maxPositionEmbeddings: 40_960,
  };
  return { label, sizeBytes: weightBytes, missingBytes: weightBytes, needs, isExact: true, ...more };
}

const assess = (given: Candidate, context = 8192): Fit => assessFit(given, machine, context);

test("what a model takes is weights, cache and a rest, and its speed is that of the memory", () => {
  const fit = assess(candidate("Q8_0", 4));
  expect(fit).toMatchObject({ verdict: "fits", memoryBytes: 4 * gibibyte + gibibyte + 300 * 2 ** 20 });
  expect(fit.tokensPerSecond).toBeCloseTo((0.65 * 50e9) / (4 * gibibyte));
  expect(assess(candidate("Q8_0", 4), 1e9).memoryBytes).toBe(4 * gibibyte + 5 * gibibyte + 300 * 2 ** 20);
});

test("the verdict is about what is in the way", () => {
  expect(assess(candidate("Q8_0", 11)).verdict).toBe("tight");
  expect(assess(candidate("Q8_0", 15)).verdict).toBe("too-large-for-memory");
  expect(assess(candidate("Q8_0", 4, { missingBytes: 60 * gibibyte })).verdict).toBe("too-large-for-disk");
  expect(assess(candidate("Q8_0", 4, { problem: "no kernels" })).verdict).toBe("does-not-run");
  const noDisk = { ...machine, freeDiskBytes: undefined };
  expect(assessFit(candidate("Q8_0", 4, { missingBytes: 1e18 }), noDisk, 1).verdict).toBe("fits");
});

test("suggested is the best at a comfortable speed, or the fastest that is still good", () => {
  const suggest = (...given: Candidate[]) => suggestFit(given.map((one) => assess(one)))?.fit.label;
  const sizes = [candidate("Q2_K", 1), candidate("Q4_K_M", 1.6), candidate("Q8_0", 2.8), candidate("BF16", 5)];
  expect(suggest(...sizes)).toBe("Q8_0");
  expect(suggest(...sizes.map(({ label, sizeBytes }) => candidate(label, (3 * sizeBytes) / gibibyte)))).toBe("Q4_K_M");
  expect(suggest(candidate("Q2_K", 9), candidate("IQ2_M", 8))).toBe("Q2_K");
  expect(suggest(candidate("BF16", 5))).toBe("BF16");
  expect(suggest(candidate("Q4_K_M", 13), candidate("Q2_K", 4))).toBe("Q2_K");
  expect(suggest(candidate("Q4_K_M", 2, { problem: "x" }), candidate("Q8_0", 20))).toBeUndefined();
});

test("sizes tell of memory what labels and another quantisation let them", () => {
  const sized = (label: string, name = "Qwen/Qwen3-4B-GGUF") => ({ label, name, sizeBytes: 1000 });
  expect(estimateNeeds(sized("Q8_0"))).toMatchObject({ weightBytes: 1000, weightBytesPerToken: 1000 });
  const mixture = estimateNeeds(sized("Q4_K_M", "Qwen/Qwen3-30B-A3B-GGUF"));
  expect(mixture.weightBytesPerToken).toBeCloseTo(100);
  const needs = { ...candidate("Q4_K_M", 1).needs, weightBytes: 500, weightBytesPerToken: 250 };
  const sibling = { numParameters: 1000, needs };
  // 8 bits a weight in the file; those of IQ1_M, of which nothing is known, are kept in 8.5.
  expect(estimateNeeds(sized("XQ1_M"), sibling).weightBytes).toBeCloseTo(1062.5);
  expect(estimateNeeds(sized("Q8_0"), sibling)).toEqual({ ...needs, weightBytes: 1000, weightBytesPerToken: 500 });
});

test("labels are of the format that most weights have", () => {
  const labels = ["Q4_K_M", "UD-Q4_K_XL", "q8_0", "fp16", "BF16", "Q6_K", "Q4_0", "safetensors", "XQ9"];
  const formats = labels.map((label) => nominalFormat(label)?.id);
  expect(formats).toEqual(["Q4_K", "Q4_K", "Q8_0", "F16", "BF16", "Q6_K", "Q4_0", undefined, undefined]);
});

test("words for people", () => {
  expect([0.04, 0.52, 4.96, 9.9, 12.3, 187].map(formatSpeed)).toEqual(
    ["0.04", "0.52", "5", "9.9", "12", "190"].map((text) => `${text} tokens/s`),
  );
  expect(describeMachine(machine)).toBe(
    "16 GiB of memory, 12 GiB of it free; 50 GiB free on the disk; 8 threads read 50 GB/s",
  );
  expect(describeFit(assess(candidate("Q8_0", 4)), machine)).toBe(
    "takes about 5.3 GiB of 16 GiB memory, writes about 7.6 tokens/s here; fits",
  );
});

test("before a pull, what does not fit is refused, with what to do", async () => {
  const measure = async () => ({ settings: undefined as never, machine, contextLength: 8192 });
  const coming = (gibibytes: number) => ({
    name: "https://x/m-Q8_0.gguf",
    label: "Q8_0",
    sizeBytes: gibibytes * gibibyte,
    missingBytes: gibibytes * gibibyte,
  });
  expect(await fitBeforePull(coming(0.01), measure)).toBeUndefined();
  expect(await fitBeforePull(coming(4), measure)).toMatch(/^takes about 5\.3 GiB of 16 GiB memory/);
  await expect(fitBeforePull(coming(20), measure)).rejects.toMatchObject({
    code: "model/too-large",
    message: expect.stringMatching(/too large for the memory, 16 GiB; take a smaller model, or .* --force/),
  });
});
