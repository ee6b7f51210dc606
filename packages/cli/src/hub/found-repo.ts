import { isRepoName } from "./model-reference.ts";

/** A repository of GGUF files, as a hub's search tells it. */
export interface FoundRepo {
  readonly repo: string;
  readonly architecture: string | undefined;
  readonly numDownloads: number | undefined;
  readonly numLikes: number | undefined;
  /** ISO 8601 */
  readonly lastModified: string | undefined;
  readonly isGated: boolean;
}

/** Fewer of what is asked for may be of the family. */
export const surplus = 2;

/** What is looked for where nothing is said. */
export const wordsOr = (text: string): string => (text.trim() === "" ? "qwen" : text);

/** Undefined for what says what it is by a name that is none. */
export function foundRepo(
  repo: unknown,
  told: Readonly<Record<"architecture" | "downloads" | "likes" | "lastModified" | "gated", unknown>>,
): FoundRepo | undefined {
  if (typeof repo !== "string" || !isRepoName(repo)) return undefined;
  const { architecture, downloads, likes, lastModified, gated } = told;
  const modified = typeof lastModified === "string" ? Date.parse(lastModified) : Number.NaN;
  return {
    repo,
    architecture: typeof architecture === "string" && /^[\w.-]{1,64}$/.test(architecture) ? architecture : undefined,
    numDownloads: countOf(downloads),
    numLikes: countOf(likes),
    lastModified: Number.isNaN(modified) ? undefined : new Date(modified).toISOString(),
    isGated: gated === true || typeof gated === "string",
  };
}

/** Where the architecture is not known, the name decides. */
export const isOfFamily = ({ repo, architecture }: FoundRepo): boolean =>
  architecture === undefined ? /qwen|qwq/i.test(repo) : /^qwen/i.test(architecture);

const countOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
