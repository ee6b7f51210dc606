import { QwenError } from "../errors.ts";
import { oneLine } from "../files/quoted.ts";
import { BoundedInterpreter } from "./bounded-interpreter.ts";
import { asTemplateError } from "./compile-template.ts";
import { strftime } from "./strftime.ts";
import { maxListLength, tooMuch } from "./template-budget.ts";
import { Environment, type TemplateNode, type TemplateScope } from "./template-library.ts";

const maxSentenceLength = 1000;

/** What every chat template may call, besides the language's own. */
const globals: Readonly<Record<string, unknown>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
  range,
  raise_exception: raiseException,
  strftime_now: (format: unknown) => strftime(new Date(), String(format)),
};

/**
 * The text that a template makes of `variables`.
 * @throws QwenError `template/rejected` with the template's own sentence, `template/bad-template`
 */
export function runTemplate(program: TemplateNode, variables: Readonly<Record<string, unknown>>): string {
  const outer = environment(globals);
  try {
    return String(new BoundedInterpreter(environment(variables, outer)).run(program).value);
  } catch (error) {
    throw asTemplateError(error);
  }
}

function environment(variables: Readonly<Record<string, unknown>>, parent?: TemplateScope): TemplateScope {
  const result = new Environment(parent);
  for (const [name, value] of Object.entries(variables)) result.set(name, value);
  return result;
}

function range(first: unknown, second?: unknown, step: unknown = 1): number[] {
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  const length = Math.max(Math.ceil((Number(stop) - Number(start)) / Number(step)), 0);
  if (Number(step) === 0 || !(length <= maxListLength)) throw tooMuch(`counts beyond ${maxListLength}`);
  return Array.from({ length }, (_, index) => Number(start) + index * Number(step));
}

function raiseException(sentence: unknown): never {
  const line = oneLine(String(sentence), maxSentenceLength);
  throw new QwenError("template/rejected", `The model's chat template does not take this conversation: ${line}`, {
    details: { sentence: line },
  });
}
