import type { GreedyStep } from "../llama/llama-model.ts";
import type { OurAnswer } from "./our-answers.ts";

/** Where two answers to the same prompt part. */
export interface Difference {
  /** Tokens that are the same before. */
  readonly position: number;
  /** How far apart llama.cpp's two best logits are there. */
  readonly gap: number;
  /** Absent: the answer ends there. */
  readonly llamaTokenId?: number;
  readonly ourTokenId?: number;
}

/** Undefined if the answers are the same to the last token, and end alike. */
export function difference(
  steps: readonly GreedyStep[],
  ours: OurAnswer,
  endIds: readonly number[],
): Difference | undefined {
  const isEnded = endIds.includes(steps.at(-1)!.tokenId);
  const theirs = (isEnded ? steps.slice(0, -1) : steps).map(({ tokenId }) => tokenId);
  const length = Math.max(theirs.length, ours.tokenIds.length);
  let position = 0;
  while (position < length && theirs[position] === ours.tokenIds[position]) position++;
  if (position === length && isEnded === ours.isEnded) return undefined;
  return {
    position,
    gap: steps[position].gap,
    ...(position < theirs.length && { llamaTokenId: theirs[position] }),
    ...(position < ours.tokenIds.length && { ourTokenId: ours.tokenIds[position] }),
  };
}
