import type { KvCache, KvCacheSpec } from "../ops.ts";

/** A cache in the shared memory, laid out by kv-cache-layout.ts. */
export class WasmCache implements KvCache {
  readonly spec: KvCacheSpec;
  /** Of the first byte. */
  readonly address: number;

  constructor(spec: KvCacheSpec, address: number) {
    this.spec = spec;
    this.address = address;
  }
}
