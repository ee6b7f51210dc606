import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";

/** One golden case: a checkpoint folder, the configuration it is to be read with, and the file of inputs and outcomes. */
export interface CaseFiles {
  /** Folder name as given, and `/bf16` and the like for folders inside it. */
  readonly family: string;
  /** What stands behind `case-`. */
  readonly name: string;
  readonly folder: string;
  /** `config-<name>.json` where there is one, else config.json. */
  readonly configFile: string;
  readonly caseFile: string;
}

/** All cases of a golden folder and of the checkpoint folders inside it. */
export function findCases(folder: string, family = basename(folder)): CaseFiles[] {
  if (!existsSync(join(folder, "config.json"))) throw new Error(`${folder} has no config.json: not a golden folder`);
  const entries = readdirSync(folder).sort();
  const cases = entries
    .map((entry) => /^case-(.+)\.safetensors$/.exec(entry))
    .filter((match) => match !== null)
    .map(([file, name]) => {
      const own = join(folder, `config-${name}.json`);
      const configFile = existsSync(own) ? own : join(folder, "config.json");
      return { family, name, folder, configFile, caseFile: join(folder, file) };
    });
  const inner = entries
    .map((entry) => join(folder, entry))
    .filter((path) => statSync(path).isDirectory() && existsSync(join(path, "config.json")))
    .flatMap((path) => findCases(path, `${family}/${basename(path)}`));
  return [...cases, ...inner];
}
