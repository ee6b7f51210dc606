import { FileText, Pencil } from "lucide-react";
import { use, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import type { Conversation } from "../history/conversation.ts";
import type { UserMessage } from "../history/records.ts";
import { useRunning } from "../room-context.ts";
import { EditingContext } from "./editing.ts";
import styles from "./message-row.module.css";
import { QuestionEditor } from "./question-editor.tsx";
import { VersionSwitch } from "./version-switch.tsx";

interface QuestionProps {
  readonly conversation: Conversation;
  readonly message: UserMessage;
}

export function Question({ conversation, message }: QuestionProps) {
  const { t } = useTranslation("chat");
  const { editingId, edit } = use(EditingContext);
  const isBusy = useRunning(conversation.id) !== undefined;
  if (editingId === message.id) return <QuestionEditor conversation={conversation} message={message} />;
  return (
    <div className={styles.question}>
      <h2 className={styles.hidden}>{t("you")}</h2>
      <div className={styles.bubble}>
        <QuestionText text={message.text} />
        {message.files.length > 0 && (
          <ul className={styles.files}>
            {message.files.map(({ name, isCut }) => (
              <li key={name}>
                <FileText size={14} aria-hidden="true" />
                {name}
                {isCut && <span> · {t("files.cut")}</span>}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className={styles.actions}>
        <VersionSwitch conversation={conversation} id={message.id} />
        <CopyButton text={message.text} />
        <IconButton
          label={t("edit")}
          icon={<Pencil size={15} aria-hidden="true" />}
          disabled={isBusy}
          onClick={() => edit(message.id)}
        />
      </div>
    </div>
  );
}

/** Longer ones are folded, so that what was pasted is not all there is to see. */
const foldedFrom = 2000;

function QuestionText({ text }: { readonly text: string }) {
  const { t } = useTranslation("chat");
  const [isOpen, setOpen] = useState(false);
  if (text.length < foldedFrom) return text;
  return (
    <>
      <div className={isOpen ? undefined : styles.clipped}>{isOpen ? text : text.slice(0, foldedFrom)}</div>
      <Button look="quiet" className={styles.unfold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? t("showLess") : t("showAll")}
      </Button>
    </>
  );
}
