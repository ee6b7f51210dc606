import { Plus, Search, X } from "lucide-react";
import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { isEscape } from "../../../ui/input-method.ts";
import { TextInput } from "../../../ui/text-input.tsx";
import { useMedia } from "../use-media.ts";
import { ChatList } from "./chat-list.tsx";
import styles from "./chat-sidebar.module.css";
import { SearchResults } from "./search-results.tsx";
import { ShelfMenu } from "./shelf-menu.tsx";
import { commandKey } from "./use-shortcuts.ts";

interface ChatSidebarProps {
  readonly shownId: string;
  /** What they are searched with. */
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onBegin: () => void;
  readonly onChosen: () => void;
}

/** All chats, a search through them, and a new one. */
export function ChatSidebar({ shownId, field, onBegin, onChosen }: ChatSidebarProps) {
  const { t } = useTranslation("chat");
  const hasKeyboard = useMedia("(hover: hover)");
  const [words, setWords] = useState("");
  return (
    <div className={styles.sidebar}>
      <div className={styles.top}>
        <Button className={styles.new} onClick={onBegin} title={`${commandKey}+Shift+O`}>
          <Plus size={18} aria-hidden="true" />
          {t("newChat")}
        </Button>
        <ShelfMenu />
      </div>
      <search className={styles.search}>
        <Search size={16} aria-hidden="true" />
        <TextInput
          ref={field}
          type="text"
          aria-label={t("search.label")}
          placeholder={hasKeyboard ? t("search.withKey", { key: `${commandKey}+K` }) : t("search.placeholder")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (!isEscape(event.nativeEvent)) return;
            event.preventDefault();
            setWords("");
          }}
        />
        {words !== "" && (
          <IconButton
            label={t("search.clear")}
            icon={<X size={16} aria-hidden="true" />}
            onClick={() => setWords("")}
          />
        )}
      </search>
      <nav className={styles.list} aria-label={t("sidebar.title")}>
        {words.trim() === "" ? (
          <ChatList shownId={shownId} onChosen={onChosen} />
        ) : (
          <SearchResults words={words} onChosen={onChosen} />
        )}
      </nav>
    </div>
  );
}
