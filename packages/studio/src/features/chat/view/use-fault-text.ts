import { useTranslation } from "react-i18next";
import { ServerError } from "../../../api/server-error.ts";
import { useErrorText } from "../../../app/error-text.ts";
import type { Fault } from "../history/records.ts";

/** Says why an answer failed, and what to do. */
export function useFaultText(): (fault: Fault) => string {
  const { t } = useTranslation("chat");
  const errorText = useErrorText();
  return ({ message, status, code }) => {
    if (code === "context_length_exceeded") return t("fault.tooLong");
    if (code === "too_many_steps") return t("fault.tooManySteps");
    if (code === "unknown") return t("fault.unknown", { message });
    return errorText(new ServerError(message, { status, code }));
  };
}
