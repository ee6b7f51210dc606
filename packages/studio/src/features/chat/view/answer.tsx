import { Play, RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ServerButton, ServerIconButton } from "../../../app/server-button.tsx";
import { CopyButton } from "../../../ui/copy-button.tsx";
import type { Conversation } from "../history/conversation.ts";
import { type AnswerMessage, textOf } from "../history/records.ts";
import { useConversation, useRoom, useRunning } from "../room-context.ts";
import { AnswerFault } from "./answer-fault.tsx";
import { AnswerStats } from "./answer-stats.tsx";
import { AnswerStepView } from "./answer-step.tsx";
import { LoadNotice } from "./load-notice.tsx";
import styles from "./message-row.module.css";
import { VersionSwitch } from "./version-switch.tsx";

interface AnswerProps {
  readonly conversation: Conversation;
  readonly message: AnswerMessage;
}

export function Answer({ conversation, message }: AnswerProps) {
  const { t } = useTranslation("chat");
  const room = useRoom();
  const isBusy = useRunning(conversation.id) !== undefined;
  const { steps, state, model } = message;
  const isRunning = state === "running";
  // Once something else was asked, nothing waits any more.
  const isLatest = useConversation(conversation).path.at(-1) === message.id;
  const last = steps.at(-1)!;
  const isEmpty = steps.length === 1 && last.text === "" && last.reasoning === "" && last.calls.length === 0;
  const canGoOn =
    last.text !== "" && last.calls.length === 0 && (state === "stopped" || last.finishReason === "length");
  return (
    <div className={styles.answer} aria-busy={isRunning}>
      <h2 className={styles.model}>{model}</h2>
      {steps.map((step, i) => (
        <AnswerStepView
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only added, and known by their place
          key={i}
          step={step}
          isRunning={isRunning && i === steps.length - 1}
          {...(state === "waiting" && isLatest && i === steps.length - 1 && { waitingIn: { conversation, message } })}
        />
      ))}
      {isRunning && <LoadNotice chatId={conversation.id} isQuiet={!isEmpty} />}
      {state === "stopped" && <p className={styles.note}>{t("answer.stopped")}</p>}
      {state === "done" && last.finishReason === "length" && <p className={styles.note}>{t("answer.length")}</p>}
      {state === "done" && isEmpty && <p className={styles.note}>{t("answer.empty")}</p>}
      {state === "failed" && <AnswerFault conversation={conversation} message={message} />}
      {!isRunning && (
        <div className={styles.foot}>
          <div className={styles.actions}>
            <VersionSwitch conversation={conversation} id={message.id} />
            <CopyButton text={textOf(message)} />
            <ServerIconButton
              label={t("answer.again")}
              icon={<RefreshCw size={15} aria-hidden="true" />}
              disabled={isBusy}
              onClick={() => room.answers.answer(conversation, message.parentId!)}
            />
            {canGoOn && (
              <ServerButton
                look="quiet"
                className={styles.goOn}
                disabled={isBusy}
                onClick={() => room.answers.goOn(conversation, message)}
              >
                <Play size={14} aria-hidden="true" />
                {t("answer.goOn")}
              </ServerButton>
            )}
          </div>
          <AnswerStats message={message} />
        </div>
      )}
    </div>
  );
}
