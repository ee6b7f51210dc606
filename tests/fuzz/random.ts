import { Rng } from "../../packages/engine/src/core/rng.ts";

/** The choices of one fuzz case. Equal seed and case number make equal choices. */
export class Random {
  readonly #rng: Rng;

  constructor(seed: number, caseIndex: number) {
    this.#rng = Rng.fromSeed(seed * 2 ** 32 + caseIndex);
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.#rng.next() * count);
  }

  /** True with that probability. */
  chance(probability: number): boolean {
    return this.#rng.next() < probability;
  }

  pick<Element>(elements: readonly Element[]): Element {
    return elements[this.below(elements.length)];
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }
}
