import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../../app/connection.tsx";
import { findModel } from "../chat-room.ts";
import { maxFiles, mediaKind, readAttachment } from "../files/read-attachment.ts";
import type { Conversation } from "../history/conversation.ts";
import type { AttachedFile } from "../history/records.ts";

/**
 * Files that go with a message: picked, dropped or pasted. Says of those that can not why.
 * @param onRead gets them some time later, and says whether all of them may go along
 */
export function useAttachments(conversation: Conversation, onRead: (files: readonly AttachedFile[]) => boolean) {
  const { t } = useTranslation("chat");
  const { models } = useConnection();
  const [note, setNote] = useState<string>();
  const [isDropping, setDropping] = useState(false);
  const refusal = (file: File): string | undefined => {
    const kind = mediaKind(file);
    if (kind === undefined) return undefined;
    const model = findModel(models, conversation.view.chat.settings.model ?? "default");
    return t(`files.no.${kind}`, { model: model?.id ?? t("model.label"), name: file.name });
  };
  const attach = async (given: Iterable<File>) => {
    setNote(undefined);
    const files: AttachedFile[] = [];
    for (const file of given) {
      const reason = refusal(file);
      const read = reason === undefined ? await readAttachment(file) : undefined;
      if (reason !== undefined) setNote(reason);
      else if (read === undefined) setNote(t("files.notText", { name: file.name }));
      else files.push(read);
    }
    if (files.length > 0 && !onRead(files)) setNote(t("files.tooMany", { count: maxFiles }));
  };
  const drop = useEffectEvent((given: readonly File[]) => void attach(given));
  useEffect(() => onFilesDragged(setDropping, drop), []);
  return {
    note,
    isDropping,
    // A picker's list is emptied while its files are read.
    attach: (given: Iterable<File>) => void attach([...given]),
    clearNote: () => setNote(undefined),
  };
}

/** Anywhere on the page: a browser would open a file that is dropped beside the field, and leave. */
function onFilesDragged(onOver: (isOver: boolean) => void, onDrop: (files: readonly File[]) => void): () => void {
  const abort = new AbortController();
  const listen = (name: "dragover" | "dragleave" | "drop", react: (event: DragEvent) => void) => {
    const onEvent = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      react(event);
    };
    addEventListener(name, onEvent, { signal: abort.signal });
  };
  listen("dragover", () => onOver(true));
  // Only what leaves the window comes from nothing further.
  listen("dragleave", ({ relatedTarget }) => relatedTarget === null && onOver(false));
  listen("drop", ({ dataTransfer }) => {
    onOver(false);
    onDrop([...(dataTransfer?.files ?? [])]);
  });
  return () => abort.abort();
}
