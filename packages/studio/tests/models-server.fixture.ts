import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEngine } from "@qwents/engine";
import { ModelManager } from "@qwents/server";
import { builtInModel } from "../../cli/src/find-model.ts";
import type { Handler } from "../../cli/src/hub/fake-answers.fixture.ts";
import { type FakeHub, startFakeHub } from "../../cli/src/hub/fake-hub.fixture.ts";
import type { HubSettings } from "../../cli/src/hub/hub-settings.ts";
import { openLibrary } from "../../cli/src/library/library.ts";
import { LocalCatalog } from "../../cli/src/serving/local-catalog.ts";
import type { Served } from "./studio.fixture.ts";

/** The repository that the short name qwen3:0.6b means, here with models that load in an instant. */
const repo = "Qwen/Qwen3-0.6B-GGUF";

export interface ModelsServer extends Served {
  readonly hub: FakeHub;
  /** How the next requests for a model's bytes are answered. */
  next(...handlers: readonly Handler[]): void;
  /** Makes the hub one that nobody reaches, or that again which it was. */
  setReachable(isReachable: boolean): void;
}

/** Of the same length, so that all else stays in its place. */
function ofUnknownArchitecture(weights: Buffer): Buffer {
  const changed = Buffer.from(weights);
  changed.write("other", changed.indexOf("qwen3", changed.indexOf("general.architecture")));
  return changed;
}

/** What `qwen.ts serve` serves, over a hub on loopback and folders of its own. */
export async function serveModels(): Promise<ModelsServer> {
  const hub = await startFakeHub();
  const weights = readFileSync(builtInModel());
  // What stands behind the tensors is of no meaning, and makes them files of different sizes.
  const files = ["Q4_K_M", "Q8_0", "BF16"].map(
    (label, i) => [`Qwen3-0.6B-${label}.gguf`, Buffer.concat([weights, Buffer.alloc(i * 4096)])] as const,
  );
  hub.repos.set(repo, new Map(files));
  hub.repos.set("Qwen/Qwen3-4B-GGUF", new Map([["Qwen3-4B-Q4_K_M.gguf", weights]]));
  hub.repos.set("someone/Other-GGUF", new Map([["Other-Q8_0.gguf", ofUnknownArchitecture(weights)]]));
  const folder = mkdtempSync(join(tmpdir(), "qwents-studio-models-"));
  const account = { endpoint: hub.endpoint, token: undefined, folder: join(folder, "hub") };
  const settings: HubSettings = {
    huggingFace: account,
    modelScope: { ...account, folder: join(folder, "modelscope") },
    urlFolder: join(folder, "urls"),
    isOffline: false,
  };
  const retries = { attempts: 3, firstDelayMs: 3000, longestDelayMs: 4000 };
  const library = await openLibrary({ settings, allowPrivateUrls: false, retries, searchTimeoutMs: 2000 });
  const catalog = await LocalCatalog.open({
    named: [],
    aliases: new Map(),
    settings,
    estimate: ({ sizeBytes }) => sizeBytes,
    load: (place, id, options) => loadEngine(place, { ...options, id, numThreads: 1 }),
  });
  const engine = new ModelManager(catalog);
  return {
    options: { engine, library },
    hub,
    next: (...handlers) => {
      for (const handler of handlers) hub.next("storage", handler);
    },
    setReachable(isReachable) {
      account.endpoint = isReachable ? hub.endpoint : "http://127.0.0.1:9";
    },
    async [Symbol.asyncDispose]() {
      await library.close();
      await engine.close();
      await hub[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}
