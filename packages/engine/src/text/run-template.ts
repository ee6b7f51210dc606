import { QwenError } from "../errors.ts";
import { oneLine } from "../files/quoted.ts";
import { BoundedInterpreter } from "./bounded-interpreter.ts";
import { asTemplateError } from "./compile-template.ts";
import { strftime } from "./strftime.ts";
import { maxListLength, tooMuch } from "./template-budget.ts";
import { Environment, type TemplateNode, type TemplateScope } from "./template-library.ts";
import type { TemplateVariables } from "./template-variables.ts";

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

/** Conversations of as many messages and calls are to blame themselves for a template that takes too long. */
const largeConversation = 2000;

/**
 * The text that a template makes of `variables`.
 * @throws QwenError `template/rejected` with the template's own sentence, `template/bad-template`,
 * `request/context-too-long`
 */
export function runTemplate(program: TemplateNode, variables: TemplateVariables): string {
  const outer = environment(globals);
  try {
    return String(new BoundedInterpreter(environment(variables, outer)).run(program).value);
  } catch (cause) {
    const error = asTemplateError(cause);
    const numParts = variables.messages.reduce((sum, { tool_calls }) => sum + 1 + (tool_calls?.length ?? 0), 0);
    if (error.details.exceeded === undefined || numParts < largeConversation) throw error;
    throw new QwenError(
      "request/context-too-long",
      `The conversation has ${numParts} messages and tool calls, more than the model's chat template can write out. Leave some out.`,
      { details: { numParts }, cause },
    );
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
