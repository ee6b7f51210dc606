import { useTranslation } from "react-i18next";
import { useConnection } from "../../../app/connection.tsx";
import { findModel } from "../chat-room.ts";
import type { Conversation } from "../history/conversation.ts";
import { useConversation, useMessage } from "../room-context.ts";
import styles from "./composer.module.css";

/** How much of the model's context the chat takes, as its latest answer tells. */
export function ContextGauge({ conversation }: { readonly conversation: Conversation }) {
  const { t, i18n } = useTranslation("chat");
  const { models } = useConnection();
  const { chat, path } = useConversation(conversation);
  const last = useMessage(conversation, path.at(-1) ?? "");
  const length = findModel(models, chat.settings.model ?? "default")?.context_length;
  const usage = last?.role === "assistant" ? last.steps.findLast((step) => step.usage !== undefined)?.usage : undefined;
  if (length === undefined || usage === undefined) return <span className={styles.gauge} />;
  const share = Math.min(1, usage.total_tokens / length);
  const number = new Intl.NumberFormat(i18n.language);
  const text = t("context.used", { used: number.format(usage.total_tokens), length: number.format(length) });
  return (
    <span className={styles.gauge} title={text}>
      {/* biome-ignore lint/a11y/useSemanticElements: browsers draw <meter> each in their own way, and cannot be told otherwise */}
      <span
        className={styles.track}
        data-full={share > 0.85}
        role="meter"
        aria-label={t("context.label")}
        aria-valuemin={0}
        aria-valuemax={length}
        aria-valuenow={Math.min(length, usage.total_tokens)}
        aria-valuetext={text}
      >
        <span style={{ scale: `${share} 1` }} />
      </span>
      <span aria-hidden="true">{t("context.short", { percent: Math.round(share * 100) })}</span>
    </span>
  );
}
