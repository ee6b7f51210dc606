export { type AppOptions, createApp } from "./app.ts";
export type { AppEnv, ErrorListener } from "./app-context.ts";
export type { AllowedOrigins } from "./guards.ts";
