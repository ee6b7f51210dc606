/** The path among `known` that was probably meant: one with a base that is missing, doubled or not ours, or with stray slashes. */
export function nearPath(path: string, known: readonly string[]): string | undefined {
  const segments = path.split("/").filter((segment) => segment !== "");
  const ends = segments.map((_, i) => `/${segments.slice(i).join("/")}`);
  const meant = ends.flatMap((end) => [end, `/v1${end}`]);
  return meant.find((candidate) => known.includes(candidate));
}
