import { QwenError } from "../errors.ts";

/** @param complaint what is wrong with what, without the full stop */
export function grammarError(complaint: string, details: Readonly<Record<string, unknown>> = {}): QwenError {
  return new QwenError("grammar/invalid", `${complaint}.`, { details });
}

export function tooComplex(what: string, advice: string): QwenError {
  return new QwenError("grammar/too-complex", `The grammar is too complex: ${what}. ${advice}`);
}
