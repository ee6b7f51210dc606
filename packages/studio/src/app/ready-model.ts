import type { Model } from "@qwents/protocol";

/** Who would answer at once: the first model that is loaded, else the first there is. */
export function readyModel(models: readonly Model[]): Model | undefined {
  return models.find(({ status }) => status === undefined || status.value === "loaded") ?? models[0];
}
