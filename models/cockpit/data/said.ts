import type { Value, Values } from "./domain.ts";

/** The arguments that have a value: slots that were not said are left out. */
export function said(args: Readonly<Record<string, Value | undefined>>): Values {
  return Object.fromEntries(Object.entries(args).filter((entry): entry is [string, Value] => entry[1] !== undefined));
}
