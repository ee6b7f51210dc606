import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "../../ui/notice.tsx";
import styles from "./fault-notice.module.css";
import { useFaultText } from "./fault-text.ts";

interface FaultNoticeProps {
  readonly error: unknown;
  readonly action?: ReactNode;
}

/** What went wrong and what to do, and for those who want to know, what the server said. */
export function FaultNotice({ error, action }: FaultNoticeProps) {
  const { t } = useTranslation("models");
  const { text, detail, isCalm = false } = useFaultText()(error);
  return (
    <Notice tone={isCalm ? "plain" : "bad"} action={action}>
      <p>{text}</p>
      {detail !== undefined && (
        <details className={styles.detail}>
          <summary>{t("fault.more")}</summary>
          <p lang="en">{detail}</p>
        </details>
      )}
    </Notice>
  );
}
