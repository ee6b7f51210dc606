import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the built studio lies. */
export const studioFolder: string = fileURLToPath(new URL("dist", import.meta.url));

const sources = ["src", "public", "index.html", "vite.config.ts", "package.json", "../protocol/src"];

/** Builds the studio where any of its sources is newer than what was built before, and says so. */
export async function buildIfStale(): Promise<void> {
  const here = fileURLToPath(new URL(".", import.meta.url));
  const builtAt = lastChange(join(studioFolder, "index.html"));
  if (builtAt > Math.max(...sources.map((source) => lastChange(join(here, source))))) return;
  process.stderr.write("building the studio …\n");
  const { build } = await import("vite");
  // Whoever reads the old one meanwhile finds it whole, and so does a second build at the same time.
  const outDir = `${studioFolder}-${process.pid}`;
  await build({ root: here, logLevel: "warn", build: { outDir, emptyOutDir: true } });
  const old = `${outDir}-old`;
  if (existsSync(studioFolder)) renameSync(studioFolder, old);
  if (!existsSync(studioFolder)) renameSync(outDir, studioFolder);
  for (const folder of [old, outDir]) rmSync(folder, { recursive: true, force: true });
}

/** Milliseconds since 1970 of the newest file; 0 where there is none. */
function lastChange(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  // A folder's own time tells of files that were deleted.
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => lastChange(join(path, name))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await buildIfStale();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`the studio could not be built, and is not served: ${reason}\n`);
  }
}
