import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { ServerError } from "../api/server-error.ts";

/** Says of anything that was thrown what went wrong and what to do, in the reader's language as far as it is known. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation("app");
  return (error) => errorText(error, t);
}

export function errorText(error: unknown, t: TFunction<"app">): string {
  if (!(error instanceof ServerError)) {
    return t("errors.unknown", { message: error instanceof Error ? error.message : String(error) });
  }
  if (error.code === "unreachable") return t("errors.unreachable");
  if (error.code === "broken_off") return t("errors.brokenOff");
  if (error.status === 401) return t("errors.key");
  if (error.code === "engine/worker-failed") return t("errors.brokeDown");
  if (error.code === "engine/out-of-memory") return t("errors.noMemory");
  if (error.status === 429 || error.status === 503) return t("errors.busy");
  if (error.code === "context_length_exceeded") return t("errors.tooLong");
  if (error.code === "model_not_found") return t("errors.noModel");
  return t("errors.other", { message: error.message });
}
