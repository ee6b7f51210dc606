const MAX_LENGTH = 80;

/** Text out of a file, for a message: in quotes, control characters escaped, cut when it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text);
}
