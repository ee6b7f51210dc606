import { Download, FileText, MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "../../../app/link.tsx";
import { navigate, pathOf } from "../../../app/route.ts";
import { classNames } from "../../../ui/class-names.ts";
import { isEscape } from "../../../ui/input-method.ts";
import { TextInput } from "../../../ui/text-input.tsx";
import { useToast } from "../../../ui/toasts.tsx";
import type { ChatRecord } from "../history/records.ts";
import { useRoom, useRunning } from "../room-context.ts";
import styles from "./chat-sidebar.module.css";
import { Menu } from "./menu.tsx";
import { useExport } from "./use-export.ts";

interface ChatItemProps {
  readonly chat: ChatRecord;
  readonly isShown: boolean;
  readonly onChosen: () => void;
}

/** A chat in the list, and what can be done with it. */
export function ChatItem({ chat, isShown, onChosen }: ChatItemProps) {
  const { t } = useTranslation("chat");
  const room = useRoom();
  const toast = useToast();
  const exportChats = useExport();
  const isBusy = useRunning(chat.id) !== undefined;
  const [isRenaming, setRenaming] = useState(false);
  const item = useRef<HTMLLIElement>(null);
  const wasRenaming = useRef(false);
  // The field that had the focus is gone: the keyboard goes on from its chat.
  useEffect(() => {
    const isLost = wasRenaming.current && !isRenaming && document.activeElement === document.body;
    if (isLost) item.current?.querySelector("a")?.focus();
    wasRenaming.current = isRenaming;
  }, [isRenaming]);
  const title = chat.title || t("sidebar.untitled");
  const remove = async () => {
    room.answers.stop(chat.id);
    const removed = await room.shelf.remove(chat.id);
    if (room.shownId === chat.id) room.shownId = "";
    if (isShown) navigate(pathOf("chat"), { replace: true });
    if (removed === undefined) return;
    toast(t("deleted", { title }), { label: t("undo"), run: () => void room.shelf.add([removed]) });
  };
  if (isRenaming) return <Renaming chat={chat} onDone={() => setRenaming(false)} />;
  return (
    <li ref={item} className={classNames(styles.item, isShown && styles.shown)}>
      <Link
        className={styles.chat}
        href={pathOf("chat", chat.id)}
        onClick={onChosen}
        title={title}
        {...(isShown && { "aria-current": "page" })}
      >
        {isBusy && <span className={styles.busy} role="img" aria-label={t("sidebar.busy")} />}
        <span className={styles.name}>{title}</span>
      </Link>
      <Menu
        label={t("menu.of", { title })}
        icon={<MoreHorizontal size={16} aria-hidden="true" />}
        items={[
          { label: t("menu.rename"), icon: Pencil, run: () => setRenaming(true) },
          { label: t("menu.exportMarkdown"), icon: FileText, run: () => void exportChats([chat], "markdown") },
          { label: t("menu.exportJson"), icon: Download, run: () => void exportChats([chat], "json") },
          { label: t("menu.delete"), icon: Trash2, isDanger: true, run: () => void remove() },
        ]}
      />
    </li>
  );
}

function Renaming({ chat, onDone }: { readonly chat: ChatRecord; readonly onDone: () => void }) {
  const { t } = useTranslation("chat");
  const { shelf } = useRoom();
  const [title, setTitle] = useState(chat.title);
  const rename = () => {
    const name = title.trim();
    if (name !== "" && name !== chat.title) void shelf.rename(chat.id, name);
    onDone();
  };
  return (
    <li className={styles.item}>
      <form
        className={styles.renaming}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          rename();
        }}
      >
        <TextInput
          aria-label={t("menu.newName")}
          value={title}
          maxLength={200}
          autoFocus
          onFocus={(event) => event.target.select()}
          onChange={(event) => setTitle(event.target.value)}
          onBlur={rename}
          onKeyDown={(event) => {
            if (!isEscape(event.nativeEvent)) return;
            event.preventDefault();
            onDone();
          }}
        />
      </form>
    </li>
  );
}
