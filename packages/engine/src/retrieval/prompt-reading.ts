import type { ReadingJob } from "../loop-job.ts";
import type { Sequence } from "../scheduler/sequence.ts";

/**
 * Makes something of a prompt's rows [n, width]: logits or hidden states of its tokens from `position` on.
 * @returns undefined when there is more to come
 */
export type PromptReader<T> = (rows: Float32Array, position: number, width: number) => T | undefined;

/** A prompt in the step loop that is read, and not continued. */
export class PromptReading<T> implements ReadingJob {
  readonly sequence: Sequence;
  readonly #reader: PromptReader<T>;
  readonly #width: number;
  readonly #result = Promise.withResolvers<T>();

  constructor(sequence: Sequence, width: number, reader: PromptReader<T>) {
    this.sequence = sequence;
    this.#width = width;
    this.#reader = reader;
  }

  /** What the reader made of it, or why it left the loop. */
  get result(): Promise<T> {
    return this.#result.promise;
  }

  begin(): void {}

  read(rows: Float32Array, position: number): void {
    const value = this.#reader(rows, position, this.#width);
    if (value !== undefined) this.#result.resolve(value);
  }

  fail(error: unknown): void {
    this.#result.reject(error);
  }
}
