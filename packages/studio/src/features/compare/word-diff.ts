import { useEffect, useState } from "react";
import type { Pair } from "./setup.ts";

/** A stretch of an answer, and whether the other one lacks it. */
export interface Stretch {
  readonly text: string;
  readonly isOwn: boolean;
}

export interface WordDiff {
  readonly stretches: Pair<readonly Stretch[]>;
  /** How much of both texts is in both, 0 to 1. */
  readonly sharedShare: number;
}

const patienceMs = 1500;

/** In what two answers differ, by the words of their languages; undefined where finding out takes too long. */
export async function diffWords([one, other]: Pair<string>): Promise<WordDiff | undefined> {
  const { diffWordsWithSpace } = await import("diff");
  const intlSegmenter = new Intl.Segmenter(undefined, { granularity: "word" });
  const changes = diffWordsWithSpace(one, other, { intlSegmenter, timeout: patienceMs });
  if (changes === undefined) return undefined;
  const shared = changes.reduce((sum, { added, removed, value }) => sum + (added || removed ? 0 : value.length), 0);
  const length = Math.max(1, one.length + other.length);
  const stretchesOf = (foreign: "added" | "removed", own: "added" | "removed") =>
    changes.filter((change) => !change[foreign]).map((change) => ({ text: change.value, isOwn: change[own] }));
  return {
    stretches: [stretchesOf("added", "removed"), stretchesOf("removed", "added")],
    sharedShare: (2 * shared) / length,
  };
}

export type Differences = "off" | "working" | "failed" | WordDiff;

/** The differences of two texts while they are wanted. */
export function useDifferences(isWanted: boolean, one: string, other: string): Differences {
  const [found, setFound] = useState<Differences>("off");
  useEffect(() => {
    if (!isWanted) return setFound("off");
    let isCurrent = true;
    const set = (next: Differences) => isCurrent && setFound(next);
    set("working");
    diffWords([one, other]).then(
      (diff) => set(diff ?? "failed"),
      () => set("failed"),
    );
    return () => {
      isCurrent = false;
    };
  }, [isWanted, one, other]);
  return found;
}
