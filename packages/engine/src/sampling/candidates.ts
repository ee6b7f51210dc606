/**
 * The tokens still in the race, and how heavily each weighs: weights are probabilities up to a common factor, the
 * likeliest token's being 1. Room for a whole vocabulary is made once and used for every token of every sequence.
 */
export class Candidates {
  /** [V] the first `count` count. */
  readonly ids: Int32Array;
  /** [V] beside `ids`. */
  readonly weights: Float64Array;
  /** [V] room for logits that penalties or biases change. */
  readonly logits: Float32Array;
  count = 0;

  constructor(vocabSize: number) {
    this.ids = new Int32Array(vocabSize);
    this.weights = new Float64Array(vocabSize);
    this.logits = new Float32Array(vocabSize);
  }
}
