import type { Model } from "@qwents/protocol";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { classNames } from "../ui/class-names.ts";
import { useToast } from "../ui/toasts.tsx";
import { useConnection } from "./connection.tsx";
import styles from "./connection-status.module.css";
import { readyModel } from "./ready-model.ts";

/** A lamp, and beside it the model that answers. */
export function ConnectionStatus() {
  const { t } = useTranslation("app");
  const { state, models, times } = useConnection();
  const toast = useToast();
  const seen = useRef(0);
  useEffect(() => {
    if (seen.current > 0 && times > seen.current) toast(t("connection.back"));
    seen.current = times;
  }, [times, toast, t]);
  const model = readyModel(models);
  if (state === "gone" || state === "locked" || (state === "connected" && model === undefined)) return null;
  const text =
    state === "connected" ? t(`connection.${wordFor(model)}`, { model: model?.id }) : t("connection.connecting");
  return (
    <p className={styles.status} title={text}>
      <span className={classNames(styles.lamp, state === "connected" && styles.on)} aria-hidden="true" />
      <span className={styles.text}>{text}</span>
    </p>
  );
}

function wordFor(model: Model | undefined): "running" | "loading" | "idle" {
  const value = model?.status?.value ?? "loaded";
  if (value === "loaded") return "running";
  return value === "loading" ? "loading" : "idle";
}
