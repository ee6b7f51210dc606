import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { bytesSource } from "./files/bytes-source.ts";
import { type CheckpointSummary, inspectCheckpoint } from "./inspect-checkpoint.ts";
import type { ReadableFiles } from "./platform/file-system.ts";
import { openFile } from "./platform/node.ts";

const golden = fileURLToPath(new URL("../../../tests/golden", import.meta.url));
const sizeOf = ({ tensors }: CheckpointSummary, pattern: RegExp): number =>
  tensors.filter(({ name }) => pattern.test(name)).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

test("a dense model reads all its weights for each token, also those of an embedding that is the output, too", async () => {
  const summary = await inspectCheckpoint(`${golden}/qwen3`);
  const all = sizeOf(summary, /./);
  expect(summary).toMatchObject({
    supported: true,
    needs: {
      weightBytes: all,
      weightBytesPerToken: all,
      // Keys and values, 2 bytes each, of 3 layers with 2 heads of 32.
      cacheBytesPerToken: 2 * 2 * 3 * 2 * 32,
      stateBytes: 0,
      maxPositionEmbeddings: 40_960,
    },
  });
});

test("of a mixture the chosen experts, and no embedding that is only looked up", async () => {
  const summary = await inspectCheckpoint(`${golden}/qwen3_moe`);
  const unread = sizeOf(summary, /embed_tokens/) + (6 / 8) * sizeOf(summary, /\.experts\./);
  const all = sizeOf(summary, /./);
  expect(summary.needs).toMatchObject({ weightBytes: all, weightBytesPerToken: all - unread });
});

test("a hybrid keeps a state for each sequence, and keys and values in some layers only", async () => {
  const { needs } = await inspectCheckpoint(`${golden}/qwen3_5_moe`);
  // Of 3 layers: 4 matrices of 16 × 16, and 3 inputs of 2 × 2 × 16 + 4 × 16 channels, 4 bytes each.
  expect(needs).toMatchObject({ stateBytes: 4 * 3 * (4 * 16 * 16 + 3 * 128), cacheBytesPerToken: 2 * 2 * 2 * 32 });
});

test("what a template lets a request say", async () => {
  const cockpit = fileURLToPath(new URL("../../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));
  expect(await inspectCheckpoint(cockpit)).toMatchObject({
    template: {
      toolCallStyle: "json",
      switchesThinking: true,
      hasReasoningEffort: false,
      preservesThinking: false,
      isGuard: false,
    },
    fillsGaps: true,
  });
  expect(await inspectCheckpoint(`${golden}/qwen3`)).not.toHaveProperty("template");
});

test("what does not run takes nothing", async () => {
  const config = new TextEncoder().encode('{"model_type":"other"}');
  const header = new TextEncoder().encode("{}");
  const weights = new Uint8Array(8 + header.length);
  weights[0] = header.length;
  weights.set(header, 8);
  const files = inMemory(
    new Map([
      ["config.json", config],
      ["model.safetensors", weights],
    ]),
  );
  expect(await inspectCheckpoint("elsewhere", files)).toMatchObject({
    supported: false,
    problem: "model/unsupported-architecture",
    architecture: "other",
  });
  expect(await inspectCheckpoint("elsewhere", files)).not.toHaveProperty("needs");
});

test("files may be anywhere", async () => {
  const names = readdirSync(`${golden}/qwen3_moe`);
  const there = new Map<string, Uint8Array>();
  for (const name of names) {
    const source = await openFile(`${golden}/qwen3_moe/${name}`);
    there.set(name, await source.read(0, source.sizeBytes));
    await source.close();
  }
  const { name: _, ...elsewhere } = await inspectCheckpoint("elsewhere", inMemory(there));
  const { name: _name, ...here } = await inspectCheckpoint(`${golden}/qwen3_moe`);
  expect(elsewhere).toEqual(here);
});

/** One folder of files, which is called whatever is asked for. */
function inMemory(files: ReadonlyMap<string, Uint8Array>): ReadableFiles {
  return {
    findPath: async (path) => ({ kind: "folder", path, name: path, folder: "" }),
    listFolder: async () => [...files.keys()].sort(),
    openFile: async (path) => {
      const name = path.split("/").at(-1) ?? "";
      return bytesSource(name, files.get(name) ?? new Uint8Array());
    },
  };
}
