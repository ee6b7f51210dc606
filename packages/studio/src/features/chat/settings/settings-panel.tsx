import { useTranslation } from "react-i18next";
import { useConnection } from "../../../app/connection.tsx";
import { Field } from "../../../ui/field.tsx";
import { findModel } from "../chat-room.ts";
import type { Conversation } from "../history/conversation.ts";
import { useConversation } from "../room-context.ts";
import { GrowingTextArea } from "../view/growing-text-area.tsx";
import { LengthSettings } from "./length-settings.tsx";
import { SamplingSettings } from "./sampling-settings.tsx";
import styles from "./settings.module.css";
import { ThinkingSettings } from "./thinking-settings.tsx";
import { ToolSettings } from "./tool-settings.tsx";

/** How a chat's model is asked; what is left alone is as the model recommends. */
export function SettingsPanel({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation("chat");
  const { models } = useConnection();
  const { settings } = useConversation(conversation).chat;
  const model = findModel(models, settings.model ?? "default");
  const parts = { conversation, settings, model };
  return (
    <div className={styles.settings}>
      <Field label={t("settings.system")} hint={t("settings.systemHint")}>
        {(control) => (
          <GrowingTextArea
            {...control}
            className={styles.system}
            value={settings.system}
            placeholder={t("settings.systemPlaceholder")}
            onChange={(event) => conversation.change({ system: event.target.value })}
          />
        )}
      </Field>
      <ThinkingSettings {...parts} />
      <ToolSettings {...parts} />
      <SamplingSettings {...parts} />
      <LengthSettings {...parts} />
    </div>
  );
}
