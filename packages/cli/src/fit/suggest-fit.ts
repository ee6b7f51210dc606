import type { Fit } from "./assess-fit.ts";
import { nominalFormat } from "./estimate-needs.ts";

/** Reading speed of people, and some room. */
const comfortableTokensPerSecond = 10;
/** Below four bits answers become noticeably worse, above nine hardly better. */
const [leastBits, mostBits] = [4, 9];

export interface Suggestion {
  readonly fit: Fit;
  /** For people. */
  readonly why: string;
}

/**
 * Of the quantisations that fit, the one to take: of those with four bits or more the best that answers at a comfortable
 * speed, or else the fastest; where only smaller ones fit, the best of these.
 */
export function suggestFit(fits: readonly Fit[]): Suggestion | undefined {
  const running = (["fits", "tight"] as const).map((verdict) => fits.filter((fit) => fit.verdict === verdict));
  const fitting = running.find((group) => group.length > 0);
  if (fitting === undefined) return undefined;
  const usual = fitting.filter(({ label }) => bitsOf(label) <= mostBits);
  const candidates = usual.length > 0 ? usual : fitting;
  const good = candidates.filter(({ label }) => bitsOf(label) >= leastBits);
  const [comfortable] = good
    .filter(({ tokensPerSecond }) => tokensPerSecond >= comfortableTokensPerSecond)
    .sort(bySize);
  if (comfortable) {
    return { fit: comfortable, why: `the best of those that write ${comfortableTokensPerSecond} tokens/s or more` };
  }
  const [fastest] = good.sort((a, b) => b.tokensPerSecond - a.tokensPerSecond);
  if (fastest) return { fit: fastest, why: `the fastest of those with ${leastBits} bits or more` };
  return { fit: candidates.sort(bySize)[0], why: "the best of those that fit" };
}

/** The largest first, which of one model is the best. */
const bySize = (a: Fit, b: Fit): number => b.sizeBytes - a.sizeBytes;

/** Bits a weight, by the label; what it does not tell counts as usual. */
function bitsOf(label: string): number {
  const known = nominalFormat(label)?.bitsPerWeight;
  if (known !== undefined) return known;
  const [, digit] = /Q(\d)/i.exec(label) ?? [];
  return digit === undefined ? 16 : Number(digit);
}
