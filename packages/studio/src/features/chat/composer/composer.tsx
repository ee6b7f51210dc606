import { ArrowUp, Paperclip, Square } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../../app/connection.tsx";
import { useServerOff } from "../../../app/server-button.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { isEscape, isInputMethod } from "../../../ui/input-method.ts";
import { type Draft, emptyDraft } from "../drafts.ts";
import type { Conversation } from "../history/conversation.ts";
import { useRoom } from "../room-context.ts";
import { GrowingTextArea } from "../view/growing-text-area.tsx";
import { AttachedFiles } from "./attached-files.tsx";
import styles from "./composer.module.css";
import { ContextGauge } from "./context-gauge.tsx";
import { ThinkingToggle } from "./thinking-toggle.tsx";
import { useAttachments } from "./use-attachments.ts";

interface ComposerProps {
  readonly conversation: Conversation;
  /** Whether an answer is being written. */
  readonly isBusy: boolean;
  readonly onAsk: (draft: Draft) => void;
  readonly onEditLast: () => void;
}

/** The field to write in, with files that go along; while an answer is written, the way to stop it. */
export function Composer({ conversation, isBusy, onAsk, onEditLast }: ComposerProps) {
  const { t } = useTranslation("chat");
  const { answers, drafts } = useRoom();
  const { models } = useConnection();
  const off = useServerOff();
  const draft = useSyncExternalStore(drafts.changed.subscribe, () => drafts.of(conversation));
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const change = (next: Draft) => drafts.set(conversation, next);
  const { note, isDropping, attach, clearNote } = useAttachments(conversation, (files) =>
    drafts.attach(conversation, files),
  );
  const isEmpty = draft.text.trim() === "" && draft.files.length === 0;
  const canSend = !isBusy && !isEmpty && models.length > 0 && off === undefined;
  const send = () => {
    if (!canSend) return;
    // Of the chat as it is before its first question, too.
    drafts.set(conversation, emptyDraft);
    onAsk({ text: draft.text.trim(), files: draft.files });
    change(emptyDraft);
    clearNote();
  };
  const stop = () => answers.stop(conversation.id);
  const onKeyDown = (event: KeyboardEvent) => {
    // What an input method takes, e.g. to choose a character, is none of ours.
    if (isInputMethod(event.nativeEvent)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && draft.text === "" && !isBusy) {
      event.preventDefault();
      onEditLast();
    }
  };
  useEffect(() => {
    const onEscape = (event: globalThis.KeyboardEvent) => {
      const isElsewhere = event.defaultPrevented || document.querySelector("dialog[open], :popover-open") !== null;
      if (isEscape(event) && !isElsewhere) answers.stop(conversation.id);
    };
    addEventListener("keydown", onEscape);
    return () => removeEventListener("keydown", onEscape);
  }, [answers, conversation]);
  const onPaste = ({ clipboardData }: ClipboardEvent) => {
    if (clipboardData.files.length > 0 && clipboardData.getData("text/plain") === "") attach(clipboardData.files);
  };
  return (
    <div className={styles.composer}>
      {note !== undefined && (
        <p className={styles.note} role="alert">
          {note}
        </p>
      )}
      <div className={classNames(styles.box, isDropping && styles.dropping)}>
        {isDropping && <p className={styles.drop}>{t("files.drop")}</p>}
        <AttachedFiles files={draft.files} onChange={(files) => change({ ...draft, files })} />
        <GrowingTextArea
          ref={area}
          aria-label={t("composer.label")}
          placeholder={t("composer.placeholder")}
          value={draft.text}
          autoFocus={matchMedia("(hover: hover)").matches}
          enterKeyHint="send"
          onChange={(event) => change({ ...draft, text: event.target.value })}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <div className={styles.bar}>
          <IconButton
            label={t("files.attach")}
            tooltipSide="top"
            icon={<Paperclip size={18} aria-hidden="true" />}
            onClick={() => picker.current!.click()}
          />
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            aria-label={t("files.attach")}
            onChange={({ target }) => {
              attach(target.files ?? []);
              target.value = "";
            }}
          />
          <ThinkingToggle conversation={conversation} />
          <ContextGauge conversation={conversation} />
          {isBusy ? (
            <IconButton
              look="plain"
              label={t("composer.stop")}
              tooltipSide="top"
              className={styles.send}
              icon={<Square size={16} fill="currentColor" aria-hidden="true" />}
              onClick={stop}
            />
          ) : (
            <IconButton
              look="primary"
              label={t("composer.send")}
              tooltipSide="top"
              className={styles.send}
              icon={<ArrowUp size={18} aria-hidden="true" />}
              disabled={!canSend}
              title={off}
              onClick={send}
            />
          )}
        </div>
      </div>
    </div>
  );
}
