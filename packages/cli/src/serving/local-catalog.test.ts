import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ModelNeeds } from "@qwents/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtInModel, type FoundModel } from "../find-model.ts";
import { hubSettings } from "../hub/hub-settings.ts";
import { LocalCatalog, type LocalCatalogOptions } from "./local-catalog.ts";
import { estimateMemory, planMemory } from "./model-memory.ts";

const gibibyte = 2 ** 30;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "catalog-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function catalog(options: Partial<LocalCatalogOptions> = {}) {
  const loads: string[] = [];
  const opened = await LocalCatalog.open({
    named: [],
    aliases: new Map(),
    settings: hubSettings({ HF_HOME: folder, XDG_CACHE_HOME: folder }),
    estimate: ({ sizeBytes }, isNamed) => (isNamed ? 1 : sizeBytes),
    load: async (place, id) => {
      loads.push(`${id} from ${place}`);
      return {} as never;
    },
    ...options,
  });
  return { opened, loads };
}

/** As other tools keep what they pulled. */
async function pulled(repo: string, file: string, write: (place: string) => Promise<void>): Promise<string> {
  const repoFolder = join(folder, "hub", `models--${repo.replace("/", "--")}`);
  const snapshot = join(repoFolder, "snapshots", "0".repeat(40));
  await Promise.all([snapshot, join(repoFolder, "refs")].map((path) => mkdir(path, { recursive: true })));
  await writeFile(join(repoFolder, "refs", "main"), "0".repeat(40));
  await write(join(snapshot, file));
  return join(snapshot, file);
}

const found = (name: string, place: string): FoundModel => ({ name, place, from: "path" });
const none = { onProgress: () => {}, signal: new AbortController().signal };

test("has the named models first, the built-in one, and what was pulled and runs, by names and never by paths", async () => {
  const own = join(folder, "mine.gguf");
  await copyFile(builtInModel(), own);
  const { opened, loads } = await catalog({
    named: [found(own, own)],
    aliases: new Map([
      ["gpt-4o", own],
      ["default-2", builtInModel()],
    ]),
  });
  expect((await opened.list()).map(({ id }) => id)).toEqual(["mine", "cockpit"]);
  const place = await pulled("Qwen/Qwen3-0.6B-GGUF", "Qwen3-0.6B-Q8_0.gguf", (path) => copyFile(builtInModel(), path));
  await pulled("someone/broken-GGUF", "broken-Q8_0.gguf", (path) => writeFile(path, "GGUF, but not really"));
  await pulled("someone/other-GGUF", "other-Q8_0.gguf", async (path) => {
    const weights = await readFile(builtInModel());
    weights.write("other", weights.indexOf("qwen3", weights.indexOf("general.architecture")));
    await writeFile(path, weights);
  });
  const models = await opened.list();
  // The next time from what was kept of their headers.
  expect(await opened.list()).toEqual(models);
  expect(models).toMatchObject([
    {
      id: "mine",
      aliases: ["gpt-4o", "default"],
      memoryBytes: 1,
      keepAliveMs: Number.POSITIVE_INFINITY,
      isRemovable: false,
      license: "apache-2.0",
    },
    {
      id: "cockpit",
      aliases: ["default-2", "cockpit-q8_0"],
      keepAliveMs: Number.POSITIVE_INFINITY,
      isRemovable: false,
    },
    { id: "qwen3:0.6b", aliases: ["Qwen/Qwen3-0.6B-GGUF:Q8_0", "Qwen3-0.6B-Q8_0"], isRemovable: true },
  ]);
  expect(models[2].keepAliveMs).toBeUndefined();
  expect(models[2].memoryBytes).toBe(models[2].sizeBytes);
  expect(models[2].info).toMatchObject({ architecture: "qwen3", takesTools: true, maxPositionEmbeddings: 4096 });
  expect(models[2].created).toBeGreaterThan(1.7e9);
  await opened.load(models[2], none);
  expect(loads).toEqual([`qwen3:0.6b from ${place}`]);
});

test("models of the same name get different ids; a name that is given goes before the usual ones", async () => {
  const [one, other] = [join(folder, "a", "same.gguf"), join(folder, "b", "same.gguf")];
  for (const path of [one, other]) {
    await mkdir(join(path, ".."), { recursive: true });
    await copyFile(builtInModel(), path);
  }
  const named = [found("a/same.gguf", one), found("b/same.gguf", other)];
  const { opened } = await catalog({ named, aliases: new Map([["default", other]]) });
  const [first, second] = await opened.list();
  expect([first.id, first.aliases, second.id, second.aliases]).toEqual(["same", [], "same-2", ["default"]]);
});

test("a named model that is not there is an error at once", async () => {
  const missing = join(folder, "missing.gguf");
  await expect(catalog({ named: [found(missing, missing)] })).rejects.toMatchObject({ code: "files/not-found" });
});

test("what a model takes is its weights, its cache within its share, and a rest", () => {
  const needs: ModelNeeds = {
    weightBytes: 4 * gibibyte,
    weightBytesPerToken: 4 * gibibyte,
    cacheBytesPerToken: 2 ** 17,
    stateBytes: 0,
    maxPositionEmbeddings: 32_768,
  };
  const rest = 300 * 2 ** 20;
  const of = (options: object) =>
    estimateMemory(needs, { cacheBytes: 2 * gibibyte, maxSequences: 8, ...options }) - rest;
  expect(of({})).toBe(6 * gibibyte);
  expect(of({ contextLength: 1024 })).toBe(5 * gibibyte);
  expect(of({ contextLength: 32_768, cacheType: "F32" })).toBe(12 * gibibyte);
  expect(planMemory(8 * gibibyte, 1)).toEqual({ memoryBytes: 8 * gibibyte, cacheBytes: 2 * gibibyte });
  expect(planMemory(8 * gibibyte, 4)).toEqual({ memoryBytes: 8 * gibibyte, cacheBytes: gibibyte });
  expect(planMemory(undefined, 1).memoryBytes).toBeGreaterThan(gibibyte / 4);
});
