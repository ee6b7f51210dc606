import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { quantizationTypes, quantizeModel } from "../../packages/engine/src/convert/quantize-model.ts";
import { type QuantizationType, recipes } from "../../packages/engine/src/convert/recipes.ts";
import { openCheckpoint } from "../../packages/engine/src/files/open-checkpoint.ts";
import { loadTokenizer } from "../../packages/engine/src/load-tokenizer.ts";
import { quantFormats } from "../../packages/engine/src/quant/index.ts";
import type { QuantFormat } from "../../packages/engine/src/quant/quant-format.ts";
import { quantizeWeights } from "../../packages/engine/src/quant/quantize-weights.ts";
import { makeHubFolder } from "../../tests/cockpit/cockpit-files.fixture.ts";
import { formatTable } from "../../tests/parity/format-table.ts";
import { differingFormats } from "./convert/differing-formats.ts";
import { hasPython, llamaBlocks, llamaQuantize } from "./llama/llama-quantize.ts";
import { type Conversation, conversations } from "./quality/conversations.ts";
import { roundMatrices } from "./quality/formats.ts";
import { type Predictions, perplexity, predict, type Quality, qualityOf } from "./quality/predictions.ts";

/*
 * npm run quality -- [--types q8_0,q4_k_m,…] [--formats Q4_K,…] [--conversations 64] [--json FILE]
 *
 * How far Cockpit's predictions move when its weights are rounded: by each type of `qwen.ts quantize`, and by each
 * format alone. Beside them, where there is a python3, llama.cpp's own quantiser on the same weights; then the command
 * fails if the two give any tensor different formats. All arithmetic is in float32, so that only weights differ.
 */

const folder = join(import.meta.dirname, "../.models");
const inFolder = (name: string) => join(folder, name);

interface Row {
  readonly name: string;
  readonly bitsPerWeight: number;
  readonly relativeError?: readonly number[];
  /** Ours, then llama.cpp's. */
  readonly qualities: readonly Quality[];
}

async function main(): Promise<number> {
  const written = quantFormats.filter(({ quantize, blockLength }) => quantize && blockLength > 1);
  const { values } = parseArgs({
    options: {
      types: { type: "string", default: quantizationTypes.filter((type) => type !== "f32").join() },
      formats: { type: "string", default: written.map(({ id }) => id).join() },
      conversations: { type: "string", default: "64" },
      json: { type: "string", default: join(import.meta.dirname, "../results/quality.json") },
    },
  });
  mkdirSync(folder, { recursive: true });
  const hub = await makeHubFolder();
  try {
    await quantizeModel(hub.folder, inFolder("quality-source-bf16.gguf"), { type: "bf16", overwrite: true });
    await quantizeModel(hub.folder, inFolder("quality-source-f32.gguf"), { type: "f32", overwrite: true });
  } finally {
    await hub.remove();
  }
  const texts = conversations(await loadTokenizer(inFolder("quality-source-f32.gguf")), Number(values.conversations));
  const source = await predict(inFolder("quality-source-f32.gguf"), texts);
  console.log(`${texts.length} conversations, ${source.logits.length} tokens to predict`);
  console.log(`perplexity of the source ${perplexity(source).toFixed(4)}`);
  const bench = new Bench(texts, source, hasPython());
  const types: Row[] = [];
  for (const type of values.types.split(",") as QuantizationType[]) types.push(await bench.type(type));
  const formats: Row[] = [];
  const wanted = values.formats.split(",");
  for (const format of written.filter(({ id }) => wanted.includes(id))) formats.push(await bench.format(format));
  for (const rows of [types, formats])
    if (rows.length > 0) console.log(formatTable([header(rows[0]), ...rows.map(row)]));
  mkdirSync(join(values.json, ".."), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify({ types, formats }, null, 2)}\n`);
  return bench.hasDifferentFormats ? 1 : 0;
}

class Bench {
  hasDifferentFormats = false;
  readonly #texts: readonly Conversation[];
  readonly #source: Predictions;
  readonly #hasLlama: boolean;

  constructor(texts: readonly Conversation[], source: Predictions, hasLlama: boolean) {
    this.#texts = texts;
    this.#source = source;
    this.#hasLlama = hasLlama;
  }

  /** A file of this type, from bfloat16. */
  async type(type: QuantizationType): Promise<Row> {
    const from = inFolder("quality-source-bf16.gguf");
    const [ours, theirs] = [inFolder(`quality-${type}.gguf`), inFolder(`quality-${type}-llama.gguf`)];
    await quantizeModel(from, ours, { type, overwrite: true });
    const qualities = [await this.#quality(ours)];
    if (this.#hasLlama) {
      llamaQuantize(from, theirs, recipes[type].fileType);
      await this.#compareFormats(type, ours, theirs);
      qualities.push(await this.#quality(theirs));
    }
    console.error(`${type} done`);
    return { name: type, bitsPerWeight: await bitsPerWeight(ours), qualities };
  }

  /** All matrices in this format, rounded by themselves. */
  async format(format: QuantFormat): Promise<Row> {
    const ways = [ourBlocks, ...(this.#hasLlama ? [llamaBlocks] : [])];
    const [qualities, relativeError]: [Quality[], number[]] = [[], []];
    for (const round of ways) {
      const path = inFolder("quality-format.gguf");
      relativeError.push(await roundMatrices(inFolder("quality-source-f32.gguf"), path, format, round));
      qualities.push(qualityOf(this.#source, await predict(path, this.#texts)));
    }
    console.error(`${format.id} done`);
    const bits = (8 * format.blockBytes) / format.blockLength;
    return { name: format.id, bitsPerWeight: bits, relativeError, qualities };
  }

  async #quality(path: string): Promise<Quality> {
    const floats = inFolder("quality-rounded.gguf");
    await quantizeModel(path, floats, { type: "f32", overwrite: true });
    return qualityOf(this.#source, await predict(floats, this.#texts));
  }

  async #compareFormats(type: string, ours: string, theirs: string): Promise<void> {
    for (const line of await differingFormats(ours, theirs)) {
      this.hasDifferentFormats = true;
      console.error(`${type}: ${line}`);
    }
  }
}

function ourBlocks(format: QuantFormat, weights: Float32Array): Uint8Array {
  const bytes = new Uint8Array((weights.length / format.blockLength) * format.blockBytes);
  quantizeWeights(format, weights, bytes);
  return bytes;
}

async function bitsPerWeight(path: string): Promise<number> {
  const checkpoint = await openCheckpoint(path);
  await checkpoint.close();
  const tensors = [...checkpoint.tensors.values()];
  const bytes = tensors.reduce((sum, { data }) => sum + data.length, 0);
  return (8 * bytes) / tensors.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
}

const who = ["ours", "llama.cpp"] as const;

function header({ relativeError, qualities }: Row): string[] {
  const perWay = (what: string, count = qualities.length) => who.slice(0, count).map((name) => `${what}, ${name}`);
  return [
    "",
    "bits a weight",
    ...perWay("error of the weights", relativeError?.length ?? 0),
    ...perWay("mean KL"),
    ...perWay("same top"),
    ...perWay("perplexity"),
  ];
}

function row({ name, bitsPerWeight, relativeError = [], qualities }: Row): string[] {
  return [
    name,
    bitsPerWeight.toFixed(2),
    ...relativeError.map((error) => `${(100 * error).toFixed(2)} %`),
    ...qualities.map(({ divergence }) => divergence.toExponential(2)),
    ...qualities.map(({ sameTop }) => `${(100 * sameTop).toFixed(1)} %`),
    ...qualities.map((quality) => quality.perplexity.toFixed(4)),
  ];
}

process.exitCode = await main();
