import { useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useToast } from "../../../ui/toasts.tsx";
import styles from "../models-page.module.css";
import { DownloadCard } from "./download-card.tsx";
import { type DownloadList, isUnderWay } from "./use-downloads.ts";

/** What comes now, is paused, has failed or has come; nothing where nothing does. */
export function Downloads({ downloads }: { readonly downloads: DownloadList }) {
  const { t } = useTranslation("models");
  const id = useId();
  useTellEnds(downloads);
  const shown = downloads.list.filter(({ status }) => status !== "cancelled");
  if (shown.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{t("downloads.title")}</h2>
      <ul className={styles.list}>
        {shown.map((download) => (
          <DownloadCard key={download.id} download={download} downloads={downloads} />
        ))}
      </ul>
      {shown.some(isUnderWay) && <p className={styles.note}>{t("downloads.goOn")}</p>}
    </section>
  );
}

/** Tells in passing of each download that ends while one is here. */
function useTellEnds({ list }: DownloadList): void {
  const { t } = useTranslation("models");
  const toast = useToast();
  const seen = useRef(new Map<string, string>());
  useEffect(() => {
    for (const { id, status, model, resolved = model } of list) {
      const before = seen.current.get(id);
      const wasComing = before === "running" || before === "queued";
      if (wasComing && status === "completed") toast(t("downloads.hasCome", { model: resolved }));
      seen.current.set(id, status);
    }
  }, [list, toast, t]);
}
