import { openCheckpoint } from "../../../packages/engine/src/files/open-checkpoint.ts";
import { type BackendName, createBackend } from "../../../packages/engine/src/kernels/index.ts";
import type { CacheType } from "../../../packages/engine/src/kernels/ops.ts";
import { loadModel, planModel } from "../../../packages/engine/src/models/load-model.ts";
import { SequenceRunner } from "../../../tests/parity/sequence-runner.ts";

/** Logits of every position, [T][V], as our engine computes them in one step. */
export async function ourLogits(
  path: string,
  tokenIds: readonly number[],
  backendName: BackendName,
  cacheType: CacheType,
): Promise<Float32Array[]> {
  const checkpoint = await openCheckpoint(path);
  const backend = await createBackend(backendName);
  try {
    const model = await loadModel(planModel(checkpoint), backend);
    const { logits } = await new SequenceRunner(backend, model, tokenIds.length, cacheType).append(tokenIds);
    const V = model.config.vocabSize;
    return tokenIds.map((_, t) => logits.subarray(t * V, (t + 1) * V));
  } finally {
    await backend.close();
    await checkpoint.close();
  }
}
