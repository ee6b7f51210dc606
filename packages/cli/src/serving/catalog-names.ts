import { builtInModelId, type FoundModel } from "../find-model.ts";
import type { CachedModel } from "../hub/cached-models.ts";
import { repoName } from "../hub/model-reference.ts";

type Nameable = Pick<CachedModel, "name" | "place" | "origin"> & Partial<Pick<FoundModel, "from">>;

/** What requests call a model: the name that `qwen.ts list` shows, or that of its file; never a path. */
export function idOf({ name, place, from, origin }: Nameable, fileName: string): string {
  if (from === "built in") return builtInModelId;
  return origin === undefined || name === place ? fileName : name;
}

/** What else they may call it: by its repository, as it was typed, by its file. */
export function aliasesOf({ from, origin }: Nameable, fileName: string): string[] {
  const whole = origin && `${repoName(origin)}:${origin.label}`;
  const typed = typeof from === "object" && from.kind === "hub" ? from.name : undefined;
  return [whole, typed, fileName].filter((name) => name !== undefined);
}

/** Names that are given once. */
export class TakenNames {
  readonly #taken = new Set<string>();

  /** Whether it was still free; it is not from now on. */
  take(name: string): boolean {
    if (this.#taken.has(name)) return false;
    this.#taken.add(name);
    return true;
  }

  /** The name, or one that is like it. */
  takeLike(name: string): string {
    let free = name;
    for (let number = 2; !this.take(free); number++) free = `${name}-${number}`;
    return free;
  }
}
