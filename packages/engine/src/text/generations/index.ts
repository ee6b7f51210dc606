import type { ModelFacts, ModelGeneration } from "./generation.ts";
import { qwen2 } from "./qwen2.ts";
import { qwen3 } from "./qwen3.ts";
import { qwen35 } from "./qwen35.ts";

/** All that are known; of several that fit, the first counts. */
export const generations: readonly ModelGeneration[] = [...qwen35, ...qwen3, ...qwen2];

export function generationOf(facts: ModelFacts): ModelGeneration | undefined {
  return generations.find(({ fits }) => fits(facts));
}
