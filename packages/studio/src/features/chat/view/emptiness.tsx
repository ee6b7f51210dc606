import { MessagesSquare } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ServerButton } from "../../../app/server-button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import styles from "./chat-view.module.css";

interface EmptinessProps {
  readonly onAsk: (text: string) => void;
}

const suggestions = ["hello", "explain", "code", "translate"] as const;

/** A chat in which nothing was said yet: what one might ask. */
export function Emptiness({ onAsk }: EmptinessProps) {
  const { t } = useTranslation("chat");
  return (
    <div className={styles.empty}>
      <EmptyState icon={<MessagesSquare size={32} aria-hidden="true" />} title={t("empty.title")}>
        <p>{t("empty.text")}</p>
        <div className={styles.suggestions}>
          {suggestions.map((name) => (
            <ServerButton
              key={name}
              className={styles.suggestion}
              onClick={() => onAsk(t(`empty.suggestions.${name}`))}
            >
              {t(`empty.suggestions.${name}`)}
            </ServerButton>
          ))}
        </div>
      </EmptyState>
    </div>
  );
}
