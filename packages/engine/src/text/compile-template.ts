import { QwenError } from "../errors.ts";
import { oneLine } from "../files/quoted.ts";
import { parse, type TemplateNode, tokenize } from "./template-library.ts";

const maxLength = 256 * 1024;
// The library looks through runs of whitespace once for each of their characters.
const maxWhitespace = 1024;
const maxReasonLength = 300;

/**
 * Parses a chat template, each of its literal texts changed by `mapLiteral`.
 * @throws QwenError `template/bad-template`
 */
export function compileTemplate(source: string, mapLiteral = (text: string) => text): TemplateNode {
  if (source.length > maxLength) throw badTemplate(`has ${source.length} characters, more than ${maxLength}`);
  const gap = source.search(new RegExp(`\\s{${maxWhitespace}}`));
  if (gap >= 0)
    throw badTemplate(`has ${maxWhitespace} spaces in a row in line ${source.slice(0, gap).split("\n").length}`);
  try {
    const tokens = tokenize(source, { lstrip_blocks: true, trim_blocks: true });
    for (const token of tokens) {
      if (token.type === "Text" || token.type === "StringLiteral") token.value = mapLiteral(token.value);
    }
    return parse(tokens);
  } catch (error) {
    throw asTemplateError(error);
  }
}

/** What the template library throws, as an error of ours; ours as they are. */
export function asTemplateError(error: unknown): QwenError {
  if (error instanceof QwenError) return error;
  // Deep nesting and endless recursion use up the stack, joined texts the length that a string may have.
  if (error instanceof RangeError) return badTemplate("nests too deeply, or makes too long a text", error);
  return badTemplate(
    `is broken: ${oneLine(String(error instanceof Error ? error.message : error), maxReasonLength)}`,
    error,
  );
}

function badTemplate(complaint: string, cause?: unknown): QwenError {
  const message = `The model's chat template ${complaint}. Use another file of this model.`;
  return new QwenError("template/bad-template", message, { cause });
}
