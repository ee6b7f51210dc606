import type { ModelGeneration } from "./generation.ts";

const isQwen2 = (architecture: string) => /^qwen2/.test(architecture);

/** Qwen2 and 2.5, and QwQ, which is a Qwen2.5 that thinks. */
export const qwen2: readonly ModelGeneration[] = [
  {
    name: "QwQ",
    fits: ({ architecture, name, thinks }) => isQwen2(architecture) && (/qwq/.test(name) || thinks === "always"),
    sampling: { thinking: { temperature: 0.6, topP: 0.95, topK: 20, minP: 0 } },
    traits: { tools: "hermes", thoughts: "lastQuestion", opening: "open" },
  },
  {
    name: "Qwen2.5",
    fits: ({ architecture }) => isQwen2(architecture),
    sampling: { answering: { temperature: 0.7, topP: 0.8, topK: 20, repetitionPenalty: 1.05 } },
    traits: {
      defaultSystem: "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.",
      tools: "hermes",
      thoughts: "never",
      opening: "none",
    },
  },
];
