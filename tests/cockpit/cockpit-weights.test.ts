import { afterAll, expect, test } from "vitest";
import { requireFormat, type TensorRecord } from "../../packages/engine/src/files/checkpoint.ts";
import { openCheckpoint } from "../../packages/engine/src/files/open-checkpoint.ts";
import { createBackend } from "../../packages/engine/src/kernels/index.ts";
import { loadModel, planModel } from "../../packages/engine/src/models/load-model.ts";
import { parityBackends } from "../parity/backends.ts";
import { expectParity } from "../parity/expect-parity.fixture.ts";
import { findCases } from "../parity/find-cases.ts";
import { SequenceRunner } from "../parity/sequence-runner.ts";
import { ggufPath, makeHubFolder } from "./cockpit-files.fixture.ts";

const hubFolder = await makeHubFolder();
afterAll(() => hubFolder.remove());

async function floats(record: TensorRecord): Promise<Float32Array> {
  const out = new Float32Array(record.shape.reduce((product, size) => product * size, 1));
  const { source, offset, length } = record.data;
  requireFormat(record).dequantize(await source.read(offset, length), out);
  return out;
}

const isSame = (left: Float32Array, right: Float32Array): boolean =>
  Buffer.compare(Buffer.from(left.buffer), Buffer.from(right.buffer)) === 0;

test("Q8_0 in GGUF and BF16 in safetensors are the same model to the last bit", async () => {
  const gguf = await openCheckpoint(ggufPath);
  const hub = await openCheckpoint(hubFolder.folder);
  const { definition, config } = planModel(hub);
  // GGUF has its numbers in 32 bits.
  expect(planModel(gguf).config).toEqual({ ...config, rmsNormEps: expect.closeTo(1e-6, 12) });
  const weights = definition.weights(config);
  expect([gguf.tensors.size, hub.tensors.size]).toEqual([weights.length, weights.length]);
  for (const { name, ggufName } of weights) {
    const [a, b] = [gguf.tensors.get(ggufName), hub.tensors.get(name)];
    if (!a || !b) throw new Error(`${name} is missing`);
    expect(a.shape).toEqual(b.shape);
    expect(isSame(await floats(a), await floats(b)), name).toBe(true);
  }
  await gguf.close();
  await hub.close();
});

test("both files give the same logits to the last bit", async () => {
  const logits = await Promise.all([ggufPath, hubFolder.folder].map(logitsOf));
  expect(isSame(logits[0], logits[1])).toBe(true);
});

async function logitsOf(path: string): Promise<Float32Array> {
  const checkpoint = await openCheckpoint(path);
  const backend = await createBackend("reference");
  const model = await loadModel(planModel(checkpoint), backend);
  await checkpoint.close();
  const { logits } = await new SequenceRunner(backend, model, 32).append([72, 101, 108, 108, 111]);
  await backend.close();
  return logits;
}

const cases = findCases(hubFolder.folder);

test("the golden folder has all its cases", () => {
  expect(cases.map(({ name }) => name)).toEqual(["call", "chat"]);
});

for (const { label, create } of parityBackends) {
  test.each(cases)(`${label}: PyTorch's logits, case $name`, async (files) => {
    await expectParity(files, await create(), 2e-4);
  });
}
