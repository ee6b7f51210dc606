import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../app/connection.tsx";
import { useKept } from "../../app/kept.tsx";
import { navigate, pathOf, useRoute } from "../../app/route.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import styles from "./chat-page.module.css";
import { ChatRoom } from "./chat-room.ts";
import type { Conversation } from "./history/conversation.ts";
import { keepChoice, keptChoice } from "./kept-choice.ts";
import { RoomContext } from "./room-context.ts";
import { SettingsPanel } from "./settings/settings-panel.tsx";
import { ChatSidebar } from "./sidebar/chat-sidebar.tsx";
import { useDrawer } from "./sidebar/use-drawer.ts";
import { useShortcuts } from "./sidebar/use-shortcuts.ts";
import { askedModel, useAskedModel } from "./use-asked-model.ts";
import { useMedia } from "./use-media.ts";
import { ChatView } from "./view/chat-view.tsx";
import { SidePanel } from "./view/side-panel.tsx";
import { Spoken } from "./view/spoken.tsx";
import { StorageWarning } from "./view/storage-warning.tsx";

/** Conversations with a model. The address names the one that is shown, and a message in it where a search led there. */
export function ChatPage() {
  const { t } = useTranslation("chat");
  const { t: tApp } = useTranslation("app");
  const { models, state } = useConnection();
  const room = useKept("chat", () => new ChatRoom());
  room.models = models;
  useAskedModel(room);
  const [chatId, messageId] = useRoute().rest.split("/");
  const conversation = useOpen(room, chatId, state !== "connecting");
  const hasSidebar = useMedia("(min-width: 56rem)");
  const hasSettings = useMedia("(min-width: 80rem)");
  const { isOpen: isDrawerOpen, setOpen: setDrawerOpen, field, search } = useDrawer();
  const begin = () => {
    navigate(pathOf("chat"));
    setDrawerOpen(false);
  };
  useShortcuts({ begin, search });
  const [isSettingsOpen, setSettingsOpen] = useState(() => hasSettings && keptChoice("settings") === "open");
  const showSettings = (isOpen: boolean) => {
    setSettingsOpen(isOpen);
    keepChoice("settings", isOpen ? "open" : "closed");
  };
  useReturn(room, chatId);
  // A chat that was chosen is what the drawer was opened for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another chat is shown
  useEffect(() => setDrawerOpen(false), [chatId, messageId]);
  return (
    <RoomContext value={room}>
      <div className={styles.page}>
        <h1 className={styles.title}>{t("title")}</h1>
        <SidePanel
          side="start"
          title={t("sidebar.title")}
          isDrawer={!hasSidebar}
          isOpen={hasSidebar || isDrawerOpen}
          onClose={() => setDrawerOpen(false)}
        >
          <ChatSidebar shownId={chatId} field={field} onBegin={begin} onChosen={() => setDrawerOpen(false)} />
        </SidePanel>
        <div className={styles.main}>
          <StorageWarning />
          {conversation === null && <Missing />}
          {conversation === undefined && <p className={styles.waiting}>{tApp("loading")}</p>}
          {conversation && (
            <ChatView
              key={conversation.id}
              conversation={conversation}
              soughtId={messageId}
              hasMenu={!hasSidebar}
              isSettingsOpen={isSettingsOpen}
              onMenu={() => setDrawerOpen(true)}
              onSettings={() => showSettings(!isSettingsOpen)}
            />
          )}
        </div>
        {conversation && (
          <SidePanel
            side="end"
            title={t("settings.title")}
            isDrawer={!hasSettings}
            isOpen={isSettingsOpen}
            onClose={() => showSettings(false)}
          >
            <SettingsPanel key={conversation.id} conversation={conversation} />
          </SidePanel>
        )}
        <Spoken />
      </div>
    </RoomContext>
  );
}

/** Whoever comes back from another page finds the chat that they left, unless they ask for one with another model. */
function useReturn(room: ChatRoom, chatId: string): void {
  const isFirst = useRef(true);
  useLayoutEffect(() => {
    const isBack = isFirst.current && chatId === "" && room.shownId !== "" && askedModel() === null;
    isFirst.current = false;
    if (isBack) navigate(pathOf("chat", room.shownId), { replace: true });
    else room.shownId = chatId;
  }, [room, chatId]);
}

/**
 * The chat of an id, or a fresh one; undefined until it is there, null where there is none. A fresh one begins with the
 * model that was chosen last, so it waits until it is known which ones there are.
 */
function useOpen(room: ChatRoom, chatId: string, isReady: boolean): Conversation | undefined | null {
  const [opened, setOpened] = useState<{ readonly id: string; readonly conversation: Conversation | null }>();
  const isRemoved = useSyncExternalStore(room.shelf.changed.subscribe, () => room.shelf.isRemoved(chatId));
  useEffect(() => {
    if (chatId === "" || isRemoved) return;
    let isCurrent = true;
    void room.shelf.open(chatId).then((conversation) => {
      if (isCurrent) setOpened({ id: chatId, conversation: conversation ?? null });
    });
    return () => {
      isCurrent = false;
    };
  }, [room, chatId, isRemoved]);
  if (isRemoved) return null;
  if (chatId === "") return isReady ? room.fresh() : undefined;
  return opened?.id === chatId ? opened.conversation : undefined;
}

function Missing() {
  const { t } = useTranslation("chat");
  return (
    <EmptyState title={t("missing.title")}>
      <p>{t("missing.text")}</p>
      <Button look="primary" onClick={() => navigate(pathOf("chat"))}>
        {t("newChat")}
      </Button>
    </EmptyState>
  );
}
