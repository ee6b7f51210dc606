import { existsSync } from "node:fs";
import { Argument, Command } from "commander";
import { fitBeforePull } from "../fit/fit-before-pull.ts";
import { measureMachine } from "../fit/machine.ts";
import { hubSettings } from "../hub/hub-settings.ts";
import { type ModelReference, noReference, parseReference, referenceForms } from "../hub/model-reference.ts";
import { pullModel } from "../hub/pull-model.ts";
import { type ComingModel, defaultConnections, mostConnections, type PulledModel } from "../hub/pull-options.ts";
import { shortNames } from "../hub/short-names.ts";
import { whyNotHere } from "../hub/why-not-here.ts";
import { wholeNumber } from "../number-options.ts";
import { err, out } from "../terminal/colors.ts";
import { FileProgressLine } from "../terminal/file-progress.ts";
import { formatBytes, formatColumns } from "../terminal/format.ts";
import { onInterrupt } from "../terminal/interrupt.ts";
import { printableLine } from "../terminal/printable.ts";
import { fit, usualContext } from "./fit.ts";

interface PullCommandOptions {
  readonly offline?: boolean;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly connections: number;
}

const help = `
Short names, and where they point on the Hugging Face hub; Qwen publishes no GGUF files of 3.5 and later:
${formatColumns(shortNames.map(({ name, repo, file }) => [`  ${name}`, `${repo}:${file}`]))}

Ctrl-C keeps what has come; the same command goes on from there.

Environment:
  HF_TOKEN              for private and gated models; sent to the hub only
  HF_ENDPOINT           a mirror of the hub (default: https://huggingface.co)
  HF_HOME               where models are kept, shared with other tools (default: ~/.cache/huggingface); also HF_HUB_CACHE
  HF_HUB_OFFLINE        1: as --offline
  MODELSCOPE_API_TOKEN  the same for ModelScope
  MODELSCOPE_DOMAIN     where ModelScope is (default: www.modelscope.cn)

Examples:
  qwen.ts pull qwen3:0.6b
  qwen.ts pull Qwen/Qwen3-4B-GGUF:Q4_K_M
  qwen.ts pull Qwen/Qwen3-0.6B
  qwen.ts pull modelscope:Qwen/Qwen3-0.6B-GGUF:Q8_0
  qwen.ts pull https://example.com/model.gguf`;

export function pullCommand(): Command {
  return new Command("pull")
    .description("Bring a model to this machine, by name, and check it.")
    .addArgument(new Argument("<model>", referenceForms))
    .option("--dry-run", "show what there is and whether it fits this machine, and pull nothing")
    .option("--force", "pull also what does not fit or run here")
    .option("--offline", "ask nobody: say whether it is here")
    .option(
      "--connections <count>",
      "connections at once, where the server gives parts of a file",
      wholeNumber(1, mostConnections),
      defaultConnections,
    )
    .addHelpText("after", help)
    .action(pull);
}

async function pull(text: string, options: PullCommandOptions): Promise<void> {
  if (options.dryRun) return await fit(text, { context: usualContext, offline: options.offline ?? false });
  if (existsSync(text)) return await reportPath(text);
  const settings = hubSettings(process.env, options);
  const reference = parseReference(text, settings);
  if (!reference) throw noReference(text);
  const interrupt = onInterrupt();
  const line = new FileProgressLine();
  const beforePull = async (coming: ComingModel): Promise<void> => {
    const machineOf = async () => ({
      settings,
      machine: await measureMachine(settings.huggingFace.folder),
      contextLength: usualContext,
    });
    const fits = options.force ? undefined : await fitBeforePull(coming, machineOf);
    if (fits !== undefined) line.note(`${coming.name} ${fits}`);
  };
  try {
    const pulled = await pullModel(reference, {
      settings,
      signal: interrupt.signal,
      force: options.force ?? false,
      connections: options.connections,
      beforePull,
      onProgress: line.update,
      onRetry: line.retry,
    });
    line.stop();
    await report(reference, pulled);
  } catch (error) {
    if (interrupt.signal.aborted) line.warn("stopped; what has come is kept, and the same command goes on from there");
    throw error;
  } finally {
    line.stop();
    interrupt.dispose();
  }
}

async function report({ name }: ModelReference, pulled: PulledModel): Promise<void> {
  const { place, sizeBytes, pulledBytes, uncheckedSha256 } = pulled;
  const how = pulledBytes === 0 ? "was here already" : `pulled ${formatBytes(pulledBytes)}`;
  process.stdout.write(
    `${out.bold(printableLine(name))}  ${formatBytes(sizeBytes)}, ${how}\n${printableLine(place)}\n`,
  );
  if (uncheckedSha256) process.stdout.write(`SHA-256 ${uncheckedSha256}, with nothing to check it against\n`);
  await reportWhetherItRuns(name, place);
}

async function reportPath(path: string): Promise<void> {
  process.stdout.write(`${out.bold(printableLine(path))}  is a path on this machine: there is nothing to pull\n`);
  await reportWhetherItRuns(path, path);
}

async function reportWhetherItRuns(name: string, place: string): Promise<void> {
  const reason = await whyNotHere(place);
  if (reason === undefined) process.stdout.write(`\ntry:  qwen.ts chat ${printableLine(name)}\n`);
  else process.stderr.write(`${err.yellow(`it does not run here: ${printableLine(reason)}`)}\n`);
}
