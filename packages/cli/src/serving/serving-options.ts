import { type Command, InvalidArgumentError, Option } from "commander";
import { numberIn } from "../number-options.ts";

/** What `serve` takes for several models. */
export interface ServingOptions {
  /** A time, as it was typed. */
  readonly keepAlive: string;
  /** GiB */
  readonly memory?: number;
  /** Models, as they were typed, by their further names. */
  readonly alias: ReadonlyMap<string, string>;
  readonly inProcess?: boolean;
}

export function addServingOptions(command: Command): Command {
  return command
    .optionsGroup("Several models:")
    .option(
      "--keep-alive <time>",
      "how long a model stays loaded when nobody uses it: 90 (seconds), 10m, 1h; -1: until its memory is needed, as for the models named here",
      "5m",
    )
    .option("--memory <GiB>", "what all models together may take (default: 80% of the memory)", numberIn(0.25, 2 ** 20))
    .addOption(
      new Option("--alias <name=model>", "a further name for a model; may be repeated")
        .argParser(alias)
        .default(new Map(), "none"),
    )
    .option("--in-process", "compute in the server's own process, not in one for each model");
}

function alias(text: string, known: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const [, name, model] = /^([^=\s/\\][^=\s\\]{0,127})=(.+)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError("Expected a name, = and a model, as in gpt-4o=qwen3:4b.");
  return new Map([...known, [name, model]]);
}
