const mostShown = 128;

/** What somebody named a thing by, for a message: in quotes where it would not be seen otherwise, cut when long. */
export function shownName(name: string): string {
  const text = name.length > mostShown ? `${name.slice(0, mostShown)}…` : name;
  return text.trim() === text && text !== "" ? text : JSON.stringify(text);
}
