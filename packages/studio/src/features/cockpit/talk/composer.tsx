import { ArrowUp, Square } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ServerIconButton } from "../../../app/server-button.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { TextInput } from "../../../ui/text-input.tsx";
import styles from "./talk.module.css";

interface ComposerProps {
  readonly isRunning: boolean;
  /** Nobody is there to be asked. */
  readonly isDisabled: boolean;
  readonly onSay: (text: string) => void;
  readonly onStop: () => void;
}

/** The line to say something with. */
export function Composer({ isRunning, isDisabled, onSay, onStop }: ComposerProps) {
  const { t } = useTranslation("cockpit");
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || isRunning || isDisabled) return;
    onSay(text.trim());
    setText("");
    input.current?.focus();
  };
  const stop = () => {
    onStop();
    // The button goes, and would take the focus along.
    input.current?.focus();
  };
  return (
    <form className={styles.composer} onSubmit={submit}>
      <TextInput
        ref={input}
        aria-label={t("say.label")}
        placeholder={t("say.placeholder")}
        value={text}
        maxLength={300}
        autoComplete="off"
        enterKeyHint="send"
        onChange={(event) => setText(event.target.value)}
      />
      {/* Keys keep them apart: a button that became one that submits while it is pressed would submit. */}
      {isRunning ? (
        <IconButton
          key="stop"
          label={t("say.stop")}
          look="plain"
          tooltipSide="top"
          icon={<Square size={16} aria-hidden="true" />}
          onClick={stop}
        />
      ) : (
        <ServerIconButton
          key="send"
          label={t("say.send")}
          look="primary"
          tooltipSide="top"
          type="submit"
          icon={<ArrowUp size={18} aria-hidden="true" />}
          disabled={isDisabled || text.trim() === ""}
        />
      )}
    </form>
  );
}
