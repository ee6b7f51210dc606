const maxMarks = 128;

/**
 * `text` in normalisation form C. Runs of more than 128 combining marks, which no language has, are normalised in parts:
 * putting the marks of one run in order takes time quadratic in its length.
 */
export function normalizeNfc(text: string): string {
  const marks = new RegExp(`\\p{M}{1,${maxMarks}}`, "gu");
  let normalized = "";
  let partStart = 0;
  let previousEnd = -1;
  for (let run = marks.exec(text); run; run = marks.exec(text)) {
    if (run.index === previousEnd) {
      normalized += text.slice(partStart, run.index).normalize("NFC");
      partStart = run.index;
    }
    previousEnd = marks.lastIndex;
  }
  return normalized + text.slice(partStart).normalize("NFC");
}
