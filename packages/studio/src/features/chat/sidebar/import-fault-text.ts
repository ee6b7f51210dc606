import type { TFunction } from "i18next";
import { ImportError } from "../files/import-error.ts";

/** Why a file was not brought back, and what to do. */
export function importFaultText(error: unknown, t: TFunction<"chat">): string {
  if (error instanceof ImportError) return t(`import.${error.reason}`, { where: error.where });
  if (error instanceof DOMException && error.name === "QuotaExceededError") return t("storage.full");
  return t("import.unknown", { message: error instanceof Error ? error.message : String(error) });
}
