import { assert, QwenError } from "../../errors.ts";
import type { Backend, LoadWeightsOptions, Step, WeightRequest } from "../backend.ts";
import { sizeOfShape } from "../op-shapes.ts";
import type { KvCache, KvCacheSpec, Weight } from "../ops.ts";
import { ReferenceCache } from "./reference-cache.ts";
import { ReferenceStep } from "./reference-step.ts";
import { ReferenceWeight } from "./reference-tensors.ts";

/** The backend in plain TypeScript: slow, one thread, and the definition of what every op computes. */
export function createReferenceBackend(): Backend {
  return new ReferenceBackend();
}

class ReferenceBackend implements Backend {
  readonly name = "reference";
  readonly description = "reference, plain TypeScript, 1 thread";
  readonly availableBytes = Number.POSITIVE_INFINITY;
  #memoryBytes = 0;
  #closed = false;
  #step: ReferenceStep | undefined;

  get memoryBytes(): number {
    return this.#memoryBytes;
  }

  async loadWeights(requests: readonly WeightRequest[], options: LoadWeightsOptions = {}): Promise<Weight[]> {
    const weights: Weight[] = [];
    let loadedBytes = 0;
    for (const request of requests) {
      options.signal?.throwIfAborted();
      const weight = await loadWeight(request);
      this.#memoryBytes += weight.sizeBytes;
      weights.push(weight);
      loadedBytes += request.data.length;
      options.onProgress?.(loadedBytes);
    }
    return weights;
  }

  createKvCache(spec: KvCacheSpec): KvCache {
    const cache = orOutOfMemory("the cache", () => new ReferenceCache(spec));
    this.#memoryBytes += cache.sizeBytes;
    return cache;
  }

  beginStep(): Step {
    assert(this.#step?.ended !== false, "a step was begun before the one before it had run");
    this.#step = new ReferenceStep(() => {
      if (this.#closed) throw new QwenError("engine/closed", "The engine was closed while it computed.");
    });
    return this.#step;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#memoryBytes = 0;
  }
}

async function loadWeight({ name, shape, format, data }: WeightRequest): Promise<ReferenceWeight> {
  const size = sizeOfShape(shape);
  assert(
    size % format.blockLength === 0 && data.length === (size / format.blockLength) * format.blockBytes,
    `${name}: ${data.length} bytes of ${format.id} can not hold [${shape.join(", ")}]`,
  );
  const bytes = await data.source.read(data.offset, data.length);
  const values = orOutOfMemory(name, () => new Float32Array(size));
  format.dequantize(bytes, values);
  return new ReferenceWeight(name, shape, format.id, values);
}

function orOutOfMemory<T>(what: string, allocate: () => T): T {
  try {
    return allocate();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new QwenError("engine/out-of-memory", `There is not enough memory for ${what}; use a smaller one.`, {
      cause,
    });
  }
}
