import type { ModelSearchResult } from "@qwents/protocol";

/** For a start: from small to large, of each kind one. Texts say of each what it is good for. */
export const beginnings = {
  "qwen3:0.6b": "small",
  "qwen3:1.7b": "quick",
  "qwen3:4b": "usual",
  "qwen3:8b": "clever",
  "qwen3-coder:30b-a3b": "code",
  "qwen3-embedding:0.6b": "embedding",
} as const;

export function suggested(results: readonly ModelSearchResult[]): readonly ModelSearchResult[] {
  const known = Object.keys(beginnings);
  const found = known.flatMap((id) => results.find((result) => result.id === id) ?? []);
  return found.length > 0 ? found : results.slice(0, known.length);
}
