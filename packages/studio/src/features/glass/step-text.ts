import type { StepTraceEvent } from "@qwents/protocol";
import { useTranslation } from "react-i18next";

/** What a step did, in words. */
export function useStepText(): (step: StepTraceEvent) => string {
  const { t } = useTranslation("glass");
  return ({ step, tokens, prompt_tokens, sequences }) => {
    const answers = tokens - prompt_tokens;
    if (prompt_tokens > 0 && answers > 0) return t("step.both", { step, prompt: prompt_tokens, answers });
    if (prompt_tokens > 0) return t("step.prompt", { step, count: prompt_tokens });
    return t("step.answer", { step, count: sequences });
  };
}
