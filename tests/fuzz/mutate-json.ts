import type { Random } from "./random.ts";

/** An object or an array, and a key in it. */
type Place = readonly [Record<string, unknown>, string];

/** Mostly one change alone: of several, the first one met hides the others. */
const CHANCE_OF_ANOTHER = 0.3;

/** Replaces, removes, renames or swaps some of the values of a parsed JSON text, in place. */
export function mutateJson(root: Record<string, unknown>, random: Random): void {
  do {
    const places = placesIn(root);
    if (places.length === 0) return;
    const [holder, key] = random.pick(places);
    const [otherHolder, otherKey] = random.pick(places);
    random.pick([
      () => assign(holder, key, nastyValue(random)),
      () => delete holder[key],
      () => assign(holder, nastyKey(random), holder[key]),
      () => assign(otherHolder, otherKey, structuredClone(holder[key])),
    ])();
  } while (random.chance(CHANCE_OF_ANOTHER));
}

/** Also for keys such as __proto__, which must become a property like any other. */
function assign(holder: Record<string, unknown>, key: string, value: unknown): void {
  if (Array.isArray(holder) && !/^\d+$/.test(key)) holder.push(value);
  else Object.defineProperty(holder, key, { value, configurable: true, enumerable: true, writable: true });
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key): Place[] => [[holder, key], ...placesIn(holder[key])]);
}

function nastyKey(random: Random): string {
  return random.pick(["__proto__", "__metadata__", "constructor", "", "0", "dtype", "shape", "data_offsets", "\ud800"]);
}

function nastyValue(random: Random): unknown {
  return random.pick([
    () => null,
    () => true,
    () => random.pick([-1, 0, 1, 2, 8, 0.5, 1e308, -0, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 2 ** 60]),
    () => random.below(64),
    () => random.pick(["", "F32", "F4", "I64", "BF16", "X", "\0", "F32".repeat(1000), "toString"]),
    () => [],
    () => ({}),
    () => [random.below(10), random.below(10)],
    () => Array(random.below(300)).fill(1),
    () => nested(random.below(100)),
  ])();
}

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let i = 0; i < depth; i++) value = [value];
  return value;
}
