import type { ModelFacts, ModelGeneration } from "./generation.ts";
import { isNext } from "./qwen3.ts";

const thinking = { temperature: 1, topP: 0.95, topK: 20, minP: 0 };
const answering = { temperature: 0.7, topP: 0.8, topK: 20, minP: 0, presencePenalty: 1.5 };
const common = { tools: "xml", opening: "openOrClosed", isStrict: true } as const;

/** What the model is called, or else what its template knows. */
function versionOf({ architecture, name, template = "" }: ModelFacts): string | undefined {
  if (/^qwen4_?exp/.test(architecture)) return "3.8";
  if (!/^qwen3[._]?5/.test(architecture) || isNext(name)) return undefined;
  const named = /qwen-?(3\.[568])/.exec(name)?.[1];
  if (named !== undefined) return named;
  if (/\breasoning_effort\b/.test(template)) return "3.8";
  return /\bpreserve_thinking\b/.test(template) ? "3.6" : "3.5";
}

/** Qwen3.5 and what kept its architecture and tokens. */
export const qwen35: readonly ModelGeneration[] = [
  {
    name: "Qwen3.8",
    fits: (facts) => versionOf(facts) === "3.8",
    sampling: { thinking, answering },
    traits: { ...common, thoughts: "always", scalars: "json", hasEffort: true },
  },
  {
    name: "Qwen3.6",
    fits: (facts) => versionOf(facts) === "3.6",
    sampling: { thinking, answering },
    traits: { ...common, thoughts: "optional" },
  },
  {
    name: "Qwen3.5",
    fits: (facts) => versionOf(facts) === "3.5",
    sampling: { thinking: { ...thinking, presencePenalty: 1.5 }, answering },
    traits: { ...common, thoughts: "lastQuestion" },
  },
];
