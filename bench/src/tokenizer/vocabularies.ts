import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Rng } from "../../../packages/engine/src/core/rng.ts";
import { encodeGguf, type GgufValue } from "../../../packages/engine/src/files/gguf-writer.ts";
import { preTokenizers } from "../../../packages/engine/src/text/pre-tokenizer.ts";
import { realVocabulary } from "../gguf/real-vocabulary.ts";

export interface VocabularyFile {
  readonly name: string;
  /** A GGUF file without tensors, or a folder as on the hub with weights of one number. */
  readonly path: string;
}

interface Vocabulary {
  readonly pre: "qwen2" | "qwen35";
  readonly tokens: readonly string[];
  readonly merges: readonly string[];
  readonly control: readonly string[];
}

const newerSize = 248_044;
const control = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"];

/** Writes both vocabularies in both containers. */
export function writeVocabularies(folder: string): VocabularyFile[] {
  const older = olderVocabulary();
  return [older, newerVocabulary(older)].flatMap((vocabulary) => [
    { name: `${vocabulary.tokens.length} tokens, GGUF`, path: writeGguf(folder, vocabulary) },
    { name: `${vocabulary.tokens.length} tokens, tokenizer.json`, path: writeFolder(folder, vocabulary) },
  ]);
}

function olderVocabulary(): Vocabulary {
  const { tokens, tokenTypes, merges } = realVocabulary(151_936);
  return { pre: "qwen2", tokens: tokens.filter((_, id) => tokenTypes[id] === 1), merges, control };
}

/** As many tokens as Qwen3.5 has, the further ones of two older ones each. */
function newerVocabulary({ tokens, merges }: Vocabulary): Vocabulary {
  const rng = Rng.fromSeed(1);
  const all = new Set(tokens);
  const further: string[] = [];
  while (all.size < newerSize) {
    const [left, right] = [0, 1].map(() => tokens[Math.floor(rng.next() * tokens.length)]);
    if (all.has(left + right)) continue;
    all.add(left + right);
    further.push(`${left} ${right}`);
  }
  return { pre: "qwen35", tokens: [...all], merges: [...merges, ...further], control };
}

function writeGguf(folder: string, { pre, tokens, merges, control }: Vocabulary): string {
  const text = (value: string): GgufValue => ({ type: "string", value });
  const texts = (values: readonly string[]): GgufValue => ({ type: "array", of: "string", values });
  const types = [...tokens.map(() => 1), ...control.map(() => 3)];
  const metadata = new Map<string, GgufValue>([
    ["general.architecture", text("qwen3")],
    ["tokenizer.ggml.model", text("gpt2")],
    ["tokenizer.ggml.pre", text(pre)],
    ["tokenizer.ggml.tokens", texts([...tokens, ...control])],
    ["tokenizer.ggml.token_type", { type: "array", of: "i32", values: types }],
    ["tokenizer.ggml.merges", texts(merges)],
  ]);
  const path = join(folder, `${pre}.gguf`);
  writeFileSync(path, encodeGguf({ metadata, tensors: [] }));
  return path;
}

function writeFolder(folder: string, { pre, tokens, merges, control }: Vocabulary): string {
  const path = join(folder, pre);
  mkdirSync(path);
  const pattern = { Regex: preTokenizers.find(({ name }) => name === pre)!.hubPattern };
  const pretokenizers = [
    { type: "Split", pattern, behavior: "Isolated", invert: false },
    { type: "ByteLevel", add_prefix_space: false, trim_offsets: false, use_regex: false },
  ];
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
  const json = {
    added_tokens: control.map((content, index) => ({ id: tokens.length + index, content, special: true })),
    normalizer: { type: "NFC" },
    pre_tokenizer: { type: "Sequence", pretokenizers },
    model: { type: "BPE", vocab, merges: merges.map((merge) => merge.split(" ")) },
  };
  writeFileSync(join(path, "tokenizer.json"), JSON.stringify(json));
  writeFileSync(join(path, "config.json"), JSON.stringify({ model_type: "qwen3" }));
  const header = Buffer.from(JSON.stringify({ one: { dtype: "F32", shape: [1], data_offsets: [0, 4] } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  writeFileSync(join(path, "model.safetensors"), Buffer.concat([length, header, Buffer.alloc(4)]));
  return path;
}
