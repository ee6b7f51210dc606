import type { Tool } from "@qwents/protocol";
import type { Car } from "./car.ts";

/** Arguments as the model wrote them: an object, of anything. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What a tool tells the model: names and values that it puts into its answer. */
export type ToolResult = Readonly<Record<string, unknown>>;

/** A tool that the model may call, and what it does to the car. */
export interface CarTool {
  readonly schema: Tool["function"];
  /** @throws ToolFault for arguments that cannot be */
  readonly run: (args: Arguments, car: Car) => { readonly car: Car; readonly result: ToolResult };
}

/** Why a call was not carried out. */
export class ToolFault extends Error {
  override readonly name = "ToolFault";
  /** What the model is told, and puts into its answer: two or three words, as it gets longer ones wrong. */
  readonly brief: "not available" | "not possible" | "something is missing";

  /** @param message all of it, shown to people */
  constructor(brief: ToolFault["brief"], message: string) {
    super(message);
    this.brief = brief;
  }
}

export function numberOf(args: Arguments, name: string): number {
  const value = args[name];
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new ToolFault("something is missing", `${name} is not a number`);
  return value;
}

export function within(name: string, value: number, least: number, most: number): number {
  if (value < least || value > most) throw new ToolFault("not possible", `${name} has to be from ${least} to ${most}`);
  return value;
}

export function textOf(args: Arguments, name: string): string {
  const value = args[name];
  if (typeof value !== "string" || value.trim() === "")
    throw new ToolFault("something is missing", `${name} is missing`);
  return value.trim();
}

export function choiceOf<Choice extends string>(args: Arguments, name: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((known) => known === args[name]);
  if (choice === undefined) throw new ToolFault("not possible", `${name} has to be ${choices.join(", ")}`);
  return choice;
}

export function textsOf(args: Arguments, name: string): readonly string[] {
  const value = args[name] ?? [];
  if (!Array.isArray(value) || value.some((item) => typeof item !== "string")) {
    throw new ToolFault("not possible", `${name} is not a list of texts`);
  }
  return value;
}

/** An argument that may be left out. */
export function optional<Value>(args: Arguments, name: string, read: () => Value): Value | undefined {
  return args[name] === undefined || args[name] === null ? undefined : read();
}
