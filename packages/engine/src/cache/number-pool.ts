import { assert } from "../errors.ts";

/** Hands out the numbers below a limit. It knows which are taken, not by whom: each has one owner, who gives it back once. */
export class NumberPool {
  readonly size: number;
  /** Free numbers, the next one to give on top; one given back is the first to be given again. */
  readonly #free: number[];
  readonly #isTaken: Uint8Array;

  constructor(size: number) {
    this.size = size;
    this.#free = Array.from({ length: size }, (_, i) => size - 1 - i);
    this.#isTaken = new Uint8Array(size);
  }

  get numFree(): number {
    return this.#free.length;
  }

  get numTaken(): number {
    return this.size - this.#free.length;
  }

  /** A free number, or `undefined` when all are taken. */
  take(): number | undefined {
    const number = this.#free.pop();
    if (number !== undefined) this.#isTaken[number] = 1;
    return number;
  }

  giveBack(number: number): void {
    assert(this.#isTaken[number] === 1, `${number} is given back, but was not taken`);
    this.#isTaken[number] = 0;
    this.#free.push(number);
  }
}
