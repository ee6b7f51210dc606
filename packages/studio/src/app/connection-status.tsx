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
  const name = readyModel(models)?.id;
  if (state === "gone" || state === "locked" || (state === "connected" && name === undefined)) return null;
  const text = state === "connected" ? t("connection.running", { model: name }) : t("connection.connecting");
  return (
    <p className={styles.status} title={text}>
      <span className={classNames(styles.lamp, state === "connected" && styles.on)} aria-hidden="true" />
      <span className={styles.text}>{text}</span>
    </p>
  );
}
