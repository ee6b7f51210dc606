/**
 * The `numChosen` experts with the largest logits for each row of logits [T, E], the lower number first where equal.
 * Returns [T, N]. By logits, whose order is that of the probabilities, but which underflow does not make equal.
 */
export function chooseExperts(logits: Float32Array, numExperts: number, numChosen: number): Float32Array {
  const numTokens = logits.length / numExperts;
  const chosen = new Float32Array(numTokens * numChosen);
  for (let t = 0; t < numTokens; t++) {
    const row = logits.subarray(t * numExperts, (t + 1) * numExperts);
    const order = [...row.keys()].sort((a, b) => row[b] - row[a]);
    chosen.set(order.slice(0, numChosen), t * numChosen);
  }
  return chosen;
}

/** The softmax over each row of logits [T, E] at the chosen experts [T, N], divided by their sum where it `normalizes`. */
export function expertWeights(
  logits: Float32Array,
  chosen: Float32Array,
  numExperts: number,
  normalizes: boolean,
): Float32Array {
  const numTokens = logits.length / numExperts;
  const numChosen = chosen.length / numTokens;
  const weights = new Float32Array(chosen.length);
  for (let t = 0; t < numTokens; t++) {
    const row = logits.subarray(t * numExperts, (t + 1) * numExperts);
    const largest = row.reduce((a, b) => Math.max(a, b));
    const sum = row.reduce((total, logit) => total + Math.exp(logit - largest), 0);
    const experts = [...chosen.subarray(t * numChosen, (t + 1) * numChosen)];
    const probabilities = experts.map((expert) => Math.exp(row[expert] - largest) / sum);
    const divisor = normalizes ? probabilities.reduce((a, b) => a + b) : 1;
    weights.set(
      probabilities.map((probability) => probability / divisor),
      t * numChosen,
    );
  }
  return weights;
}
