import { Argument, Command } from "commander";
import { hubSettings } from "../hub/hub-settings.ts";
import { type ModelReference, parseReference, referenceForms } from "../hub/model-reference.ts";
import { pullModel } from "../hub/pull-model.ts";
import type { PulledModel } from "../hub/pull-options.ts";
import type { PassingFault } from "../hub/retry.ts";
import { shortNames } from "../hub/short-names.ts";
import { whyNotHere } from "../hub/why-not-here.ts";
import { err, out } from "../terminal/colors.ts";
import { FileProgressLine } from "../terminal/file-progress.ts";
import { formatBytes, formatColumns, formatDuration } from "../terminal/format.ts";
import { onInterrupt } from "../terminal/interrupt.ts";
import { printableLine } from "../terminal/printable.ts";
import { UsageError } from "../terminal/usage-error.ts";

const help = `
Short names:
${formatColumns(shortNames.map(({ name, repo, file }) => [`  ${name}`, `${repo}:${file}`]))}

Ctrl-C keeps what has come; the same command goes on from there.

Environment:
  HF_TOKEN     for private and gated models; sent to the hub only
  HF_ENDPOINT  a mirror of the hub (default: https://huggingface.co)
  HF_HOME      where models are kept, shared with other tools (default: ~/.cache/huggingface); also HF_HUB_CACHE

Examples:
  qwen.ts pull qwen3:0.6b
  qwen.ts pull Qwen/Qwen3-4B-GGUF:Q4_K_M
  qwen.ts pull https://example.com/model.gguf`;

export function pullCommand(): Command {
  return new Command("pull")
    .description("Bring a model to this machine, by name, and check it.")
    .addArgument(new Argument("<model>", referenceForms))
    .addHelpText("after", help)
    .action(pull);
}

async function pull(text: string): Promise<void> {
  const settings = hubSettings();
  const reference = parseReference(text, settings);
  if (!reference) throw new UsageError(`${text} names no model; expected ${referenceForms}`);
  const interrupt = onInterrupt();
  const line = new FileProgressLine();
  const onRetry = (fault: PassingFault, delayMs: number): void => line.note(retryNote(fault, delayMs));
  try {
    const { signal } = interrupt;
    const pulled = await pullModel(reference, { settings, signal, onProgress: line.update, onRetry });
    line.stop();
    await report(reference, pulled);
  } catch (error) {
    if (interrupt.signal.aborted) line.note("stopped; what has come is kept, and the same command goes on from there");
    throw error;
  } finally {
    line.stop();
    interrupt.dispose();
  }
}

/** What failed, without what to do about it, which is being done. */
function retryNote({ message }: PassingFault, delayMs: number): string {
  return `${message.split(";")[0]}; trying again in ${formatDuration(delayMs)}`;
}

async function report({ name }: ModelReference, pulled: PulledModel): Promise<void> {
  const { place, sizeBytes, pulledBytes, uncheckedSha256 } = pulled;
  const how = pulledBytes === 0 ? "was here already" : `pulled ${formatBytes(pulledBytes)}`;
  process.stdout.write(
    `${out.bold(printableLine(name))}  ${formatBytes(sizeBytes)}, ${how}\n${printableLine(place)}\n`,
  );
  if (uncheckedSha256) process.stdout.write(`SHA-256 ${uncheckedSha256}, with nothing to check it against\n`);
  const reason = await whyNotHere(place);
  if (reason === undefined) process.stdout.write(`\ntry:  qwen.ts chat ${printableLine(name)}\n`);
  else process.stderr.write(`${err.yellow(`it does not run here: ${printableLine(reason)}`)}\n`);
}
