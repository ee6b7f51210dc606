import { createInterface } from "node:readline/promises";
import { Argument, Command } from "commander";
import { builtInModelId } from "../find-model.ts";
import { type HubSettings, hubSettings } from "../hub/hub-settings.ts";
import { parseReference } from "../hub/model-reference.ts";
import { planPathRemoval, planRemoval, type Removal, removeModel } from "../hub/remove-model.ts";
import { out } from "../terminal/colors.ts";
import { formatBytes } from "../terminal/format.ts";
import { printableLine } from "../terminal/printable.ts";
import { shownName } from "../terminal/shown-name.ts";
import { UsageError } from "../terminal/usage-error.ts";

interface RemoveOptions {
  readonly yes?: boolean;
}

const help = `
Deletes what pull or another Hugging Face tool has brought, if no other model needs it, and what an interrupted pull has
left. Files that were not pulled are left alone.`;

export function removeCommand(): Command {
  return new Command("rm")
    .description("Delete models that were pulled.")
    .addArgument(new Argument("<models...>", "as qwen.ts list shows them"))
    .option("-y, --yes", "do not ask")
    .addHelpText("after", help)
    .action(remove);
}

async function remove(names: readonly string[], { yes }: RemoveOptions): Promise<void> {
  const settings = hubSettings();
  const removals: Removal[] = [];
  // All are looked for before one is deleted.
  for (const name of names) removals.push(await planOf(name, settings));
  for (const removal of removals) {
    if (!yes && !(await confirm(removal))) continue;
    await removeModel(removal);
    process.stdout.write(`${out.bold(printableLine(removal.name))}  ${formatBytes(removal.sizeBytes)} freed\n`);
  }
}

async function planOf(name: string, settings: HubSettings): Promise<Removal> {
  if (name === builtInModelId) throw new UsageError(`${name} is part of this package, and cannot be deleted by itself`);
  const byPath = await planPathRemoval(name, settings);
  if (byPath) return byPath;
  const reference = parseReference(name, settings);
  if (reference) return await planRemoval(reference, settings);
  throw new UsageError(`${shownName(name)} names no model that was pulled; qwen.ts list shows their names`);
}

async function confirm({ name, sizeBytes, root }: Removal): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError(`nobody is here to ask whether to delete ${name}; --yes deletes it`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const question = `delete ${printableLine(name)}, ${formatBytes(sizeBytes)}, from ${printableLine(root)}? [y/N] `;
    return /^y(es)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}
