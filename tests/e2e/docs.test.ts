import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

// What the guides show is run as it stands: blocks of TypeScript, from the root of the repository.

const root = fileURLToPath(new URL("../..", import.meta.url));
const guides = readdirSync(`${root}docs`).filter((name) => name.endsWith(".md"));

function blocksOf(guide: string): string[] {
  const text = readFileSync(`${root}docs/${guide}`, "utf8");
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code);
}

test.each(guides)("links of %s lead somewhere", (guide) => {
  const text = readFileSync(`${root}docs/${guide}`, "utf8");
  const paths = [...text.matchAll(/\]\((?!\w+:)([^)#:]+)[^)]*\)/g)].map(
    ([, path]) => new URL(path, `file://${root}docs/`),
  );
  for (const path of paths) expect(() => readFileSync(path)).not.toThrow();
});

describe.each(guides.filter((guide) => blocksOf(guide).length > 0))("%s", (guide) => {
  test.each(blocksOf(guide).map((code, i) => [i + 1, code] as const))("block %i runs", (_, code) => {
    const args = ["--conditions=qwents-source", "--input-type=module-typescript", "--eval", code];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).not.toBe("");
  });
});
