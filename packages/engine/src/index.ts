export * from "./engine.ts";
export * from "./errors.ts";
export * from "./generate.ts";
export { type CheckpointSummary, inspectCheckpoint } from "./inspect-checkpoint.ts";
export { loadEngine } from "./load-engine.ts";
export { loadTokenizer } from "./load-tokenizer.ts";
export { defaultSampling, type SamplingOptions } from "./sampling/sampling-options.ts";
export type * from "./text/chat-template.ts";
export type { DecodeOptions, EncodeOptions, Tokenizer } from "./text/tokenizer.ts";
