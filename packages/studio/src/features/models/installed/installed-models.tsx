import { Boxes } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../../app/connection.tsx";
import { useNumbers } from "../../../app/numbers.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import type { DownloadList } from "../downloads/use-downloads.ts";
import styles from "../models-page.module.css";
import { useVisibleInterval } from "../use-visible-interval.ts";
import { ModelCard } from "./model-card.tsx";
import { UnusableCard } from "./unusable-card.tsx";
import { useUnusable } from "./use-unusable.ts";

const loadingMs = 500;

/** The models of the server's machine, in its order, which stays whatever they do. */
export function InstalledModels({ downloads }: { readonly downloads: DownloadList }) {
  const { t } = useTranslation("models");
  const { bytes } = useNumbers();
  const { state, models, check } = useConnection();
  const numCompleted = downloads.list.filter(({ status }) => status === "completed").length;
  const { unusable, again } = useUnusable(numCompleted);
  const id = useId();
  const loaded = models.filter(({ status }) => status?.value === "loaded");
  const isLoading = models.some(({ status }) => status?.value === "loading");
  useVisibleInterval(check, isLoading ? loadingMs : undefined);
  const memory = sumOf(loaded.map(({ status }) => status?.memory_bytes));
  const disk = sumOf(models.map(({ size_bytes: size }) => size));
  return (
    <section className={styles.section} aria-labelledby={id}>
      <header className={styles.sectionHead}>
        <h2 id={id}>{t("installed.title")}</h2>
        {models.length > 0 && (
          <p className={styles.note}>
            {t("installed.sum", { count: models.length, disk: bytes(disk) })}
            {memory > 0 && ` · ${t("installed.memory", { memory: bytes(memory) })}`}
          </p>
        )}
      </header>
      {models.length > 0 && (
        <ul className={styles.list}>
          {models.map((model) => (
            <ModelCard key={model.id} model={model} downloads={downloads} />
          ))}
          {unusable.map((found) => (
            <UnusableCard key={found.id} found={found} downloads={downloads} onGone={again} />
          ))}
        </ul>
      )}
      {models.length === 0 && state === "connecting" && <Waiting />}
      {models.length === 0 && state === "connected" && (
        <EmptyState icon={<Boxes size={32} aria-hidden="true" />} title={t("installed.none")}>
          <p>{t("installed.noneHint")}</p>
        </EmptyState>
      )}
      <p className={styles.note}>{t("installed.hint")}</p>
    </section>
  );
}

/** Frames of what will be there in a moment. */
function Waiting() {
  return (
    <ul className={styles.list} aria-hidden="true">
      <li className={styles.skeleton} />
      <li className={styles.skeleton} />
    </ul>
  );
}

const sumOf = (sizes: readonly (number | undefined)[]): number =>
  sizes.reduce<number>((sum, size = 0) => sum + size, 0);
