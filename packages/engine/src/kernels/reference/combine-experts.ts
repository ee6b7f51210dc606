/** Sum over n of weights[t, n] × y[t, n]. y [T, N, D], weights [T, N]. Returns [T, D]; sums in float64. */
export function combineExperts(y: Float32Array, weights: Float32Array, numTokens: number): Float32Array {
  const numChosen = weights.length / numTokens;
  const rowLength = y.length / weights.length;
  return Float32Array.from({ length: numTokens * rowLength }, (_, i) => {
    const firstPair = Math.floor(i / rowLength) * numChosen;
    let sum = 0;
    for (let pair = firstPair; pair < firstPair + numChosen; pair++) {
      sum += weights[pair] * y[pair * rowLength + (i % rowLength)];
    }
    return sum;
  });
}
