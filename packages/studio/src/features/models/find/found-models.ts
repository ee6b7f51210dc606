import type { ModelSearchResult } from "@qwents/protocol";
import { isReference } from "../model-name.ts";

/** What was found; what is typed as a whole name comes first, whether it was found or not. */
export function foundModels(words: string, found: readonly ModelSearchResult[]): readonly ModelSearchResult[] {
  const lower = words.toLowerCase();
  const exact = found.find(({ id }) => id.toLowerCase() === lower);
  if (exact !== undefined) return [exact, ...found.filter((result) => result !== exact)];
  if (!isReference(words)) return found;
  return [{ id: words, object: "model.search_result", source: "repository", is_here: false }, ...found];
}

/** For a start: from small to large, of each kind one. Texts say of each what it is good for. */
export const beginnings = {
  "qwen3:0.6b": "small",
  "qwen3:1.7b": "quick",
  "qwen3:4b": "usual",
  "qwen3:8b": "clever",
  "qwen3-coder:30b-a3b": "code",
  "qwen3-embedding:0.6b": "embedding",
} as const;

/** What is shown while nothing is searched for. */
export function suggestedModels(results: readonly ModelSearchResult[]): readonly ModelSearchResult[] {
  const known = Object.keys(beginnings);
  const found = known.flatMap((id) => results.find((result) => result.id === id) ?? []);
  return found.length > 0 ? found : results.slice(0, known.length);
}
