import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

// What the guides show is run as it stands: blocks of TypeScript, from the root of the repository.

const root = fileURLToPath(new URL("../..", import.meta.url));
const guides = readdirSync(`${root}docs`).filter((name) => name.endsWith(".md"));
const pages = [
  ...["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "bench/README.md", "models/cockpit/README.md"],
  ...guides.map((name) => `docs/${name}`),
];

function blocksOf(guide: string): string[] {
  const text = readFileSync(`${root}docs/${guide}`, "utf8");
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code);
}

/** What links to a page's headings say behind the `#`. */
function anchorsOf(markdown: string): string[] {
  const headings = markdown.replace(/^```.*?^```/gms, "").matchAll(/^#+ (.*)$/gm);
  return Array.from(headings, ([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test.each(pages)("links of %s lead somewhere", (page) => {
  const here = new URL(page, `file://${root}`);
  for (const [link, path, anchor] of readFileSync(here, "utf8").matchAll(/\]\((?!\w+:)([^)#]*)#?([^)]*)\)/g)) {
    const target = path === "" ? here : new URL(path, here);
    expect(existsSync(target), link).toBe(true);
    if (anchor !== "") expect(anchorsOf(readFileSync(target, "utf8")), link).toContain(anchor);
  }
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
