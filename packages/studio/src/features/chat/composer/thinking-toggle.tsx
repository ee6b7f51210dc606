import { Brain } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../../app/connection.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { thinkingAbilities, thinksFirst } from "../answering/chat-request.ts";
import { findModel } from "../chat-room.ts";
import type { Conversation } from "../history/conversation.ts";
import { useConversation } from "../room-context.ts";
import styles from "./composer.module.css";

/** Whether the next answer is thought over first, for models that can do both. */
export function ThinkingToggle({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation("chat");
  const { models } = useConnection();
  const { settings } = useConversation(conversation).chat;
  const model = findModel(models, settings.model ?? "default");
  if (model?.sampling_modes === undefined || !thinkingAbilities(model).switches) return null;
  const isOn = thinksFirst(settings, model);
  return (
    <IconButton
      label={t("thinking.label")}
      tooltipSide="top"
      icon={<Brain size={18} aria-hidden="true" />}
      aria-pressed={isOn}
      className={styles.toggle}
      onClick={() => conversation.change({ thinking: isOn ? "off" : "on" })}
    />
  );
}
