import { expect, test } from "vitest";
import { requireFormat, type TensorRecord } from "../../packages/engine/src/files/checkpoint.ts";
import { openCheckpoint } from "../../packages/engine/src/files/open-checkpoint.ts";
import { planModel } from "../../packages/engine/src/models/load-model.ts";
import { parityBackends } from "../parity/backends.ts";
import { findCases } from "../parity/find-cases.ts";
import { runCase } from "../parity/run-case.ts";
import { ggufPath, hubFolder } from "./stand-in-files.fixture.ts";

async function floats(record: TensorRecord): Promise<Float32Array> {
  const out = new Float32Array(record.shape.reduce((product, size) => product * size, 1));
  const { source, offset, length } = record.data;
  requireFormat(record).dequantize(await source.read(offset, length), out);
  return out;
}

test("Q8_0 in GGUF and BF16 in safetensors hold the same weights to the last bit", async () => {
  const gguf = await openCheckpoint(ggufPath);
  const hub = await openCheckpoint(hubFolder);
  const { definition, config } = planModel(hub);
  const weights = definition.weights(config);
  expect(gguf.tensors.size).toBe(weights.length);
  for (const { name, ggufName } of weights) {
    const [a, b] = [gguf.tensors.get(ggufName), hub.tensors.get(name)];
    if (!a || !b) throw new Error(`${name} is missing`);
    expect(a.shape).toEqual(b.shape);
    const [left, right] = [await floats(a), await floats(b)];
    expect(Buffer.compare(Buffer.from(left.buffer), Buffer.from(right.buffer)), name).toBe(0);
  }
  await gguf.close();
  await hub.close();
});

for (const { label, create } of parityBackends) {
  test.each(findCases(hubFolder))(`${label}: trained weights, case $name`, async (files) => {
    const backend = await create();
    try {
      const { firstDivergence, greedyIdsEqual, notCompared } = await runCase(files, backend, 2e-4);
      expect({ firstDivergence, greedyIdsEqual, notCompared }).toEqual({
        firstDivergence: undefined,
        greedyIdsEqual: true,
        notCompared: [],
      });
    } finally {
      await backend.close();
    }
  });
}
