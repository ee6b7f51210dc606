import type { KvCache, KvCacheSpec } from "../ops.ts";
import type { LayerCache } from "./attention.ts";

/** A cache of plain arrays. */
export class ReferenceCache implements KvCache {
  readonly spec: KvCacheSpec;
  readonly layers: readonly LayerCache[];

  constructor(spec: KvCacheSpec) {
    const length = spec.numBlocks * spec.blockLength * spec.numKeyValueHeads * spec.headDim;
    this.spec = spec;
    this.layers = Array.from({ length: spec.numLayers }, () => ({
      keys: new Float32Array(length),
      values: new Float32Array(length),
    }));
  }

  get sizeBytes(): number {
    return this.layers.reduce((sum, { keys, values }) => sum + keys.byteLength + values.byteLength, 0);
  }
}
