import { oneLine } from "../files/quoted.ts";

const mostShown = 5;
const longestName = 80;

/** What a user should know of tensors that a model has no use for: how many, and which. */
export function notesOnUnusedTensors(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, mostShown).map((name) => oneLine(name, longestName));
  const list = `${shown.join(", ")}${names.length > mostShown ? ", …" : ""}`;
  return [names.length === 1 ? `1 tensor is not used: ${list}` : `${names.length} tensors are not used: ${list}`];
}
