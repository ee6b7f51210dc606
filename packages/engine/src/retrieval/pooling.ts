import { QwenError } from "../errors.ts";
import type { Pooling } from "../models/pooling.ts";
import type { SequenceOutput } from "../scheduler/sequence.ts";
import type { PromptReader } from "./prompt-reading.ts";

/** What has to be computed of a text for its embedding. */
export function outputFor(pooling: Pooling): SequenceOutput {
  // The first token's state is seldom worth more: as all, it is there even if the cache has the text.
  return pooling === "last" ? "lastHidden" : "allHidden";
}

/** Makes one vector of length 1 of a text's hidden states [n, D], which may come in pieces. */
export function poolingReader(pooling: Pooling, numTokens: number, dimensions: number): PromptReader<Float32Array> {
  if (pooling === "last") return (rows) => normalized(rows, dimensions);
  let sum = new Float64Array();
  return (rows, position, width) => {
    if (position === 0) sum = new Float64Array(width);
    const numRows = rows.length / width;
    const numUsed = pooling === "mean" ? numRows : Math.max(0, Math.min(numRows, 1 - position));
    for (let i = 0; i < numUsed * width; i++) sum[i % width] += rows[i];
    return position + numRows === numTokens ? normalized(sum, dimensions) : undefined;
  };
}

/** The first `dimensions` numbers, divided by their length; zero stays zero. @throws QwenError `model/bad-logits` */
function normalized(vector: ArrayLike<number>, dimensions: number): Float32Array {
  const embedding = new Float64Array(dimensions);
  let squares = 0;
  for (let i = 0; i < dimensions; i++) {
    embedding[i] = vector[i];
    squares += vector[i] ** 2;
  }
  if (!Number.isFinite(squares)) {
    const message = "Expected finite hidden states, but the model computed NaN or infinity. Its file may be damaged.";
    throw new QwenError("model/bad-logits", message);
  }
  const length = Math.sqrt(squares);
  return Float32Array.from(embedding, (value) => (length > 0 ? value / length : 0));
}
