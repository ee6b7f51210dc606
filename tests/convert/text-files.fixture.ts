import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { tokenOfBytes } from "../../packages/engine/src/text/byte-alphabet.ts";
import { preTokenizers } from "../../packages/engine/src/text/pre-tokenizer.ts";

/** A hub's tokenizer.json: the 256 bytes, and two tokens more where the vocabulary has room. */
export function byteTokenizer(vocabSize: number, preTokenizer: "qwen2" | "qwen35" = "qwen2") {
  const bytes = Array.from({ length: 256 }, (_, byte) => [tokenOfBytes([byte]), byte] as const);
  const { hubPattern } = preTokenizers.find(({ name }) => name === preTokenizer)!;
  const hasRoom = vocabSize > 258;
  return {
    model: {
      type: "BPE",
      vocab: Object.fromEntries([...bytes, ...(hasRoom ? [["he", 256] as const] : [])]),
      merges: hasRoom ? [["h", "e"]] : [],
    },
    added_tokens: hasRoom ? [{ id: 257, content: "<|im_end|>", special: true }] : [],
    normalizer: { type: "NFC" },
    pre_tokenizer: {
      type: "Sequence",
      pretokenizers: [
        { type: "Split", pattern: { Regex: hubPattern }, behavior: "Isolated", invert: false },
        { type: "ByteLevel", add_prefix_space: false, use_regex: false },
      ],
    },
  };
}

/** A copy of a golden folder with a tokenizer, in a temporary one; with the configuration of a case that has its own. */
export async function folderWithText(golden: string, caseName = "") {
  const parent = await mkdtemp(join(tmpdir(), "qwents-convert-"));
  const folder = join(parent, basename(golden));
  await cp(golden, folder, { recursive: true });
  const configFile = join(folder, "config.json");
  const own = join(folder, `config-${caseName}.json`);
  if (existsSync(own)) await cp(own, configFile);
  const config = JSON.parse(await readFile(configFile, "utf8"));
  const { vocab_size: vocabSize } = { ...config, ...config.text_config };
  await writeFile(join(folder, "tokenizer.json"), JSON.stringify(byteTokenizer(vocabSize)));
  return { folder, parent, remove: () => rm(parent, { recursive: true }) };
}
