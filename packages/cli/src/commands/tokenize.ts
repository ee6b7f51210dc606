import { loadTokenizer, type Tokenizer } from "@qwents/engine";
import { Command } from "commander";
import { resolveModel } from "../find-model.ts";
import { loneArgumentHelp, modelAndText, modelArgument } from "../model-argument.ts";
import { formatColumns } from "../terminal/format.ts";
import { readStandardInput } from "../terminal/standard-input.ts";
import { UsageError } from "../terminal/usage-error.ts";

interface TokenizeOptions {
  readonly special?: boolean;
  readonly json?: boolean;
}

export function tokenizeCommand(): Command {
  return new Command("tokenize")
    .description("Show the tokens of a text. Of the model only the tokenizer is loaded.")
    .addArgument(modelArgument())
    .argument("[text]", "the text; standard input when left out")
    .option("--special", "read control tokens such as <|im_end|> as themselves")
    .option("--json", "print token ids as a JSON array")
    .addHelpText("after", `\n${loneArgumentHelp}`)
    .action(tokenize);
}

async function tokenize(first: string | undefined, second: string | undefined, options: TokenizeOptions) {
  const { model, text } = modelAndText(first, second);
  if (text === undefined && process.stdin.isTTY) throw new UsageError("there is no text; give one, or pipe it in");
  const input = text ?? (await readStandardInput());
  const tokenizer = await loadTokenizer(await resolveModel(model));
  const ids = tokenizer.encode(input, { parseSpecial: options.special ?? false });
  if (options.json) return void process.stdout.write(`${JSON.stringify(ids)}\n`);
  const rows = ids.map((id) => [String(id), shown(tokenizer, id)]);
  process.stdout.write(`${formatColumns([["id", "text"], ...rows])}\n${ids.length} tokens\n`);
}

/** The text of a token in quotes, or the bytes of one that is only a part of a character. */
function shown(tokenizer: Tokenizer, id: number): string {
  const bytes = tokenizer.tokenBytes(id);
  try {
    return JSON.stringify(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return `bytes ${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ")}`;
  }
}
