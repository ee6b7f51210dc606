import type { ModelStatus } from "@qwents/protocol";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../app/numbers.ts";
import { Meter } from "../../ui/meter.tsx";
import styles from "./gauges.module.css";

/** What the model takes, and how full the memory for contexts is. */
export function MemoryCard({ status }: { readonly status: ModelStatus }) {
  const { t } = useTranslation("gauges");
  const { bytes, percent } = useNumbers();
  const id = useId();
  const { cache_blocks_used: used, cache_blocks_kept: kept, cache_blocks_total: total } = status;
  return (
    <section className={styles.card} aria-labelledby={id}>
      <h3 id={id} className={styles.name}>
        {t("memory.title")}
      </h3>
      <p className={styles.figure}>
        <span className={styles.value}>{bytes(status.memory_bytes)}</span>
        <span className={styles.unit}>{t("memory.what")}</span>
      </p>
      {total > 0 && (
        <div className={styles.meters}>
          <Meter tone="accent" label={t("memory.used")} share={used / total} text={percent(used / total)} />
          <Meter label={t("memory.kept")} share={kept / total} text={percent(kept / total)} />
        </div>
      )}
      {status.state_checkpoints_total > 0 && (
        <Meter
          label={t("memory.checkpoints")}
          share={status.state_checkpoints_kept / status.state_checkpoints_total}
          text={`${status.state_checkpoints_kept} / ${status.state_checkpoints_total}`}
        />
      )}
    </section>
  );
}
