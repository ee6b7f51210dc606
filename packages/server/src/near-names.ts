import type { ModelSlot } from "./models/model-slot.ts";

const mostNames = 5;
const mostLetters = 128;

/** Names of models by how much they are like `name`, best first. */
export function nearNames(name: string, slots: readonly ModelSlot[]): string[] {
  const asked = pairsOf(name.slice(0, mostLetters));
  return slots
    .map(({ model }) => bestOf([model.id, ...model.aliases], asked))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, mostNames)
    .map((best) => best.name);
}

function bestOf(names: readonly string[], asked: ReadonlySet<string>) {
  const rated = names.map((name) => ({ name, likeness: likenessOf(pairsOf(name), asked) }));
  // Of equals the id, which comes first.
  return rated.reduce((best, one) => (one.likeness > best.likeness ? one : best));
}

/** Pairs of neighbouring letters and digits: an order of words or a sign between them says little. */
function pairsOf(name: string): ReadonlySet<string> {
  const letters = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, i) => letters.slice(i, i + 2)));
}

/** Sørensen–Dice coefficient: 0 for nothing in common, 1 for the same. */
function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const numShared = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * numShared) / (a.size + b.size);
}
