import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openCheckpoint } from "../../packages/engine/src/files/open-checkpoint.ts";
import type { Tokenizer } from "../../packages/engine/src/text/tokenizer.ts";
import { tokenizerFromGguf } from "../../packages/engine/src/text/tokenizer-from-gguf.ts";
import { loadAddon } from "./llama/addon.ts";
import { LlamaModel } from "./llama/llama-model.ts";
import { testModel } from "./logits/test-models.ts";

/*
 * npm run tokens
 *
 * Our token ids beside llama.cpp's, of every line of data/corpus.txt, of the whole, and of pieces cut at odd places, with
 * control tokens read as themselves and as plain text. The ids must be equal. The corpus is in normalisation form C:
 * other text is normalised by us, as by Qwen's own tokenizer, and not by llama.cpp.
 */

const corpus = readFileSync(join(import.meta.dirname, "../data/corpus.txt"), "utf8");

function texts(): string[] {
  const characters = [...corpus];
  const pieces: string[] = [];
  for (let from = 0, length = 1; from < characters.length; from += length, length = (length % 97) + 1) {
    pieces.push(characters.slice(from, from + length).join(""));
  }
  return ["", corpus, ...corpus.split("\n"), ...pieces].map((text) => text.normalize("NFC"));
}

function differing(ours: Tokenizer, llama: LlamaModel, parseSpecial: boolean): string[] {
  return texts().filter(
    (text) => ours.encode(text, { parseSpecial }).join() !== llama.tokenize(text, parseSpecial).join(),
  );
}

async function main(): Promise<number> {
  const addon = await loadAddon();
  let failed = 0;
  for (const model of ["cockpit", "tiny"]) {
    const path = await testModel(model, "q8_0");
    if (!path) throw new Error(`no model ${model}`);
    const checkpoint = await openCheckpoint(path);
    if (checkpoint.container !== "gguf") throw new Error(`${path} is not a GGUF file`);
    const ours = tokenizerFromGguf(checkpoint.metadata);
    const llama = await LlamaModel.open(addon, path);
    for (const parseSpecial of [true, false]) {
      const different = differing(ours, llama, parseSpecial);
      failed += different.length;
      const reading = parseSpecial ? "control tokens" : "plain text";
      console.log(`${ours.vocabSize} tokens, ${reading}: ${texts().length} texts, ${different.length} differ`);
      for (const text of different.slice(0, 5)) console.log(`  ${JSON.stringify(text.slice(0, 200))}`);
    }
    await llama.close();
    await checkpoint.close();
  }
  return failed > 0 ? 1 : 0;
}

process.exit(await main());
