import { Dices, Play, Square } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ServerButton, ServerIconButton } from "../../app/server-button.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { isInputMethod } from "../../ui/input-method.ts";
import { TextInput } from "../../ui/text-input.tsx";
import styles from "./prompt.module.css";
import type { Setup } from "./setup.ts";

const exampleNames = ["sky", "story", "sum"] as const;
const maxPrompt = 100_000;

interface PromptCardProps {
  readonly setup: Setup;
  readonly isRunning: boolean;
  /** Nobody is there to be asked, or a setting is wrong. */
  readonly isDisabled: boolean;
  readonly onChange: (setup: Setup) => void;
  readonly onRun: (changed?: Partial<Setup>) => void;
  readonly onRunAnew: () => void;
  readonly onStop: () => void;
}

/** What both are asked, and the button that asks. */
export function PromptCard({ setup, isRunning, isDisabled, onChange, onRun, onRunAnew, onStop }: PromptCardProps) {
  const { t } = useTranslation("compare");
  const id = useId();
  const canRun = !isDisabled && !isRunning && setup.prompt.trim() !== "";
  const prompt = useRef<HTMLTextAreaElement>(null);
  // The button that was pressed goes, and would take the focus along. On a touch screen, that would bring up the keyboard.
  const focusPrompt = () => matchMedia("(hover: hover)").matches && prompt.current?.focus();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!canRun) return;
    onRun();
    focusPrompt();
  };
  const stop = () => {
    onStop();
    focusPrompt();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // The Enter that ends the input of a Chinese word is not for us.
    if (event.key !== "Enter" || event.shiftKey || isInputMethod(event.nativeEvent)) return;
    event.preventDefault();
    if (canRun) onRun();
  };
  return (
    <form className={styles.card} onSubmit={submit}>
      <div className={styles.prompt}>
        <div className={styles.label}>
          <label htmlFor={id}>{t("prompt")}</label>
          <p id={`${id}-hint`} className={styles.hint}>
            {t("promptHint")}
          </p>
        </div>
        <textarea
          ref={prompt}
          id={id}
          aria-describedby={`${id}-hint`}
          rows={2}
          value={setup.prompt}
          maxLength={maxPrompt}
          placeholder={t("placeholder")}
          onKeyDown={onKeyDown}
          onChange={(event) => onChange({ ...setup, prompt: event.target.value })}
        />
      </div>
      {setup.prompt === "" && (
        <ul className={styles.examples} aria-label={t("examples.name")}>
          {exampleNames.map((name) => (
            <li key={name}>
              <button type="button" onClick={() => onChange({ ...setup, prompt: t(`examples.${name}`) })}>
                {t(`examples.${name}`)}
              </button>
            </li>
          ))}
        </ul>
      )}
      <details className={styles.system} {...(setup.system !== "" && { open: true })}>
        <summary>{t("system")}</summary>
        <textarea
          aria-label={t("system")}
          rows={2}
          value={setup.system}
          maxLength={maxPrompt}
          placeholder={t("systemHint")}
          onChange={(event) => onChange({ ...setup, system: event.target.value })}
        />
      </details>
      <div className={styles.bar}>
        <SeedField setup={setup} onChange={onChange} />
        <label className={styles.inTurn}>
          <input
            type="checkbox"
            checked={setup.isInTurn}
            disabled={isRunning}
            aria-describedby={`${id}-turn`}
            onChange={(event) => onChange({ ...setup, isInTurn: event.target.checked })}
          />
          <span>
            {t("inTurn")}
            <small id={`${id}-turn`}>{t("inTurnHint")}</small>
          </span>
        </label>
        <div className={styles.buttons}>
          <ServerIconButton
            label={t("again")}
            look="plain"
            tooltipSide="top"
            icon={<Dices size={18} aria-hidden="true" />}
            disabled={!canRun}
            onClick={onRunAnew}
          />
          {/* Keys keep them apart: a button that became one that submits while it is pressed would submit. */}
          {isRunning ? (
            <Button key="stop" className={styles.run} onClick={stop}>
              <Square size={16} aria-hidden="true" />
              {t("stop")}
            </Button>
          ) : (
            <ServerButton key="run" className={styles.run} look="primary" type="submit" disabled={!canRun}>
              <Play size={16} aria-hidden="true" />
              {t("run")}
            </ServerButton>
          )}
        </div>
      </div>
    </form>
  );
}

function SeedField({ setup, onChange }: Pick<PromptCardProps, "setup" | "onChange">) {
  const { t } = useTranslation("compare");
  return (
    <div className={styles.seed}>
      <Field label={t("seed")}>
        {(control) => (
          <TextInput
            {...control}
            title={t("seedHint")}
            inputMode="numeric"
            autoComplete="off"
            value={String(setup.seed)}
            maxLength={9}
            onChange={(event) => onChange({ ...setup, seed: Number(event.target.value.replace(/\D/g, "")) })}
          />
        )}
      </Field>
    </div>
  );
}
