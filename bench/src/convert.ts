import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { quantizationTypes, quantizeModel } from "../../packages/engine/src/convert/quantize-model.ts";
import { type QuantizationType, recipes } from "../../packages/engine/src/convert/recipes.ts";
import { formatTable } from "../../tests/parity/format-table.ts";
import { differingFormats } from "./convert/differing-formats.ts";
import { type Family, families } from "./convert/families.ts";
import { writeRandomFolder } from "./convert/random-folder.ts";
import { type Addon, loadAddon } from "./llama/addon.ts";
import { LlamaModel } from "./llama/llama-model.ts";
import { hasPython, llamaQuantize } from "./llama/llama-quantize.ts";
import { ourLogits } from "./logits/our-logits.ts";
import { rmsDifference } from "./logits/statistics.ts";

/*
 * npm run convert -- [--families qwen3,qwen3_5] [--types q4_k_m,q2_k]
 *
 * Small models of every family, random weights as on the hub, written as GGUF in float32: llama.cpp's logits of the file
 * beside ours of the folder. Then, where there is a python3, the formats that each type gives the tensors, beside those of
 * llama.cpp's quantiser. Exits with 1 where logits are further apart than float32 explains, or any format differs.
 */

const folder = join(import.meta.dirname, "../.models");
const text =
  "Names, the order of heads, stacked experts, the norms and what else differs between the hub's files and these: " +
  "all of it shows in the logits of a text that is a little longer than a block.";
/** Of the logits' root mean square. */
const tolerance = 1e-4;

interface Result {
  readonly family: Family;
  /** Root mean square difference, relative to the logits. */
  readonly difference: number;
  readonly differingFormats: number;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      families: { type: "string", default: Object.keys(families).join(";") },
      types: { type: "string", default: quantizationTypes.filter((type) => recipes[type].fileType > 1).join() },
    },
  });
  mkdirSync(folder, { recursive: true });
  const addon = await loadAddon();
  const results: Result[] = [];
  for (const family of values.families.split(";") as Family[]) {
    results.push(await check(addon, family, hasPython() ? (values.types.split(",") as QuantizationType[]) : []));
    console.error(`${family} done`);
  }
  const rows = results.map(({ family, difference, differingFormats }) => [
    family,
    difference.toExponential(1),
    String(differingFormats),
  ]);
  console.log(formatTable([["family", "difference of logits", "tensors of another format"], ...rows]));
  return results.every(({ difference, differingFormats }) => difference < tolerance && differingFormats === 0) ? 0 : 1;
}

async function check(addon: Addon, family: Family, types: readonly QuantizationType[]): Promise<Result> {
  const source = join(folder, `folder-${family}`);
  const [whole, ours, theirs] = ["f32", "ours", "llama"].map((name) => join(folder, `converted-${name}.gguf`));
  writeRandomFolder(source, families[family]);
  await quantizeModel(source, whole, { type: "f32", overwrite: true });
  const difference = await differenceOfLogits(addon, source, whole);
  let count = 0;
  for (const type of types) {
    await quantizeModel(whole, ours, { type, overwrite: true });
    llamaQuantize(whole, theirs, recipes[type].fileType);
    const differing = await differingFormats(ours, theirs);
    for (const line of differing) console.error(`${family} ${type}: ${line}`);
    count += differing.length;
  }
  return { family, difference, differingFormats: count };
}

async function differenceOfLogits(addon: Addon, source: string, path: string): Promise<number> {
  const llama = await LlamaModel.open(addon, path);
  const tokenIds = llama.tokenize(text, false);
  const theirs = await llama.logits(tokenIds, tokenIds.length, 2);
  await llama.close();
  const ours = await ourLogits(source, tokenIds, "reference", "F32");
  const zeros = ours.map((row) => new Float32Array(row.length));
  return rmsDifference(ours, theirs) / rmsDifference(ours, zeros);
}

process.exit(await main());
