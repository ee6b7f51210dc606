import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { studioFolder } from "../build.ts";

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

const manifest = JSON.parse(readFileSync(join(studioFolder, ".vite/manifest.json"), "utf8")) as Record<string, Chunk>;

/** All that a browser loads before these chunks run. */
function filesOf(names: readonly string[], found = new Set<string>()): ReadonlySet<string> {
  for (const name of names) {
    const { file, imports = [] } = manifest[name];
    if (found.has(file)) continue;
    found.add(file);
    filesOf(imports, found);
  }
  return found;
}

test("the first page needs less than 300 kB of script, compressed", () => {
  const files = filesOf([
    "index.html",
    "src/features/cockpit/cockpit-page.tsx",
    "src/i18n/locales/de.ts",
    "src/features/cockpit/locales/de.ts",
  ]);
  const scripts = [...files].filter((file) => file.endsWith(".js"));
  const bytes = scripts.map((file) => gzipSync(readFileSync(join(studioFolder, file))).length);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000);
});

test("fonts come in one format, and are there", () => {
  const fonts = readdirSync(join(studioFolder, "assets")).filter((file) => /\.(woff2?|ttf|otf)$/.test(file));
  expect(fonts.length).toBeGreaterThan(10);
  expect(fonts.filter((file) => !file.endsWith(".woff2"))).toEqual([]);
});
