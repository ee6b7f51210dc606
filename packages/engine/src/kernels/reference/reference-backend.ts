import { assert, QwenError } from "../../errors.ts";
import { lengthOfPieces, readPieces } from "../../files/pieced-bytes.ts";
import type { Backend, LoadWeightsOptions, Step, WeightRequest } from "../backend.ts";
import { mapValues } from "../map-values.ts";
import { sizeOfShape } from "../op-shapes.ts";
import type { KvCache, KvCacheSpec, StateCache, StateSpec, Weight } from "../ops.ts";
import { multiply, readScales } from "../tensor-scales.ts";
import { ReferenceCache } from "./reference-cache.ts";
import { ReferenceStates } from "./reference-states.ts";
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
      loadedBytes += lengthOfPieces(request.data);
      options.onProgress?.(loadedBytes);
    }
    return weights;
  }

  createKvCache(spec: KvCacheSpec): KvCache {
    const cache = orOutOfMemory("the cache", () => new ReferenceCache(spec));
    this.#memoryBytes += cache.sizeBytes;
    return cache;
  }

  createStateCache(spec: StateSpec, numSlots: number): StateCache {
    const states = orOutOfMemory("the states", () => new ReferenceStates(spec, numSlots));
    this.#memoryBytes += states.sizeBytes;
    return states;
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

async function loadWeight(request: WeightRequest): Promise<ReferenceWeight> {
  const { name, shape, format, data, map } = request;
  const size = sizeOfShape(shape);
  const length = lengthOfPieces(data);
  assert(
    size % format.blockLength === 0 && length === (size / format.blockLength) * format.blockBytes,
    `${name}: ${length} bytes of ${format.id} can not hold [${shape.join(", ")}]`,
  );
  const bytes = new Uint8Array(length);
  await readPieces(data, 0, bytes);
  const values = orOutOfMemory(name, () => new Float32Array(size));
  format.dequantize(bytes, values);
  if (map) mapValues(values, map);
  const scales = await readScales(request);
  scales?.forEach((scale, i) => {
    multiply(values.subarray((i * size) / scales.length, ((i + 1) * size) / scales.length), scale);
  });
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
