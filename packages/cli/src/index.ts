/** The one import most people need: load a model, generate, serve it, talk to a server. */
export * from "@qwents/engine";
export { createClient } from "@qwents/protocol";
export { type CatalogModel, createApp, type ModelCatalog, ModelManager, type ServedEngine } from "@qwents/server";
