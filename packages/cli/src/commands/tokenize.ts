import { Command } from "commander";
import { addModelOptions, loadModel, type ModelOptions, modelArgument } from "../model-options.ts";
import { formatColumns } from "../terminal/format.ts";
import { readStandardInput } from "../terminal/standard-input.ts";

interface TokenizeOptions extends ModelOptions {
  readonly special?: boolean;
  readonly json?: boolean;
}

export function tokenizeCommand(): Command {
  const command = new Command("tokenize")
    .description("Show the tokens of a text.")
    .addArgument(modelArgument())
    .argument("[text]", "the text; standard input when left out")
    .option("--special", "read control tokens such as <|im_end|> as themselves")
    .option("--json", "print token ids as a JSON array")
    .action(tokenize);
  return addModelOptions(command);
}

async function tokenize(model: string | undefined, text: string | undefined, options: TokenizeOptions): Promise<void> {
  const input = text ?? (await readStandardInput());
  const engine = await loadModel(model, options);
  try {
    const ids = engine.tokenize(input, { parseSpecial: options.special ?? false });
    if (options.json) return void process.stdout.write(`${JSON.stringify(ids)}\n`);
    const rows = ids.map((id) => [String(id), JSON.stringify(engine.detokenize([id], { keepSpecial: true }))]);
    process.stdout.write(`${formatColumns([["id", "text"], ...rows])}\n${ids.length} tokens\n`);
  } finally {
    await engine.close();
  }
}
