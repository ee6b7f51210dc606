import type { ModelGeneration } from "./generation.ts";

// Ollama calls Qwen3-Next's architecture that of Qwen3.5.
const isQwen3 = (architecture: string, name: string) =>
  /^qwen3(_?moe|_?next|_?vl.*|_?omni.*)?$/.test(architecture) || (/^qwen35/.test(architecture) && isNext(name));

/** Whether a name is Qwen3-Next's or Qwen3-Coder-Next's. */
export const isNext = (name: string) => /qwen3-(coder-)?next/.test(name);

const isVision = (architecture: string) => /_?vl/.test(architecture);
const thinking = { temperature: 0.6, topP: 0.95, topK: 20, minP: 0 };
const answering = { temperature: 0.7, topP: 0.8, topK: 20, minP: 0 };
const hermes = { tools: "hermes", thoughts: "lastQuestion" } as const;

/** Qwen3: the first ones, which may think, those of 2507 and later, which always do or never, and the coders. */
export const qwen3: readonly ModelGeneration[] = [
  {
    name: "Qwen3-Coder",
    fits: ({ architecture, name, template }) =>
      isQwen3(architecture, name) && (template === undefined ? /coder/.test(name) : template.includes("<function=")),
    sampling: { answering: { temperature: 0.7, topP: 0.8, topK: 20, repetitionPenalty: 1.05 } },
    traits: { tools: "coding", thoughts: "never", opening: "none" },
  },
  {
    name: "Qwen3-VL-Thinking",
    fits: ({ architecture, name, thinks }) =>
      isQwen3(architecture, name) && isVision(architecture) && thinks === "always",
    sampling: { thinking: { temperature: 0.6, topP: 0.95, topK: 20, presencePenalty: 0 } },
    traits: { ...hermes, opening: "open" },
  },
  {
    name: "Qwen3-VL-Instruct",
    fits: ({ architecture, name, thinks }) =>
      isQwen3(architecture, name) && isVision(architecture) && thinks === "never",
    sampling: { answering: { temperature: 0.7, topP: 0.8, topK: 20, presencePenalty: 1.5 } },
    traits: { ...hermes, thoughts: "never", opening: "none" },
  },
  {
    name: "Qwen3-Thinking",
    fits: ({ architecture, name, thinks }) => isQwen3(architecture, name) && thinks === "always",
    sampling: { thinking },
    traits: { ...hermes, opening: "open" },
  },
  {
    name: "Qwen3-Instruct",
    fits: ({ architecture, name, thinks }) => isQwen3(architecture, name) && thinks === "never",
    sampling: { answering },
    traits: { ...hermes, thoughts: "never", opening: "none" },
  },
  {
    name: "Qwen3",
    fits: ({ architecture, name }) => isQwen3(architecture, name),
    sampling: { thinking, answering },
    traits: { ...hermes, opening: "closed" },
  },
];
