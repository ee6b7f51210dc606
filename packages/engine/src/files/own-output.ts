import type { TensorRecord } from "./checkpoint.ts";

const [numSamples, sampleBytes] = [16, 4096];

/**
 * Whether a checkpoint of the hub has an output matrix that is not its embedding. Merged models have one whose
 * configurations still say that the two are the same; others have the same matrix twice. Reads samples of both.
 */
export async function hasOwnOutput(tensors: ReadonlyMap<string, TensorRecord>): Promise<boolean> {
  const find = (ending: RegExp) => [...tensors.values()].find(({ name }) => ending.test(name));
  const [embedding, output] = [find(/(^|\.)embed_tokens\.weight$/), find(/(^|\.)lm_head\.weight$/)];
  if (!embedding || !output) return false;
  if (embedding.formatId !== output.formatId || embedding.data.length !== output.data.length) return true;
  const last = Math.max(embedding.data.length - sampleBytes, 0);
  for (let i = 0; i < numSamples; i++) {
    const from = Math.floor((last * i) / (numSamples - 1));
    const [a, b] = await Promise.all([embedding, output].map((tensor) => sample(tensor, from)));
    if (a.some((byte, j) => byte !== b[j])) return true;
  }
  return false;
}

const sample = ({ data }: TensorRecord, from: number): Promise<Uint8Array> =>
  data.source.read(data.offset + from, Math.min(sampleBytes, data.length - from));
