import { assert } from "../../errors.ts";
import { alignUp, growMemory, newMemory, USABLE_BYTES } from "./shared-memory.ts";

/** Where a weight lies: `memory` counts from 1 among those of weights, 0 is the shared one. */
export interface WeightPlace {
  readonly memory: number;
  readonly address: number;
}

/** Some room in each is lost, since no matrix lies in two of them. A memory that is not needed costs nothing. */
const EXPECTED_BYTES = 0.6 * USABLE_BYTES;
/** With fewer bytes of weights the shared memory has room enough for caches and steps beside them. */
const FEW_BYTES = 2.5 * 2 ** 30;

/** How many memories so many bytes of weights take; 0 if they can lie in the shared one. */
export const countWeightMemories = (bytes: number): number =>
  bytes <= FEW_BYTES ? 0 : Math.ceil(bytes / EXPECTED_BYTES);

/**
 * Memories that hold weights and nothing else, for models that do not fit into 4 GiB together with caches and steps.
 * Addresses stay 32-bit numbers: for each memory there are kernels of its own.
 */
export class WeightMemories {
  readonly memories: readonly WebAssembly.Memory[];
  readonly #ends: number[];

  /** @throws QwenError `engine/out-of-memory` */
  constructor(count: number) {
    this.memories = Array.from({ length: count }, newMemory);
    this.#ends = this.memories.map(() => 0);
  }

  get usedBytes(): number {
    return this.#ends.reduce((sum, end) => sum + end, 0);
  }

  /** A place for each, in the first memory that has room. @throws QwenError `engine/out-of-memory` */
  allocate(sizes: readonly number[]): WeightPlace[] {
    const places = sizes.map((size): WeightPlace => {
      const index = this.#ends.findIndex((end) => end + size <= USABLE_BYTES);
      assert(index >= 0, `no memory has room for ${size} bytes of weights`);
      const address = this.#ends[index];
      this.#ends[index] = address + alignUp(size);
      return { memory: index + 1, address };
    });
    for (const [index, memory] of this.memories.entries()) growMemory(memory, this.#ends[index], "the weights");
    return places;
  }
}
