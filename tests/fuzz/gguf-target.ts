import { QwenError } from "../../packages/engine/src/errors.ts";
import { bytesSource } from "../../packages/engine/src/files/bytes-source.ts";
import { openGguf } from "../../packages/engine/src/files/gguf.ts";
import { configFromGguf } from "../../packages/engine/src/files/gguf-config.ts";
import {
  encodeGguf,
  type GgufArrayValue,
  type GgufTensor,
  type GgufValue,
} from "../../packages/engine/src/files/gguf-writer.ts";
import { layoutOfGgmlType } from "../../packages/engine/src/quant/ggml-types.ts";
import type { BlockLayout } from "../../packages/engine/src/quant/quant-format.ts";
import { type FuzzTarget, readTensors } from "./fuzz-target.ts";
import { mutateBytes } from "./mutate-bytes.ts";

const PART_NAMES = ["m-00001-of-00002.gguf", "m-00002-of-00002.gguf"];

/** The GGUF reader: whole files, and the first part of a split one whose second part is sound. */
export const ggufTarget: FuzzTarget = {
  name: "gguf",
  makeFile: (random) => mutateBytes(random.pick(SAMPLES), random),
  async readFile(bytes) {
    const checkpoint = await openGguf(bytesSource(PART_NAMES[0], bytes), async (name) => {
      if (name === PART_NAMES[1]) return bytesSource(name, SECOND_PART);
      throw new QwenError("files/not-found", `no ${name}`);
    });
    await readTensors(checkpoint.tensors);
    configFromGguf(checkpoint);
    await checkpoint.close();
  },
};

const text = (value: string): GgufValue => ({ type: "string", value });

const nestedArray: GgufArrayValue = {
  type: "array",
  of: "array",
  values: [
    { type: "array", of: "array", values: [{ type: "array", of: "u8", values: [1, 2, 3] }] },
    { type: "array", of: "array", values: [] },
  ],
};

const allKinds: [string, GgufValue][] = [
  ["general.architecture", text("qwen3")],
  ["general.alignment", { type: "u32", value: 32 }],
  ["qwen3.block_count", { type: "u32", value: 1 }],
  ["qwen3.rope.scaling.type", text("yarn")],
  ["qwen3.rope.scaling.factor", { type: "f32", value: 4 }],
  ["tokenizer.ggml.tokens", { type: "array", of: "string", values: ["a", "b", "ab", "漢", ""] }],
  ["tokenizer.ggml.token_type", { type: "array", of: "i32", values: [1, 1, 1, 3, 4] }],
  ["tokenizer.ggml.scores", { type: "array", of: "f32", values: [0, -1, 0.5] }],
  ["tokenizer.ggml.add_bos_token", { type: "bool", value: false }],
  ["flags", { type: "array", of: "bool", values: [true, false, true] }],
  ["wide", { type: "array", of: "u64", values: [1n, 2n ** 63n] }],
  ["i8", { type: "i8", value: -1 }],
  ["u16", { type: "u16", value: 1 }],
  ["i64", { type: "i64", value: -(2n ** 40n) }],
  ["f64", { type: "f64", value: 1e-9 }],
  ["nested", nestedArray],
];

function tensor(name: string, ggmlType: number, shape: readonly number[]): GgufTensor<Uint8Array> {
  const layout = layoutOfGgmlType(ggmlType) as BlockLayout;
  const numBlocks = shape.reduce((product, size) => product * size, 1) / layout.blockLength;
  return { name, shape, layout, data: Uint8Array.from({ length: numBlocks * layout.blockBytes }, (_, i) => i * 7) };
}

/** F32, F16, Q4_0, Q8_0, Q4_K, Q6_K, BF16, Q5_K, and IQ2_S, which is only known by name. */
const someTensors = [
  tensor("token_embd.weight", 8, [3, 32]),
  tensor("output_norm.weight", 0, [5]),
  tensor("blk.0.attn_q.weight", 12, [2, 256]),
  tensor("blk.0.attn_k.weight", 14, [256]),
  tensor("blk.0.attn_v.weight", 2, [1, 2, 2, 64]),
  tensor("blk.0.ffn_up.weight", 1, [2, 3]),
  tensor("blk.0.ffn_down.weight", 30, [7]),
  tensor("blk.0.ffn_gate.weight", 13, [256]),
  tensor("blk.0.attn_output.weight", 22, [256]),
];

function splitPart(index: number): Uint8Array {
  const counts = { "split.no": index, "split.count": 2, "split.tensors.count": someTensors.length };
  const metadata = Object.entries(counts).map(([key, value]): [string, GgufValue] => [key, { type: "u16", value }]);
  return encodeGguf({
    metadata: new Map(index === 0 ? [...metadata, ...allKinds] : metadata),
    tensors: index === 0 ? someTensors.slice(0, 3) : someTensors.slice(3),
  });
}

const SECOND_PART = splitPart(1);

const SAMPLES: readonly Uint8Array[] = [
  encodeGguf({ metadata: new Map(allKinds), tensors: someTensors }),
  encodeGguf({ metadata: new Map([["a", text("b")]]), tensors: someTensors.slice(1, 3) }),
  encodeGguf({ metadata: new Map([["nested", nestedArray]]), tensors: [] }),
  splitPart(0),
];
