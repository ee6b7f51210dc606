import { expect, test } from "vitest";
import { bytesSource } from "./bytes-source.ts";
import type { TensorRecord } from "./checkpoint.ts";
import { hasOwnOutput } from "./own-output.ts";

const length = 200_000;

function hasOwn(matrices: Record<string, Uint8Array>, formatId = "BF16"): Promise<boolean> {
  const records = Object.entries(matrices).map(([name, bytes], i): [string, TensorRecord] => {
    const data = { source: bytesSource(name, bytes), offset: 0, length: bytes.length };
    return [name, { name, shape: [bytes.length / 2], formatId: i === 0 ? "BF16" : formatId, data }];
  });
  return hasOwnOutput(new Map(records));
}

test("an output matrix of its own is told from a second copy of the embedding", async () => {
  const embedding = Uint8Array.from({ length }, (_, i) => i % 251);
  const trained = embedding.map((byte, i) => (i < length - 100 ? byte : byte + 1));
  const name = "model.language_model.embed_tokens.weight";
  expect(await hasOwn({ [name]: embedding })).toBe(false);
  expect(await hasOwn({ "lm_head.weight": embedding })).toBe(false);
  expect(await hasOwn({ [name]: embedding, "lm_head.weight": embedding.slice() })).toBe(false);
  expect(await hasOwn({ [name]: embedding, "lm_head.weight": trained })).toBe(true);
  expect(await hasOwn({ [name]: embedding, "thinker.lm_head.weight": embedding.subarray(2) })).toBe(true);
  expect(await hasOwn({ [name]: embedding, "lm_head.weight": embedding }, "F16")).toBe(true);
  expect(await hasOwn({ [name]: new Uint8Array(6), "lm_head.weight": new Uint8Array(6) })).toBe(false);
});
