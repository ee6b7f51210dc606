export type { ApiKey, KeyLimits } from "./access/api-key.ts";
export type { KeySource } from "./access/key-ring.ts";
export { type AppOptions, createApp } from "./app.ts";
export type { AppEnv, ErrorListener } from "./app-context.ts";
export type { AllowedOrigins } from "./guards.ts";
export type { Metrics, MetricsText, SequenceFigures } from "./metrics.ts";
export type { ServedEngine } from "./served-engine.ts";
export type { StudioFile, StudioFiles } from "./studio/studio-files.ts";
