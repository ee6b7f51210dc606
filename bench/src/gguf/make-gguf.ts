import { open } from "node:fs/promises";
import { modelMetadata } from "../../../packages/engine/src/convert/gguf-model-metadata.ts";
import { type GgufValue, ggufChunks } from "../../../packages/engine/src/files/gguf-writer.ts";
import { formatById } from "../../../packages/engine/src/quant/index.ts";
import { fileTypes, type Mix } from "./mixes.ts";
import { RandomWeights } from "./random-weights.ts";
import { realVocabulary } from "./real-vocabulary.ts";
import { modelOf, type Shape, shapes } from "./shapes.ts";
import { tensorList } from "./tensor-list.ts";

export interface MakeGgufOptions {
  /** A key of `shapes`. */
  readonly size: string;
  readonly mix: Mix;
  readonly seed: number;
  readonly path: string;
}

/** Writes a GGUF file of a real Qwen3's shape with its real vocabulary and random weights. Gives its size in bytes. */
export async function makeGguf({ size, mix, seed, path }: MakeGgufOptions): Promise<number> {
  const shape = shapes[size];
  if (!shape) throw new Error(`no shape ${size}; there are ${Object.keys(shapes).join(", ")}`);
  const weights = new RandomWeights(seed);
  const tensors = tensorList(shape, mix).map(({ name, shape, formatId, middle }) => {
    const layout = formatById(formatId);
    if (!layout) throw new Error(`the engine has no format ${formatId}`);
    const numWeights = shape.reduce((product, length) => product * length, 1);
    const data = () => weights.blocks(numWeights, layout);
    return { name, shape, layout, data: middle === undefined ? data : () => multiplied(data(), middle) };
  });
  const file = await open(path, "w");
  try {
    for await (const chunk of ggufChunks({ metadata: metadata(shape, mix), tensors })) await file.write(chunk);
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

/** Float32 numbers, each times a factor. */
async function* multiplied(chunks: AsyncIterable<Uint8Array>, factor: number): AsyncGenerator<Uint8Array> {
  for await (const bytes of chunks) {
    const numbers = new Float32Array(Uint8Array.from(bytes).buffer);
    yield new Uint8Array(numbers.map((number) => factor * number).buffer);
  }
}

function metadata(shape: Shape, mix: Mix): Map<string, GgufValue> {
  const { definition, config } = modelOf(shape);
  const { tokens, tokenTypes, merges, chatTemplate } = realVocabulary(config.vocabSize);
  const text = (value: string): GgufValue => ({ type: "string", value });
  const count = (value: number): GgufValue => ({ type: "u32", value });
  const strings = (values: readonly string[]): GgufValue => ({ type: "array", of: "string", values });
  return new Map([
    ...modelMetadata(`${shape.name} shape, random weights`, definition, config, shape.config),
    ["general.file_type", count(fileTypes[mix])],
    ["general.quantization_version", count(2)],
    ["tokenizer.ggml.model", text("gpt2")],
    ["tokenizer.ggml.pre", text("qwen2")],
    ["tokenizer.ggml.tokens", strings(tokens)],
    ["tokenizer.ggml.token_type", { type: "array", of: "i32", values: tokenTypes }],
    ["tokenizer.ggml.merges", strings(merges)],
    ["tokenizer.ggml.bos_token_id", count(tokens.indexOf("<|endoftext|>"))],
    ["tokenizer.ggml.eos_token_id", count(tokens.indexOf("<|im_end|>"))],
    ["tokenizer.ggml.padding_token_id", count(tokens.indexOf("<|endoftext|>"))],
    ["tokenizer.ggml.add_bos_token", { type: "bool", value: false }],
    ["tokenizer.chat_template", text(chatTemplate)],
  ]);
}
