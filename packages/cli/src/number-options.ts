import { InvalidArgumentError } from "commander";

/** A parser for whole numbers in a range, with a message that says the range. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return numberIn(least, most, "whole number");
}

export function numberIn(least: number, most: number, kind = "number"): (text: string) => number {
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return (text) => {
    const value = Number(text);
    const isKind = kind === "number" || Number.isInteger(value);
    if (text.trim() !== "" && isKind && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a ${kind} ${range}.`);
  };
}
