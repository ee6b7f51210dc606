import { type KeyboardEvent, use, useState } from "react";
import { useTranslation } from "react-i18next";
import { useServerOff } from "../../../app/server-button.tsx";
import { Button } from "../../../ui/button.tsx";
import { isInputMethod } from "../../../ui/input-method.ts";
import type { Conversation } from "../history/conversation.ts";
import type { UserMessage } from "../history/records.ts";
import { useRoom, useRunning } from "../room-context.ts";
import { EditingContext } from "./editing.ts";
import { GrowingTextArea } from "./growing-text-area.tsx";
import styles from "./message-row.module.css";

interface QuestionEditorProps {
  readonly conversation: Conversation;
  readonly message: UserMessage;
}

/** A question to be asked otherwise: the first one stays, as another version. */
export function QuestionEditor({ conversation, message }: QuestionEditorProps) {
  const { t } = useTranslation("chat");
  const room = useRoom();
  const { edit } = use(EditingContext);
  const isBusy = useRunning(conversation.id) !== undefined;
  const [text, setText] = useState(message.text);
  const off = useServerOff();
  const canSend = !isBusy && off === undefined && (text.trim() !== "" || message.files.length > 0);
  const send = () => {
    if (!canSend) return;
    edit(undefined);
    room.askAgain(conversation, message.id, text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isInputMethod(event.nativeEvent)) return;
    if (event.key === "Escape") edit(undefined);
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    send();
  };
  return (
    <div className={styles.editor}>
      <GrowingTextArea
        aria-label={t("editLabel")}
        value={text}
        autoFocus
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.editorActions}>
        <Button onClick={() => edit(undefined)}>{t("cancel")}</Button>
        <Button look="primary" disabled={!canSend} title={off} onClick={send}>
          {t("sendAgain")}
        </Button>
      </div>
    </div>
  );
}
