import { useTranslation } from "react-i18next";
import { ServerError } from "../../api/server-error.ts";
import { useErrorText } from "../../app/error-text.ts";

/** What a hub, a disk or a model is in the way with, by its code: each is a key of the texts. */
const keys = {
  "hub/refused": "refused",
  "hub/not-found": "notFound",
  "hub/offline": "offline",
  "hub/unreachable": "unreachable",
  "hub/bad-answer": "badAnswer",
  "hub/bad-json": "badAnswer",
  "hub/wrong-checksum": "wrongBytes",
  "files/disk-full": "diskFull",
  "files/unwritable": "unwritable",
  "model/too-large": "tooLarge",
  "model/unsupported-architecture": "doesNotRun",
  "request/invalid": "noName",
  model_too_large: "tooLargeForServer",
  no_memory_for_model: "noRoom",
  model_load_failed: "loadFailed",
} as const;

export interface FaultText {
  /** What went wrong and what to do. */
  readonly text: string;
  /** Whether nobody did anything wrong: there is no network. */
  readonly isCalm?: boolean;
  /** The server's own words, where they tell more. */
  readonly detail?: string;
}

/** Says of what failed with models what went wrong and what to do. */
export function useFaultText(): (error: unknown) => FaultText {
  const { t } = useTranslation("models");
  const errorText = useErrorText();
  return (error) => {
    const { code, message } = error as { readonly code?: string | null; readonly message?: string };
    const key = keys[code as keyof typeof keys];
    if (key !== undefined) {
      const isCalm = key === "unreachable" || key === "offline";
      return { text: t(`fault.${key}`), isCalm, ...(message && { detail: message }) };
    }
    if (error instanceof ServerError) return { text: errorText(error) };
    return { text: t("fault.other"), ...(message && { detail: message }) };
  };
}
