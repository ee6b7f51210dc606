/** For tables: the median of some measurements (smallest–largest). */
export function spread(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  const [middleText, least, most] = [median, sorted[0], sorted[sorted.length - 1]].map((v) => v.toFixed(digits));
  return `${middleText} (${least}–${most})`;
}
