import { bytesSource } from "../../packages/engine/src/files/bytes-source.ts";
import { readSafetensors } from "../../packages/engine/src/files/safetensors.ts";
import { type FuzzTarget, readTensors } from "./fuzz-target.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateJson } from "./mutate-json.ts";
import type { Random } from "./random.ts";

/** The safetensors reader: damage to the bytes, to the header's JSON, or to both. */
export const safetensorsTarget: FuzzTarget = {
  name: "safetensors",
  makeFile(random) {
    const kind = random.below(5);
    const file = encode(kind < 2 ? HEADER : mutatedHeader(random), random.chance(0.1) ? random.below(2000) : undefined);
    return kind < 3 ? mutateBytes(file, random) : file;
  },
  async readFile(bytes) {
    const { tensors } = await readSafetensors(bytesSource("model.safetensors", bytes));
    await readTensors(tensors);
  },
};

const DATA_BYTES = 151;

const HEADER = {
  __metadata__: { format: "pt", note: 'with "quotes" and \\ and 漢' },
  "model.embed_tokens.weight": { dtype: "F32", shape: [3, 4], data_offsets: [0, 48] },
  "model.norm.weight": { dtype: "BF16", shape: [5], data_offsets: [48, 58] },
  half: { dtype: "F16", shape: [2, 2, 2], data_offsets: [58, 74] },
  ids: { dtype: "I64", shape: [1, 7], data_offsets: [74, 130] },
  empty: { dtype: "U8", shape: [0, 9], data_offsets: [130, 130] },
  scalar: { dtype: "F64", shape: [], data_offsets: [130, 138] },
  four: { dtype: "F4", shape: [6], data_offsets: [138, 141] },
  unheard: { dtype: "X1", shape: [10], data_offsets: [141, DATA_BYTES] },
};

function mutatedHeader(random: Random): unknown {
  const header = structuredClone(HEADER);
  mutateJson(header, random);
  return header;
}

/** @param claimedLength Written as the header's length instead of the true one. */
function encode(header: unknown, claimedLength?: number): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + DATA_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(claimedLength ?? json.length), true);
  bytes.set(json, 8);
  for (let i = 0; i < DATA_BYTES; i++) bytes[8 + json.length + i] = i;
  return bytes;
}
