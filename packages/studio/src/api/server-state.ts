import type { Health, Model, ModelList } from "@qwents/protocol";
import { callJson } from "./http.ts";

/** `GET /health`; answers without a key. */
export function getHealth(signal?: AbortSignal): Promise<Health> {
  return callJson<Health>("/health", { signal });
}

/** The models that the server runs. */
export async function listModels(signal?: AbortSignal): Promise<readonly Model[]> {
  return (await callJson<ModelList>("/v1/models", { signal })).data;
}
