import { ArrowDown } from "lucide-react";
import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { Button } from "../../../ui/button.tsx";
import type { Conversation } from "../history/conversation.ts";
import { useConversation } from "../room-context.ts";
import { EditingContext } from "./editing.ts";
import { MessageRow } from "./message-row.tsx";
import styles from "./transcript.module.css";
import { useStick } from "./use-stick.ts";

export interface TranscriptHandle {
  readonly toLatest: () => void;
  /** Opens the last question for editing. */
  readonly editLast: () => void;
}

interface TranscriptProps {
  readonly ref: Ref<TranscriptHandle>;
  readonly conversation: Conversation;
  readonly soughtId: string | undefined;
}

/** The messages that are shown: of thousands, only those in sight are in the document. */
export function Transcript({ ref, conversation, soughtId }: TranscriptProps) {
  const { t } = useTranslation("chat");
  const { path } = useConversation(conversation);
  const scroller = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const [editingId, setEditing] = useState<string>();
  const { isAway, toEnd, letGo } = useStick(scroller, content);
  useLayoutEffect(() => {
    list.current?.scrollToIndex(conversation.view.path.length - 1, { align: "end" });
  }, [conversation]);
  useEffect(() => {
    if (soughtId === undefined || conversation.get(soughtId) === undefined) return;
    conversation.show(soughtId);
    letGo();
    list.current?.scrollToIndex(conversation.view.path.indexOf(soughtId), { align: "center" });
  }, [conversation, soughtId, letGo]);
  const editLast = () => {
    const { path: shown } = conversation.view;
    const index = shown.findLastIndex((id) => conversation.get(id)?.role === "user");
    if (index < 0) return;
    setEditing(shown[index]);
    list.current?.scrollToIndex(index, { align: "nearest" });
  };
  useImperativeHandle(ref, () => ({ toLatest: toEnd, editLast }));
  const editing = useMemo(() => ({ editingId, edit: setEditing }), [editingId]);
  const editingIndex = editingId === undefined ? -1 : path.indexOf(editingId);
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
      <section ref={scroller} className={styles.scroller} aria-label={t("messages")} tabIndex={0}>
        <div ref={content} className={styles.content}>
          <EditingContext value={editing}>
            <Virtualizer
              ref={list}
              scrollRef={scroller}
              data={path as string[]}
              itemSize={160}
              bufferSize={600}
              keepMounted={editingIndex < 0 ? [] : [editingIndex]}
            >
              {(id) => <MessageRow key={id} conversation={conversation} id={id} isSought={id === soughtId} />}
            </Virtualizer>
          </EditingContext>
        </div>
      </section>
      {isAway && (
        <Button className={styles.latest} onClick={toEnd}>
          <ArrowDown size={16} aria-hidden="true" />
          {t("toLatest")}
        </Button>
      )}
    </div>
  );
}
