import { nextTask } from "#platform";

/** For how long other tasks wait at most, give or take one element. */
const turnMs = 10;

/** `items.map(map)`, which lets other tasks run now and then. @throws what `map` throws, or the signal's reason */
export async function mapInTurns<T, R>(
  items: readonly T[],
  map: (item: T, index: number) => R,
  signal: AbortSignal | undefined,
): Promise<R[]> {
  const results: R[] = [];
  let begun = performance.now();
  for (const [index, item] of items.entries()) {
    if (performance.now() - begun > turnMs) {
      await nextTask();
      signal?.throwIfAborted();
      begun = performance.now();
    }
    results.push(map(item, index));
  }
  return results;
}
