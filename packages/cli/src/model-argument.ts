import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { QwenError } from "@qwents/engine";
import { Argument } from "commander";

export const modelArgument = (): Argument =>
  new Argument("[model]", "a .gguf file or a folder with .safetensors; the small built-in model when left out");

/** For the help of commands that take a model and a text, both optional. */
export const loneArgumentHelp = "A single argument that is no path is the text, for the built-in model.";

export interface ModelAndText {
  readonly model: string | undefined;
  readonly text: string | undefined;
}

/** Tells which of two optional arguments was given: a lone one is the model if it is a path or looks like one. */
export function modelAndText(first: string | undefined, second: string | undefined): ModelAndText {
  const isText = first !== undefined && second === undefined && !isPath(first);
  return isText ? { model: undefined, text: first } : { model: first, text: second };
}

/** In the repository it lies in models/; a published package carries a copy beside its code. */
export function builtInModel(): string {
  const places = ["../../../models/stand-in/stand-in-q8_0.gguf", "../models/stand-in-q8_0.gguf"];
  const found = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(existsSync);
  if (found) return found;
  throw new QwenError("files/not-found", "the built-in model is missing from this installation; name a model file");
}

function isPath(text: string): boolean {
  return /^\S*[/\\]\S*$|\.(gguf|safetensors)$/i.test(text) || existsSync(text);
}
