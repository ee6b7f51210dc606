import type { Model } from "@qwents/protocol";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../../app/connection.tsx";
import { Select } from "../../../ui/select.tsx";
import { findModel } from "../chat-room.ts";
import type { Conversation } from "../history/conversation.ts";
import { useConversation, useRoom, useRunning } from "../room-context.ts";
import styles from "./chat-view.module.css";

/** Which model answers in this chat, and whether it is loaded. */
export function ModelChoice({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation("chat");
  const room = useRoom();
  const { models, state: connection } = useConnection();
  const { settings } = useConversation(conversation).chat;
  const load = useRunning(conversation.id)?.load;
  const talking = models.filter(({ head }) => head === undefined || head === "vocabulary");
  const chosen = findModel(models, settings.model ?? "default");
  const missing = settings.model !== undefined && chosen === undefined ? [settings.model] : [];
  if (talking.length === 0) {
    // Which ones there are is not known while the server is gone, or locked: the page says that above.
    return connection === "connected" && <span className={styles.state}>{t("model.none")}</span>;
  }
  const options = [...missing, ...talking.map(({ id }) => id)].map((value) => ({ value, label: value }));
  const state = load ? "loading" : (chosen?.status?.value ?? (missing.length > 0 ? "missing" : "loaded"));
  return (
    <div className={styles.model}>
      <Select
        aria-label={t("model.label")}
        value={chosen?.id ?? missing[0] ?? ""}
        options={options}
        onChange={(model) => room.chooseModel(conversation, model)}
      />
      {state !== "loaded" && <span className={styles.state}>{t(`model.${state as ShownState}`)}</span>}
    </div>
  );
}

type ShownState = Exclude<NonNullable<Model["status"]>["value"], "loaded"> | "missing";
