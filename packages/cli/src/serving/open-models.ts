import { resolve } from "node:path";
import { loadEngine } from "@qwents/engine";
import { type CatalogLoadOptions, keepAliveMsOf, ModelManager, type ServedEngine } from "@qwents/server";
import { startEngineProcess } from "@qwents/server/node";
import { type FoundModel, findModel } from "../find-model.ts";
import { hubSettings } from "../hub/hub-settings.ts";
import { type AnsweringOptions, toLoadOptions } from "../model-options.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { LocalCatalog } from "./local-catalog.ts";
import type { ModelFacts } from "./model-facts.ts";
import { estimateMemory, planMemory } from "./model-memory.ts";
import type { ServingOptions } from "./serving-options.ts";

const gibibyte = 2 ** 30;

/** @throws QwenError, UsageError for names that no model here has */
export async function openModels(
  names: readonly string[],
  { memory, alias, keepAlive, inProcess, ...options }: ServingOptions & AnsweringOptions,
  maxSequences: number,
): Promise<ModelManager> {
  const keepAliveMs = checkedKeepAlive(keepAlive);
  const named = await Promise.all((names.length > 0 ? names : [undefined]).map(findHere));
  const { memoryBytes, cacheBytes } = planMemory(memory === undefined ? undefined : memory * gibibyte, named.length);
  const loadOptions = { ...toLoadOptions(options), maxSequences, cacheBytes };
  const aliased = new Map<string, FoundModel>();
  for (const [name, model] of alias) aliased.set(name, await findHere(model));
  // What was pulled is there anyway.
  const further = [...aliased.values()].filter(({ from }) => from === "path");
  const catalog = await LocalCatalog.open({
    named: [...named, ...further],
    aliases: new Map([...aliased].map(([name, { place }]) => [name, place])),
    settings: hubSettings(),
    estimate({ needs, sizeBytes }: ModelFacts, isNamed) {
      const bytes = needs === undefined ? sizeBytes : estimateMemory(needs, loadOptions);
      // It is an estimate: unless a limit was asked for, what was asked for is tried.
      return isNamed && memory === undefined ? Math.min(bytes, memoryBytes) : bytes;
    },
    load(place: string, id: string, { onProgress, signal }: CatalogLoadOptions): Promise<ServedEngine> {
      if (inProcess) return loadEngine(place, { ...loadOptions, id, onProgress, signal });
      return startEngineProcess(place, { ...loadOptions, id }, { onProgress, signal });
    },
  });
  return new ModelManager(catalog, { keepAliveMs, memoryBytes });
}

function checkedKeepAlive(text: string): number {
  try {
    return keepAliveMsOf(text) ?? 0;
  } catch (error) {
    throw new UsageError(`--keep-alive is ${text}; expected seconds, or a time such as 10m or 1h30m`, error);
  }
}

async function findHere(name: string | undefined): Promise<FoundModel> {
  const found = await findModel(name);
  return { ...found, place: resolve(found.place) };
}
