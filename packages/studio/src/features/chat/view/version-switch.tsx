import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/icon-button.tsx";
import type { Conversation } from "../history/conversation.ts";
import { useRunning } from "../room-context.ts";
import styles from "./message-row.module.css";

interface VersionSwitchProps {
  readonly conversation: Conversation;
  readonly id: string;
}

/** ‹ 2/3 ›, where a message has others beside it. */
export function VersionSwitch({ conversation, id }: VersionSwitchProps) {
  const { t } = useTranslation("chat");
  const isBusy = useRunning(conversation.id) !== undefined;
  const versions = conversation.versionsOf(id);
  if (versions.length < 2) return null;
  const index = versions.indexOf(id);
  const show = (at: number) => conversation.show(versions[at]);
  return (
    <span className={styles.versions}>
      <IconButton
        label={t("versions.before")}
        icon={<ChevronLeft size={16} aria-hidden="true" />}
        disabled={isBusy || index === 0}
        onClick={() => show(index - 1)}
      />
      <span className={styles.count}>
        <span className={styles.hidden}>{t("versions.label")} </span>
        {index + 1}/{versions.length}
      </span>
      <IconButton
        label={t("versions.after")}
        icon={<ChevronRight size={16} aria-hidden="true" />}
        disabled={isBusy || index === versions.length - 1}
        onClick={() => show(index + 1)}
      />
    </span>
  );
}
