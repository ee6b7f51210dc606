import type { Model, ModelDeleted, ModelFit, ModelSearch, ModelSearchResult } from "@qwents/protocol";
import { callJson } from "./http.ts";

/** Resolves once it is loaded; whoever goes away before leaves the load to the server. */
export function loadModel(model: string): Promise<Model> {
  return callJson<Model>("/v1/models/load", { body: { model } });
}

/** Resolves once it is unloaded, which is after what runs on it. */
export function unloadModel(model: string): Promise<Model> {
  return callJson<Model>("/v1/models/unload", { body: { model } });
}

/** From the disk. */
export function deleteModel(id: string): Promise<ModelDeleted> {
  return callJson<ModelDeleted>(`/v1/models/${id.split("/").map(encodeURIComponent).join("/")}`, { method: "DELETE" });
}

/** Models whose names have these words: here, with a short name, on the hub. */
export function searchModels(words: string, signal: AbortSignal): Promise<ModelSearch> {
  return callJson<ModelSearch>(`/v1/models/search?${new URLSearchParams({ q: words })}`, { signal });
}

/** Models that are on the server's machine, whether they run or not. */
export async function listOnDisk(signal: AbortSignal): Promise<readonly ModelSearchResult[]> {
  const { data } = await callJson<ModelSearch>("/v1/models/search?limit=0", { signal });
  return data.filter(({ source }) => source === "here");
}

interface FitOptions {
  readonly signal: AbortSignal;
  /** Whether the machine's speed is measured anew. */
  readonly measuresAgain?: boolean;
}

/** What the quantisations of a model take on the server's machine. */
export function fitModel(model: string, { signal, measuresAgain = false }: FitOptions): Promise<ModelFit> {
  const body = { model, ...(measuresAgain && { measure_again: true }) };
  return callJson<ModelFit>("/v1/models/fit", { body, signal });
}
