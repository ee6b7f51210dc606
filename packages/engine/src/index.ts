export { machineMemoryBytes } from "#platform";
export {
  type QuantizedModel,
  type QuantizeOptions,
  type QuantizeProgress,
  quantizationTypes,
  quantizeModel,
} from "./convert/quantize-model.ts";
export type { QuantizationType } from "./convert/recipes.ts";
export type * from "./embed.ts";
export * from "./engine.ts";
export * from "./errors.ts";
export type { Source, SourceLocator } from "./files/source.ts";
export * from "./generate.ts";
export { type AnswerForm, answerGrammar } from "./grammar/answer-grammar.ts";
export type { GrammarSpec, TextGrammar } from "./grammar/grammar-spec.ts";
export type { ToolToCall } from "./grammar/tool-schema.ts";
export { type CheckpointSummary, inspectCheckpoint } from "./inspect-checkpoint.ts";
export { type BandwidthOptions, measureReadBandwidth } from "./kernels/wasm/read-bandwidth.ts";
export { loadEngine } from "./load-engine.ts";
export { loadTokenizer } from "./load-tokenizer.ts";
export type { GuardLabels, SideLabels } from "./models/guard-head.ts";
export type { ModelNeeds } from "./models/model-needs.ts";
export type * from "./moderate.ts";
export { stepPhases } from "./monitoring/step-trace.ts";
export type { FoundPath, ReadableFiles } from "./platform/file-system.ts";
export type * from "./rerank.ts";
export { defaultSampling, type SamplingOptions } from "./sampling/sampling-options.ts";
export type { WrittenToolCall } from "./text/call-automaton.ts";
export type * from "./text/chat-template.ts";
export { type GuardAnswer, type GuardSafety, parseGuardAnswer } from "./text/guard-answer.ts";
export type { TemplateAbilities } from "./text/template-abilities.ts";
export type { DecodeOptions, EncodeOptions, Tokenizer } from "./text/tokenizer.ts";
export {
  type AnswerPart,
  type ParsedAnswer,
  parseToolCalls,
  type StreamedAnswerPart,
  StreamedToolCallSplitter,
  type ToolCallOptions,
  ToolCallSplitter,
} from "./text/tool-calls.ts";
export { type WeightFormat, weightFormats } from "./weight-formats.ts";
