import { Command } from "commander";
import { listCached } from "../hub/cached-models.ts";
import { hubSettings } from "../hub/hub-settings.ts";
import { whyNotHere } from "../hub/why-not-here.ts";
import { err } from "../terminal/colors.ts";
import { formatBytes, formatColumns } from "../terminal/format.ts";

interface ListOptions {
  readonly all?: boolean;
}

export function listCommand(): Command {
  return new Command("list")
    .description("Show the models on this machine that run here, pulled by qwen.ts or other Hugging Face tools.")
    .option("--all", "show those that do not run here too, and why")
    .action(list);
}

async function list({ all }: ListOptions): Promise<void> {
  const models = await listCached(hubSettings());
  const rows: string[][] = [];
  for (const { name, place, sizeBytes } of models) {
    const reason = await whyNotHere(place);
    if (all || reason === undefined) rows.push([name, formatBytes(sizeBytes), reason ?? ""]);
  }
  if (rows.length > 0) process.stdout.write(`${formatColumns(rows)}\n`);
  else process.stderr.write("no models yet; qwen.ts pull qwen3:0.6b brings one\n");
  const hidden = models.length - rows.length;
  if (hidden > 0) process.stderr.write(`${err.dim(`${hidden} more here do not run; --all shows them`)}\n`);
}
