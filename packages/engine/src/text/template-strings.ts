import { pythonSplit, pythonStrip } from "./python-strings.ts";
import { maxListLength, type TemplateBudget } from "./template-budget.ts";

/** A method of a string, with its arguments as plain values. */
export type StringMethod = (...args: unknown[]) => unknown;

/**
 * The methods of strings that the template library has not got as Python has them, or not within bounds: its `strip` and
 * kin take no argument, and its `split` and `replace` make lists and texts of any size.
 */
export function stringMethod(name: unknown, text: string, budget: TemplateBudget): StringMethod | undefined {
  switch (name) {
    case "strip":
    case "lstrip":
    case "rstrip":
      return (characters) => {
        const set = textOrNone(characters, `the argument of ${name}()`);
        budget.spendSearch(text.length, set?.length ?? 1);
        return pythonStrip(name, text, set);
      };
    case "split":
      return (separator, maxSplits) =>
        split(text, textOrNone(separator, "the separator of split()"), count(maxSplits), budget);
    case "replace":
      return (from, to, maxReplaced) => {
        if (typeof from !== "string" || typeof to !== "string") throw new Error("replace() takes two strings");
        const parts = split(text, from, count(maxReplaced), budget);
        budget.spendText(text.length + parts.length * to.length);
        return parts.join(to);
      };
    default:
      return undefined;
  }
}

function split(text: string, separator: string | undefined, maxSplits: number, budget: TemplateBudget): string[] {
  budget.spendSearch(text.length, separator?.length ?? 1);
  const parts = pythonSplit(text, separator, maxSplits < 0 ? maxListLength : maxSplits);
  budget.spendList(parts.length);
  return parts;
}

function textOrNone(value: unknown, what: string): string | undefined {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return undefined;
  throw new Error(`${what} must be a string or none`);
}

/** A limit as Python has them: −1 for none. */
function count(value: unknown): number {
  return typeof value === "number" ? value : -1;
}
