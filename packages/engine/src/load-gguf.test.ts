import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeGguf, type GgufTensor } from "./files/gguf-writer.ts";
import { answerOf, goldenCase } from "./golden-engine.fixture.ts";
import { goldenMetadata, goldenTensors } from "./golden-gguf.fixture.ts";
import { inspectCheckpoint } from "./inspect-checkpoint.ts";
import { loadEngine } from "./load-engine.ts";
import { q5_0 } from "./quant/q5_0.ts";

const small = { backend: "reference", contextLength: 128 } as const;
const folder = mkdtempSync(join(tmpdir(), "load-gguf-"));
const metadata = goldenMetadata();
let tensors: GgufTensor<Uint8Array>[];

function write(name: string, contents: GgufTensor<Uint8Array>[]): string {
  const path = join(folder, `${name}.gguf`);
  writeFileSync(path, encodeGguf({ metadata, tensors: contents }));
  return path;
}

beforeAll(async () => {
  tensors = await goldenTensors();
});
afterAll(() => rmSync(folder, { recursive: true }));

test("a GGUF file is the same model as the hub folder, with text", async () => {
  const extra = { ...tensors[1], name: "blk.3.nextn.weight" };
  const engine = await loadEngine(write("whole", [...tensors, extra]), small);
  expect(engine.info).toMatchObject({
    id: "whole",
    container: "gguf",
    vocabSize: 512,
    hasChatTemplate: true,
    unusedTensors: ["blk.3.nextn.weight"],
    notes: ["1 tensor is not used: blk.3.nextn.weight"],
  });
  const { input_ids: tokenIds, generated_ids } = goldenCase("3");
  // Up to the first token that the small vocabulary does not have.
  const numKnown = generated_ids.findIndex((id) => id > 260);
  expect(numKnown).toBeGreaterThan(0);
  const request = { tokenIds, maxTokens: 16, sampling: { temperature: 0 }, ignoreEos: true };
  expect((await answerOf(engine, request)).tokenIds.slice(0, numKnown)).toEqual(generated_ids.slice(0, numKnown));
  const chat = await answerOf(engine, { messages: [{ role: "user", content: "hell" }], maxTokens: 3, ignoreEos: true });
  expect(chat.end.usage).toMatchObject({ promptTokens: 2, completionTokens: 3 });
  await engine.close();
});

test("formats that are kept as another one are told, where they are", async () => {
  const zeros = { layout: q5_0, data: new Uint8Array((112 * 64 * q5_0.blockBytes) / q5_0.blockLength) };
  const isKept = ({ name }: { name: string }) => name === "blk.1.ffn_up.weight" || name === "blk.2.ffn_up.weight";
  const path = write(
    "kept",
    tensors.map((tensor) => (isKept(tensor) ? { ...tensor, ...zeros } : tensor)),
  );
  const note =
    "kept as Q8_0 in memory, since they have no kernels yet: Q5_0 (2 tensors); 14.9 KiB, 9.6 KiB in the file";
  expect((await inspectCheckpoint(path)).notes).toEqual([note]);
  for (const backend of ["wasm", "reference"] as const) {
    const engine = await loadEngine(path, { ...small, backend });
    expect(engine.info.notes).toEqual(backend === "wasm" ? [note] : []);
    await engine.close();
  }
});

test("a tensor that is missing or has another shape is named", async () => {
  const without = tensors.filter(({ name }) => name !== "blk.1.ffn_up.weight");
  await expect(loadEngine(write("missing", without), small)).rejects.toMatchObject({
    code: "model/missing-tensor",
    message: expect.stringContaining("blk.1.ffn_up.weight"),
  });
  const turned = tensors.map((tensor) =>
    tensor.name === "blk.1.ffn_up.weight" ? { ...tensor, shape: tensor.shape.toReversed() } : tensor,
  );
  await expect(loadEngine(write("turned", turned), small)).rejects.toMatchObject({
    code: "model/bad-shape",
    message: expect.stringContaining("blk.1.ffn_up.weight"),
  });
});
