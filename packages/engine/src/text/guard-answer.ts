/** How safe a guard model may say that a text is. */
export const guardSafeties = ["Safe", "Controversial", "Unsafe"] as const;

export type GuardSafety = (typeof guardSafeties)[number];

/** What a model such as Qwen3Guard-Gen says of a prompt or of an answer to it. */
export interface GuardAnswer {
  readonly safety: GuardSafety;
  /** As the model writes them, such as "Violent" or "Suicide & Self-Harm"; empty where it says "None". */
  readonly categories: readonly string[];
  /** Whether the answer refuses; absent where a prompt alone was judged. */
  readonly refusal?: boolean;
}

/**
 * Reads the verdict that a guard model has generated: lines "Safety: …", "Categories: …" and, of an answer, "Refusal: …".
 * @returns undefined for a text that does not say how safe it is, which must not be taken for "safe"
 * @see https://github.com/QwenLM/Qwen3Guard
 */
export function parseGuardAnswer(text: string): GuardAnswer | undefined {
  const said = saidOf(text, "Safety")?.toLowerCase();
  const safety = guardSafeties.find((known) => known.toLowerCase() === said);
  if (safety === undefined) return undefined;
  const categories = (saidOf(text, "Categories") ?? "").split(",").map((name) => name.trim());
  const refusal = saidOf(text, "Refusal")?.toLowerCase();
  return {
    safety,
    categories: categories.filter((name) => name !== "" && name !== "None"),
    ...((refusal === "yes" || refusal === "no") && { refusal: refusal === "yes" }),
  };
}

/** The rest of the line that begins with a label. */
function saidOf(text: string, label: string): string | undefined {
  const line = text.split("\n").find((candidate) => candidate.trimStart().startsWith(`${label}:`));
  return line?.slice(line.indexOf(":") + 1).trim();
}
