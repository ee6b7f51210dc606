/** The one import most people need: load a model, generate, serve it, talk to a server. */
export * from "@qwents/engine";
export { createClient } from "@qwents/protocol";
export { createApp } from "@qwents/server";
