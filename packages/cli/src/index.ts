/** The one import most people need: load a model, generate, serve it. */
export * from "@qwents/engine";
export { createApp } from "@qwents/server";
