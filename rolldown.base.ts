import type { RolldownOptions } from "rolldown";

/**
 * A file for each entry, by the names they get in `dist/`, and others for what these share. To find, read and link hundreds
 * of modules takes longer than to load a small model, and each thread does it again.
 */
export function bundle(input: Readonly<Record<string, string>>): RolldownOptions {
  return {
    input,
    platform: "neutral",
    // Dependencies stay where npm puts them; `#platform` is chosen where it runs.
    external: /^[^./]/,
    output: { dir: "dist", format: "esm", chunkFileNames: "[name]-[hash].js", cleanDir: true },
  };
}
