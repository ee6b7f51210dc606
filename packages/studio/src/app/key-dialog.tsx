import { type FormEvent, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isSendableKey, keepApiKey, keptApiKey } from "../api/api-key.ts";
import { ServerError } from "../api/server-error.ts";
import { listModels } from "../api/server-state.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { useConnection } from "./connection.tsx";
import { useErrorText } from "./error-text.ts";

interface KeyDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks for the server's key, and closes once the server takes it. */
export function KeyDialog({ isOpen, onClose }: KeyDialogProps) {
  const { t } = useTranslation("app");
  const { state, check } = useConnection();
  const errorText = useErrorText();
  const [key, setKey] = useState("");
  const [error, setError] = useState<string>();
  const formId = useId();
  useEffect(() => {
    if (isOpen) setKey(keptApiKey() ?? "");
    setError(undefined);
  }, [isOpen]);
  useEffect(() => {
    if (isOpen && state === "connected") onClose();
  }, [isOpen, state, onClose]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    const entered = key.trim();
    if (!isSendableKey(entered)) return setError(t("key.wrong"));
    try {
      keepApiKey(entered);
      await listModels();
      check();
    } catch (thrown) {
      const isRefused = thrown instanceof ServerError && thrown.status === 401;
      setError(isRefused ? t("key.wrong") : errorText(thrown));
    }
  };
  return (
    <Dialog
      title={t("key.title")}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <Button look="primary" type="submit" form={formId} disabled={key.trim() === ""}>
          {t("key.use")}
        </Button>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <Field label={t("key.label")} hint={t("key.why")} error={error}>
          {(control) => (
            <TextInput
              {...control}
              type="password"
              autoComplete="off"
              value={key}
              onChange={(event) => setKey(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
