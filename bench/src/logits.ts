import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { CacheType } from "../../packages/engine/src/kernels/ops.ts";
import { formatTable } from "../../tests/parity/format-table.ts";

import { type Addon, loadAddon } from "./llama/addon.ts";
import { LlamaModel } from "./llama/llama-model.ts";
import { ourLogits } from "./logits/our-logits.ts";
import { type Agreement, agreement, rmsDifference } from "./logits/statistics.ts";
import { inFloat32, type TestMix, testModel } from "./logits/test-models.ts";

/*
 * npm run logits -- [--models cockpit,0.6b] [--mixes f16,q8_0,q4_0,q4_k_m] [--tokens 200] [--backend wasm]
 *     [--cache-types F32] [--json FILE]
 *
 * Our logits beside llama.cpp's, on the same GGUF files and token ids, at every position of a text. Exits with 1 when
 * fewer than 99 % of the clear positions of an f16 or q8_0 file have the same best token.
 */

const required = 0.99;

interface Result extends Agreement {
  readonly model: string;
  readonly mix: TestMix;
  readonly backend: string;
  /** Number type of our cached keys and values. */
  readonly cache: string;
  /** Root mean square distance of llama.cpp's logits from float32 arithmetic on the same weights. */
  readonly referenceError: number;
  /** The same of ours. */
  readonly ourError: number;
  /** Two best logits closer than this are a tie. */
  readonly tieGap: number;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      models: { type: "string", default: "cockpit,0.6b" },
      mixes: { type: "string", default: "f16,q8_0,q4_0,q4_k_m" },
      tokens: { type: "string", default: "200" },
      backend: { type: "string", default: "wasm" },
      "cache-types": { type: "string", default: "F32" },
      json: { type: "string", default: join(import.meta.dirname, "../results/logits.json") },
    },
  });
  const addon = await loadAddon();
  const results: Result[] = [];
  for (const model of values.models.split(",")) {
    for (const mix of values.mixes.split(",") as TestMix[]) {
      const path = await testModel(model, mix);
      if (!path) continue;
      const backend = values.backend === "reference" ? "reference" : "wasm";
      for (const cache of values["cache-types"].split(",") as CacheType[]) {
        const compared = await compare(addon, path, Number(values.tokens), backend, cache);
        results.push({ model, mix, backend, cache, ...compared });
      }
      console.error(`${model} ${mix} done`);
    }
  }
  console.log(formatTable([header, ...results.map(row)]));
  mkdirSync(join(values.json, ".."), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
  const failed = results.filter(({ mix, sameTop }) => (mix === "f16" || mix === "q8_0") && sameTop < required);
  for (const { model, mix } of failed) console.error(`${model} ${mix}: fewer than 99 % of the clear positions agree`);
  return failed.length > 0 || results.length === 0 ? 1 : 0;
}

/**
 * The yardstick is llama.cpp itself on the same weights written out in float32: how far its own logits are from those
 * is the noise of its arithmetic, which multiplies quantised weights with activations rounded to 8 (or 16) bits.
 */
async function compare(addon: Addon, path: string, numTokens: number, backend: "wasm" | "reference", cache: CacheType) {
  const tokenIds = await textIds(addon, path, numTokens);
  const reference = await llamaLogits(addon, path, tokenIds);
  const exact = await llamaLogits(addon, await inFloat32(path), tokenIds);
  const ours = await ourLogits(path, tokenIds, backend, cache);
  const referenceError = rmsDifference(exact, reference);
  const ourError = rmsDifference(exact, ours);
  // The difference of two logits has √2 times the noise of one; within two deviations, their order is chance.
  const tieGap = 2 * Math.SQRT2 * referenceError;
  return { ...agreement(reference, ours, tieGap), referenceError, ourError, tieGap };
}

async function textIds(addon: Addon, path: string, numTokens: number): Promise<number[]> {
  const llama = await LlamaModel.open(addon, path);
  const text = readFileSync(join(import.meta.dirname, "../data/dialogue.txt"), "utf8");
  const tokenIds = llama.tokenize(text, true).slice(0, numTokens);
  await llama.close();
  if (tokenIds.length < numTokens) throw new Error(`the text has ${tokenIds.length} tokens, not ${numTokens}`);
  return tokenIds;
}

async function llamaLogits(addon: Addon, path: string, tokenIds: readonly number[]): Promise<Float32Array[]> {
  const llama = await LlamaModel.open(addon, path);
  const rows = await llama.logits(tokenIds, tokenIds.length, 2);
  await llama.close();
  return rows;
}

const header = [
  "model",
  "format",
  "backend",
  "cache",
  "positions",
  "clear",
  "same top",
  "with ties",
  "largest diff",
  "rms diff",
  "llama error",
  "our error",
  "mean KL",
  "largest KL",
];

function row(result: Result): string[] {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return [
    result.model,
    result.mix,
    result.backend,
    result.cache,
    String(result.positions),
    String(result.clear),
    percent(result.sameTop),
    percent(result.sameTopWithTies),
    result.largestDifference.toFixed(4),
    result.rmsDifference.toFixed(5),
    result.referenceError.toFixed(5),
    result.ourError.toFixed(5),
    result.meanDivergence.toExponential(1),
    result.largestDivergence.toExponential(1),
  ];
}

process.exit(await main());
