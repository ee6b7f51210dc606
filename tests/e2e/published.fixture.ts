import { copyFileSync, cpSync, mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { build, type RolldownOptions } from "rolldown";

const root = join(import.meta.dirname, "../..");
const packages = { protocol: "@qwents/protocol", engine: "@qwents/engine", server: "@qwents/server", cli: "qwen.ts" };

/** A folder where `qwen.ts` is installed as npm would: what is built, without the sources. Their dependencies are the repository's. */
export async function installPublished(): Promise<string> {
  const folder = mkdtempSync(join(root, "node_modules/.published-"));
  for (const [name, published] of Object.entries(packages)) {
    const [from, to] = [join(root, "packages", name), join(folder, "node_modules", published)];
    mkdirSync(to, { recursive: true });
    copyFileSync(join(from, "package.json"), join(to, "package.json"));
    const { default: config }: { default: RolldownOptions | RolldownOptions[] } = await import(
      join(from, "rolldown.config.ts")
    );
    for (const { output, ...options } of [config].flat()) {
      const [written] = [output ?? []].flat();
      await build({
        ...options,
        cwd: from,
        logLevel: "warn",
        output: { ...written, dir: join(to, written.dir ?? "") },
      });
    }
  }
  const cli = join(folder, "node_modules", packages.cli);
  cpSync(join(root, "packages/cli/bin"), join(cli, "bin"), { recursive: true });
  mkdirSync(join(cli, "models"));
  copyFileSync(join(root, "models/cockpit/cockpit-q8_0.gguf"), join(cli, "models/cockpit-q8_0.gguf"));
  return folder;
}
