import { openCheckpoint } from "../../../packages/engine/src/files/open-checkpoint.ts";
import { createBackend } from "../../../packages/engine/src/kernels/index.ts";
import { loadModel, planModel } from "../../../packages/engine/src/models/load-model.ts";
import { SequenceRunner } from "../../../tests/parity/sequence-runner.ts";
import { agreement, logProbabilities } from "../logits/statistics.ts";
import type { Conversation } from "./conversations.ts";

/** What a model says of the next token, at all positions that count. */
export interface Predictions {
  /** [N][V] */
  readonly logits: readonly Float32Array[];
  /** [N] the tokens that follow. */
  readonly nextIds: readonly number[];
}

/** Computes them with the weights of a file as they are; in float32 where the file has them so. */
export async function predict(path: string, texts: readonly Conversation[]): Promise<Predictions> {
  const checkpoint = await openCheckpoint(path);
  const backend = await createBackend("wasm");
  try {
    const model = await loadModel(planModel(checkpoint), backend);
    const V = model.config.vocabSize;
    const longest = Math.max(...texts.map(({ tokenIds }) => tokenIds.length));
    const runner = new SequenceRunner(backend, model, longest);
    const logits: Float32Array[] = [];
    for (const { tokenIds, positions } of texts) {
      runner.reset();
      const all = (await runner.append(tokenIds)).logits;
      for (const t of positions) logits.push(all.slice(t * V, (t + 1) * V));
    }
    const nextIds = texts.flatMap(({ tokenIds, positions }) => positions.map((t) => tokenIds[t + 1]));
    return { logits, nextIds };
  } finally {
    await backend.close();
    await checkpoint.close();
  }
}

export interface Quality {
  /** Of the quantised model's distribution from the source's, in nats, on average. */
  readonly divergence: number;
  /** Share of positions with the same best token. */
  readonly sameTop: number;
  readonly perplexity: number;
}

export function qualityOf(source: Predictions, quantized: Predictions): Quality {
  const { meanDivergence, sameTopWithTies } = agreement(source.logits, quantized.logits, 0);
  return { divergence: meanDivergence, sameTop: sameTopWithTies, perplexity: perplexity(quantized) };
}

export function perplexity({ logits, nextIds }: Predictions): number {
  const sum = logits.reduce((total, row, i) => total - logProbabilities(row)[nextIds[i]], 0);
  return Math.exp(sum / logits.length);
}
