import { QwenError } from "@qwents/engine";
import type { ServedEngine } from "../served-engine.ts";
import type { ModelCatalog } from "./model-catalog.ts";
import { type GivenModel, ModelManager } from "./model-manager.ts";

/** Engines that are loaded already and stay: of several, "default" is the first. They are closed by whoever gave them. */
export function givenModels(engines: readonly ServedEngine[], maxWaiting?: number): ModelManager {
  const created = Math.floor(Date.now() / 1000);
  const given = engines.map((engine, index): GivenModel => {
    const { info } = engine;
    const aliases = index === 0 ? ["default"] : [];
    const keepAliveMs = Number.POSITIVE_INFINITY;
    const model = { id: info.id, aliases, sizeBytes: info.sizeBytes, created, memoryBytes: 0, keepAliveMs, info };
    return { model, engine };
  });
  const catalog: ModelCatalog = {
    list: async () => given.map(({ model }) => model),
    load: async ({ id }) => {
      throw new QwenError("engine/closed", `${id} ended, and this server cannot load it again: start it anew.`);
    },
  };
  return new ModelManager(catalog, maxWaiting === undefined ? {} : { maxWaiting }, given);
}
