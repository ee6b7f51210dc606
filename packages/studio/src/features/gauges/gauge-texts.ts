import type { ModelStatus } from "@qwents/protocol";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../app/numbers.ts";
import { type GaugeName, unitOf } from "./gauge.ts";

export interface GaugeTexts {
  /** Without its unit, but "37 %". */
  readonly valueText: (name: GaugeName, value: number) => string;
  readonly unitText: (name: GaugeName, status: ModelStatus) => string;
  /** What the gauge tells, or more of it. */
  readonly detailText: (name: GaugeName, status: ModelStatus) => string;
}

/** A gauge's numbers in words. */
export function useGaugeTexts(): GaugeTexts {
  const { t } = useTranslation("gauges");
  const { short, percent } = useNumbers();
  const units = { tokensPerSecond: t("unit.tokensPerSecond"), milliseconds: "ms", share: "", count: "" };
  return {
    valueText: (name, value) => (unitOf[name] === "share" ? percent(value) : short(value)),
    unitText: (name, { running, waiting, max_sequences }) => {
      if (name === "batch") return t("unit.batch", { most: short(max_sequences) });
      if (name === "load") return t("unit.load", { running: short(running), waiting: short(waiting) });
      return units[unitOf[name]];
    },
    detailText: (name, { time_to_first_token: times }) => {
      if (name !== "firstToken" || !times) return t(`what.${name}`);
      // Not a plural's form, of which some languages have one alone: with one answer there is no half.
      if (times.answers === 1) return t("firstTokenOnce");
      return t("firstTokenDetail", {
        answers: short(times.answers),
        median: short(times.median_ms),
        longest: short(times.longest_ms),
      });
    },
  };
}
