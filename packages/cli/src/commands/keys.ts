import { hashKey, isKeyName, type KeyLimits, newKey } from "@qwents/server/keys";
import { Command } from "commander";
import { changeKeys } from "../keys/change-keys.ts";
import { keyFilePath, readKeys } from "../keys/key-file.ts";
import { addLimit, limitHelp } from "../limit-options.ts";
import { err, out } from "../terminal/colors.ts";
import { formatColumns } from "../terminal/format.ts";
import { UsageError } from "../terminal/usage-error.ts";

const help = `
Requests bring a key as 'Authorization: Bearer KEY' or 'x-api-key: KEY'. Only hashes of them are kept. A running server
takes note of changes within a second.`;

export function keysCommand(): Command {
  const command = new Command("keys")
    .description("Make, show and delete keys for the server.")
    .addHelpText("after", help);
  command
    .command("add")
    .description("Make a key; it is shown this once.")
    .argument("<name>", "whose it is: letters, digits, '.', '_', '-'")
    .option("--limit <name=number>", "what its requests may have; may be repeated", addLimit)
    .addHelpText("after", limitHelp)
    .action(add);
  command.command("list").description("Show whose keys there are.").action(list);
  command
    .command("rm")
    .description("Delete keys: what brings them is refused from then on.")
    .argument("<names...>", "as keys list shows them")
    .action(remove);
  return command;
}

async function add(name: string, { limit: limits }: { limit?: KeyLimits }): Promise<void> {
  if (!isKeyName(name)) {
    throw new UsageError(`'${name}' can not be a key's name; expected up to 64 letters, digits, '.', '_' or '-'`);
  }
  const key = newKey();
  const kept = { name, sha256: await hashKey(key), created: new Date().toISOString(), ...(limits && { limits }) };
  await changeKeys(keyFilePath(), (keys) => {
    if (keys.some((other) => other.name === name)) {
      throw new UsageError(`there is a key of ${name} already; qwen.ts keys rm ${name} deletes it`);
    }
    return [...keys, kept];
  });
  process.stdout.write(`${key}\n`);
  process.stderr.write(`${err.dim(`the key of ${name}: keep it, it is not shown again`)}\n`);
}

function list(): void {
  const keys = readKeys(keyFilePath());
  const rows = keys.map(({ name, created, limits = {} }) => [
    out.bold(name),
    created.slice(0, 10),
    Object.entries(limits)
      .map(([limit, value]) => `${limit}=${value}`)
      .join(" "),
  ]);
  if (rows.length > 0) process.stdout.write(`${formatColumns(rows)}\n`);
  else process.stderr.write("no keys yet; qwen.ts keys add NAME makes one\n");
}

async function remove(names: readonly string[]): Promise<void> {
  await changeKeys(keyFilePath(), (keys) => {
    const unknown = names.find((name) => !keys.some((key) => key.name === name));
    if (unknown !== undefined)
      throw new UsageError(`there is no key of ${unknown}; qwen.ts keys list shows whose there are`);
    return keys.filter(({ name }) => !names.includes(name));
  });
}
