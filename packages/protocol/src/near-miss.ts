/** What other APIs call fields that this one has under another name. */
const foreignNames: ReadonlyMap<string, string> = new Map([
  ["repeat_penalty", "repetition_penalty"],
  ["n_predict", "max_tokens"],
  ["num_predict", "max_tokens"],
  ["max_new_tokens", "max_tokens"],
  ["max_output_tokens", "max_tokens"],
  ["max_completion_tokens", "max_tokens"],
  ["stop_sequences", "stop"],
  ["stop", "stop_sequences"],
  ["thinking_token_budget", "thinking_budget"],
  ["thinking_budget_tokens", "thinking_budget"],
  ["input", "messages"],
  ["messages", "input"],
  ["max_tokens", "max_output_tokens"],
  ["reasoning_effort", "reasoning"],
  ["response_format", "text"],
  ["inputs", "input"],
  ["texts", "documents"],
  ["passages", "documents"],
  ["return_text", "return_documents"],
  ["task_description", "instruction"],
]);

const maxNameLength = 40;

/** The known name that was probably meant by `name`, or undefined when none is near. */
export function nearMiss(name: string, knownNames: readonly string[]): string | undefined {
  if (name.length > maxNameLength) return undefined;
  const asked = snakeCase(name);
  const foreign = foreignNames.get(asked);
  if (foreign !== undefined && knownNames.includes(foreign)) return foreign;
  const ranked = knownNames
    .map((known) => ({ known, distance: editDistance(asked, known) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.min(2, best.known.length / 3) ? best.known : undefined;
}

function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[-\s]/g, "_")
    .toLowerCase();
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
