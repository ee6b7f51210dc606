import { existsSync } from "node:fs";
import { Argument } from "commander";
import { builtInModelId } from "./find-model.ts";
import { isShortName } from "./hub/short-names.ts";

const forms =
  "a .gguf file, a folder with .safetensors, or what qwen.ts pull was given; the small built-in model, cockpit, when left out";

export const modelArgument = (): Argument => new Argument("[model]", forms);

/** The first is the default; what else was pulled is served, too. */
export const modelsArgument = (): Argument =>
  new Argument(
    "[models...]",
    `${forms}. The first is the default; all others that were pulled are loaded when they are asked for`,
  );

/** For the help of commands that take a model and a text, both optional. */
export const loneArgumentHelp =
  "A single argument that is no path or name of a model is the text, for the built-in model.";

export interface ModelAndText {
  readonly model: string | undefined;
  readonly text: string | undefined;
}

/** Tells which of two optional arguments was given: a lone one is the model if it is a path or looks like a model. */
export function modelAndText(first: string | undefined, second: string | undefined): ModelAndText {
  const isText = first !== undefined && second === undefined && !isModel(first);
  return isText ? { model: undefined, text: first } : { model: first, text: second };
}

function isModel(text: string): boolean {
  return (
    text === builtInModelId ||
    isShortName(text) ||
    /^\S*[/\\]\S*$|\.(gguf|safetensors)$/i.test(text) ||
    existsSync(text)
  );
}
