import { useTranslation } from "react-i18next";
import { ServerButton } from "../../../app/server-button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { Conversation } from "../history/conversation.ts";
import { type AnswerMessage, emptyStep, type Fault } from "../history/records.ts";
import { useRoom, useRunning } from "../room-context.ts";
import { remediesOf } from "./fault-remedies.ts";
import styles from "./message-row.module.css";
import { useFaultText } from "./use-fault-text.ts";

interface AnswerFaultProps {
  readonly conversation: Conversation;
  readonly message: AnswerMessage;
}

const noFault: Fault = { message: "", status: 0, code: null };

/** Why an answer failed, and what to do: what came of it stays, and is gone on with where that is possible. */
export function AnswerFault({ conversation, message }: AnswerFaultProps) {
  const { t } = useTranslation("chat");
  const room = useRoom();
  const faultText = useFaultText();
  const isBusy = useRunning(conversation.id) !== undefined;
  const { fault = noFault } = message;
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
  const act = { leaveOut, retry };
  const actions = remediesOf(fault).map((remedy) => (
    <ServerButton key={remedy} disabled={isBusy} onClick={act[remedy]}>
      {t(`fault.${remedy}`)}
    </ServerButton>
  ));
  // Scrolled back into sight, it is no news: `Spoken` told it when it was.
  return (
    <Notice tone="bad" isSilent action={actions.length > 0 && <span className={styles.faultActions}>{actions}</span>}>
      {faultText(fault)}
    </Notice>
  );
}
