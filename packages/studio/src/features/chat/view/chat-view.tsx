import { PanelLeft, SlidersHorizontal } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { navigate, pathOf } from "../../../app/route.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Composer } from "../composer/composer.tsx";
import type { Draft } from "../drafts.ts";
import type { Conversation } from "../history/conversation.ts";
import { useConversation, useRoom, useRunning } from "../room-context.ts";
import styles from "./chat-view.module.css";
import { Emptiness } from "./emptiness.tsx";
import { ModelChoice } from "./model-choice.tsx";
import { Transcript, type TranscriptHandle } from "./transcript.tsx";

interface ChatViewProps {
  readonly conversation: Conversation;
  /** The message to show first. */
  readonly soughtId: string | undefined;
  readonly hasMenu: boolean;
  readonly isSettingsOpen: boolean;
  readonly onMenu: () => void;
  readonly onSettings: () => void;
}

/** One chat: its model above, its messages, and the field to write in. */
export function ChatView({ conversation, soughtId, hasMenu, isSettingsOpen, onMenu, onSettings }: ChatViewProps) {
  const { t } = useTranslation("chat");
  const room = useRoom();
  const { path } = useConversation(conversation);
  const running = useRunning(conversation.id);
  const transcript = useRef<TranscriptHandle>(null);
  const ask = (draft: Draft) => {
    const isNew = path.length === 0;
    room.ask(conversation, draft);
    transcript.current?.toLatest();
    if (isNew) navigate(pathOf("chat", conversation.id), { replace: true });
  };
  return (
    <section className={styles.view} aria-label={t("conversation")}>
      <header className={styles.head}>
        {hasMenu && (
          <IconButton label={t("sidebar.open")} icon={<PanelLeft size={18} aria-hidden="true" />} onClick={onMenu} />
        )}
        <ModelChoice conversation={conversation} />
        <IconButton
          label={t("settings.open")}
          icon={<SlidersHorizontal size={18} aria-hidden="true" />}
          aria-pressed={isSettingsOpen}
          className={styles.settings}
          onClick={onSettings}
        />
      </header>
      {path.length === 0 ? (
        <Emptiness onAsk={(text) => ask({ text, files: [] })} />
      ) : (
        <Transcript ref={transcript} conversation={conversation} soughtId={soughtId} />
      )}
      <Composer
        conversation={conversation}
        isBusy={running !== undefined}
        onAsk={ask}
        onEditLast={() => transcript.current?.editLast()}
      />
    </section>
  );
}
