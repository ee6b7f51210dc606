/** The one import most people need: load a model, generate, serve it, talk to a server. */
export * from "@qwents/engine";
export { ApiError, type Client, type ClientOptions, createClient } from "@qwents/protocol";
export { type CatalogModel, createApp, type ModelCatalog, ModelManager, type ServedEngine } from "@qwents/server";
