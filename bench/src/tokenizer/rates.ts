import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Rng } from "../../../packages/engine/src/core/rng.ts";
import { loadTokenizer } from "../../../packages/engine/src/load-tokenizer.ts";
import type { VocabularyFile } from "./vocabularies.ts";

export interface EncodingRates {
  readonly name: string;
  readonly text: string;
  /** Megabytes of UTF-8 a second, of each round. */
  readonly rates: readonly number[];
}

const numCharacters = 1_000_000;

/** How fast the tokenizers of GGUF files read texts, each text by a tokenizer that has seen no text yet. */
export async function encodingRates(files: readonly VocabularyFile[], rounds: number): Promise<EncodingRates[]> {
  const all: EncodingRates[] = [];
  for (const { name, path } of files.filter((file) => file.path.endsWith(".gguf"))) {
    for (const [text, content] of Object.entries({ "this repository": sources(), "random letters": randomLetters() })) {
      const rates: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const tokenizer = await loadTokenizer(path);
        const begin = performance.now();
        tokenizer.encode(content);
        rates.push(Buffer.byteLength(content) / 1000 / (performance.now() - begin));
      }
      all.push({ name, text, rates });
    }
  }
  return all;
}

/** Program code and guides. */
function sources(): string {
  const root = join(import.meta.dirname, "../../..");
  const names = ["packages", "docs", "tests", "models"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(root, folder, name)),
  );
  const texts = names.filter((name) => /\.(ts|md)$/.test(name) && !/node_modules|[/\\]dist[/\\]/.test(name));
  return texts.map((name) => readFileSync(name, "utf8")).join("");
}

/** Words of one to twelve letters of Latin, Cyrillic, Devanagari, Thai and Chinese: hardly one occurs twice. */
function randomLetters(): string {
  const rng = Rng.fromSeed(1);
  const scripts = [0x61, 0x430, 0x905, 0xe01, 0x4e00];
  let text = "";
  while (text.length < numCharacters) {
    const first = scripts[Math.floor(rng.next() * scripts.length)];
    const length = 1 + Math.floor(rng.next() * 12);
    for (let i = 0; i < length; i++) text += String.fromCharCode(first + Math.floor(rng.next() * 26));
    text += " ";
  }
  return text;
}
