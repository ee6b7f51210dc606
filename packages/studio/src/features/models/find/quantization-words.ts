import type { ModelFit } from "@qwents/protocol";

export type Quantization = ModelFit["quantizations"][number];

/** How much a quantisation leaves of the original, as a key of the texts. */
export function qualityOf({ quantization }: Quantization): "whole" | "same" | "near" | "good" | "less" | "poor" {
  const [, digit] = /Q(\d)/i.exec(quantization) ?? [];
  if (digit === undefined) return "whole";
  const bits = Number(digit);
  if (bits >= 8) return "same";
  if (bits >= 5) return "near";
  if (bits === 4) return "good";
  return bits === 3 ? "less" : "poor";
}

/** How a speed feels, as a key of the texts. People read five to ten tokens a second. */
export function paceOf({ tokens_per_second: speed }: Quantization): "fast" | "reading" | "slow" | "crawling" {
  if (speed >= 12) return "fast";
  if (speed >= 5) return "reading";
  return speed >= 1.5 ? "slow" : "crawling";
}

export const canCome = ({ verdict }: Quantization): boolean => verdict === "fits" || verdict === "tight";
