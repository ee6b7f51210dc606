import { useTranslation } from "react-i18next";
import { ServerError } from "../../../api/server-error.ts";
import { useErrorText } from "../../../app/error-text.ts";
import { ServerButton } from "../../../app/server-button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { Conversation } from "../history/conversation.ts";
import { type AnswerMessage, emptyStep } from "../history/records.ts";
import { useRoom, useRunning } from "../room-context.ts";
import styles from "./message-row.module.css";

interface AnswerFaultProps {
  readonly conversation: Conversation;
  readonly message: AnswerMessage;
}

/** Why an answer failed, and what to do: what came of it stays, and is gone on with where that is possible. */
export function AnswerFault({ conversation, message }: AnswerFaultProps) {
  const { t } = useTranslation("chat");
  const room = useRoom();
  const errorText = useErrorText();
  const isBusy = useRunning(conversation.id) !== undefined;
  const { message: text, status, code } = message.fault ?? { message: "", status: 0, code: null };
  const isTooLong = code === "context_length_exceeded";
  const retry = () => {
    const last = message.steps.at(-1)!;
    // A thought without an answer is thought anew.
    const steps = last.text === "" && last.calls.length === 0 ? message.steps.with(-1, emptyStep) : message.steps;
    room.answers.goOn(conversation, { ...message, steps });
  };
  const leaveOut = () => {
    conversation.change({ dropsOldest: true });
    retry();
  };
  const sentence = isTooLong
    ? t("fault.tooLong")
    : code === "too_many_steps"
      ? t("fault.tooManySteps")
      : code === "unknown"
        ? t("fault.unknown", { message: text })
        : errorText(new ServerError(text, { status, code }));
  return (
    <Notice
      tone="bad"
      action={
        <span className={styles.faultActions}>
          {isTooLong && (
            <ServerButton disabled={isBusy} onClick={leaveOut}>
              {t("fault.leaveOut")}
            </ServerButton>
          )}
          <ServerButton disabled={isBusy} onClick={retry}>
            {t("fault.retry")}
          </ServerButton>
        </span>
      }
    >
      {sentence}
    </Notice>
  );
}
