import type { Model } from "@qwents/protocol";
import { MessageSquare, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteModel, loadModel, unloadModel } from "../../../api/models.ts";
import { useConnection } from "../../../app/connection.tsx";
import { Link } from "../../../app/link.tsx";
import { useNumbers } from "../../../app/numbers.ts";
import { ServerButton, ServerIconButton } from "../../../app/server-button.tsx";
import { useToast } from "../../../ui/toasts.tsx";
import type { DownloadList } from "../downloads/use-downloads.ts";
import { FaultNotice } from "../fault-notice.tsx";
import { canChat } from "../model-name.ts";
import styles from "../models-page.module.css";
import { chatPath } from "./chat-path.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { ModelDetails } from "./model-details.tsx";
import { ModelStatus } from "./model-status.tsx";

interface ModelCardProps {
  readonly model: Model;
  readonly downloads: DownloadList;
}

/** A model of this machine: what it is, what it does now, what can be done with it. */
export function ModelCard({ model, downloads }: ModelCardProps) {
  const { t } = useTranslation("models");
  const { bytes } = useNumbers();
  const { check } = useConnection();
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);
  const [busy, setBusy] = useState<"load" | "unload">();
  const [error, setError] = useState<unknown>();
  const { id, aliases = [], status, size_bytes: size = 0, is_removable: isRemovable = false } = model;
  const value = status?.value ?? "loaded";
  const fault = error ?? (value === "failed" ? { code: "model_load_failed", message: status?.error } : undefined);
  const isLoading = value === "loading" || busy === "load";

  const run = async (name: "load" | "unload", action: () => Promise<unknown>) => {
    setBusy(name);
    setError(undefined);
    // It is loading from now on, which the list of models tells.
    setTimeout(check, 100);
    try {
      await action();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(undefined);
      check();
    }
  };
  const remove = async () => {
    const { freed_bytes: freed } = await deleteModel(id);
    toast(t("delete.done", { model: id, size: bytes(freed) }));
    check();
    // A list that keeps one line too many is no failure.
    await downloads.forget([id, ...aliases]).catch(() => {});
  };

  return (
    <li className={styles.card}>
      <div className={styles.top}>
        <h3 className={styles.name}>{id}</h3>
        <div className={styles.actions}>
          {canChat(model) && value !== "failed" && (
            <Link className={styles.link} href={chatPath(id)}>
              <MessageSquare size={16} aria-hidden="true" />
              {t("chat")}
            </Link>
          )}
          {value === "loaded" ? (
            <ServerButton disabled={busy !== undefined} onClick={() => void run("unload", () => unloadModel(id))}>
              {busy === "unload" ? t("unloading") : t("unload")}
            </ServerButton>
          ) : (
            <ServerButton disabled={isLoading} onClick={() => void run("load", () => loadModel(id))}>
              {isLoading ? t("loading") : t("load")}
            </ServerButton>
          )}
          {isRemovable && (
            <ServerIconButton
              label={t("delete.label", { model: id })}
              icon={<Trash2 size={17} aria-hidden="true" />}
              onClick={() => setAsking(true)}
            />
          )}
        </div>
      </div>
      <ModelStatus model={model} isLoading={isLoading} />
      {fault !== undefined && <FaultNotice error={fault} />}
      <ModelDetails model={model} />
      <DeleteDialog model={id} size={size} isOpen={isAsking} onClose={() => setAsking(false)} onConfirm={remove}>
        {value === "loaded" && <p>{t("delete.loaded")}</p>}
      </DeleteDialog>
    </li>
  );
}
