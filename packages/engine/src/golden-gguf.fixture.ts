import { requireFormat } from "./files/checkpoint.ts";
import type { GgufTensor, GgufValue } from "./files/gguf-writer.ts";
import { openCheckpoint } from "./files/open-checkpoint.ts";
import { goldenFolder } from "./golden-engine.fixture.ts";
import { planModel } from "./models/load-model.ts";
import { tinyMetadata } from "./tiny-gguf.fixture.ts";

/** Metadata of the golden model as a GGUF file has it, with a small vocabulary. */
export function goldenMetadata(): Map<string, GgufValue> {
  return tinyMetadata({
    numHiddenLayers: 3,
    hiddenSize: 64,
    intermediateSize: 112,
    numAttentionHeads: 4,
    numKeyValueHeads: 2,
    headDim: 32,
  });
}

/** The golden model's weights under the names of GGUF files. */
export async function goldenTensors(): Promise<GgufTensor<Uint8Array>[]> {
  const checkpoint = await openCheckpoint(goldenFolder);
  const { definition, config } = planModel(checkpoint);
  const tensors = await Promise.all(
    definition.weights(config).map(async ({ name, ggufName }) => {
      const record = checkpoint.tensors.get(name);
      if (record === undefined) throw new Error(`no ${name}`);
      const { source, offset, length } = record.data;
      const data = await source.read(offset, length);
      return { name: ggufName, shape: record.shape, layout: requireFormat(record), data };
    }),
  );
  await checkpoint.close();
  return tensors;
}
