import type { Model } from "@qwents/protocol";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../../app/numbers.ts";
import styles from "../models-page.module.css";
import { ProgressBar } from "../progress-bar.tsx";
import { useDuration } from "../times.ts";

interface ModelStatusProps {
  readonly model: Model;
  /** It is being loaded, or will be in a moment. */
  readonly isLoading: boolean;
}

/** A lamp, what the model does now in a word, and what that means. */
export function ModelStatus({ model, isLoading }: ModelStatusProps) {
  const { t } = useTranslation("models");
  const { bytes, percent } = useNumbers();
  const { id, status, size_bytes: size = 0 } = model;
  const value = isLoading ? "loading" : (status?.value ?? "loaded");
  const { loaded_bytes: done = 0, total_bytes: total = 0 } = status?.progress ?? {};
  const share = total > 0 ? done / total : undefined;
  const more = useLoadedText(model);
  const texts = {
    loaded: more,
    unloaded: [t("state.onDisk", { size: bytes(size) })],
    loading: share === undefined ? [] : [percent(share)],
    failed: [],
  };
  return (
    <>
      <p className={styles.status}>
        <span className={styles.lamp} data-state={value} aria-hidden="true" />
        <strong>{t(`state.${value}`)}</strong>
        {texts[value].map((text) => (
          <span key={text}>{text}</span>
        ))}
      </p>
      {value === "loading" && (
        <ProgressBar label={t("state.progress", { model: id })} share={share} text={t("state.loading")} />
      )}
    </>
  );
}

const clockMs = 5000;

/** What a loaded model uses and how long it stays. */
function useLoadedText({ status }: Model): readonly string[] {
  const { t } = useTranslation("models");
  const { bytes } = useNumbers();
  const duration = useDuration();
  const [now, setNow] = useState(Date.now);
  const expiresAt = status?.expires_at;
  useEffect(() => {
    if (expiresAt === undefined) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), clockMs);
    return () => clearInterval(timer);
  }, [expiresAt]);
  if (status === undefined) return [];
  const { memory_bytes: memory = 0, running, waiting } = status;
  const texts = [t("state.memory", { size: bytes(memory) })];
  if (running + waiting > 0) texts.push(t("state.answering", { count: running + waiting }));
  else if (expiresAt === undefined) texts.push(t("state.stays"));
  else texts.push(t("state.expires", { time: duration(expiresAt - now / 1000) }));
  return texts;
}
