import { join } from "node:path";
import type { RolldownOptions } from "rolldown";

const source = (path: string): string => join(import.meta.dirname, "packages/engine/src", path);

/** The engine for pages: all in one folder, dependencies included, so that a browser has nothing to resolve. */
export function browserBundle(dir: string): RolldownOptions {
  return {
    input: { index: source("index.ts"), "wasm-worker": source("kernels/wasm/wasm-worker.ts") },
    platform: "browser",
    resolve: { conditionNames: ["qwents-source", "browser", "import", "default"] },
    output: { dir, format: "esm", chunkFileNames: "[name]-[hash].js", cleanDir: true, minify: true },
  };
}
