import { ChevronLeft, ChevronRight, Pause, Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../app/numbers.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import styles from "./step-picker.module.css";
import { useStepText } from "./step-text.ts";
import { sortOf } from "./step-view.ts";
import { keptSteps, type Steps, type StepsChange, shownIndex } from "./steps.ts";

interface StepPickerProps {
  readonly steps: Steps;
  readonly change: (change: StepsChange) => void;
}

/** The latest steps as columns: one of them is looked at. */
export function StepPicker({ steps, change }: StepPickerProps) {
  const { t } = useTranslation("glass");
  const { microseconds } = useNumbers();
  const stepText = useStepText();
  const { kept, shown, isHeld } = steps;
  const index = shownIndex(steps);
  const empty = keptSteps - kept.length;
  const longest = Math.max(...kept.map((step) => step.duration_us));
  const show = (to: number) => change({ type: "show", index: to });
  return (
    <div className={styles.picker}>
      <div className={styles.line}>
        {shown && (
          <p className={styles.now}>
            <span className={classNames(styles.sort, styles[shown.sort])}>{t(`sort.${shown.sort}`)}</span>
            <span>{stepText(shown.step)}</span>
            <strong>{microseconds(shown.step.duration_us)}</strong>
          </p>
        )}
        <div className={styles.buttons}>
          <IconButton
            label={t("previous")}
            icon={<ChevronLeft size={18} aria-hidden="true" />}
            disabled={index <= 0}
            onClick={() => show(index - 1)}
          />
          <IconButton
            label={t("next")}
            icon={<ChevronRight size={18} aria-hidden="true" />}
            disabled={index < 0 || index >= kept.length - 1}
            onClick={() => show(index + 1)}
          />
          <Button onClick={() => change({ type: isHeld ? "follow" : "hold" })} disabled={shown === undefined}>
            {isHeld ? <Play size={16} aria-hidden="true" /> : <Pause size={16} aria-hidden="true" />}
            {t(isHeld ? "follow" : "hold")}
          </Button>
        </div>
      </div>
      <div className={styles.strip}>
        <div className={styles.columns} aria-hidden="true">
          {Array.from({ length: keptSteps }, (_, place) => {
            const step = kept[place - empty];
            // Roots, as prompts take many times as long as answers' tokens.
            const height = step === undefined ? 0 : Math.sqrt(step.duration_us / longest);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: places are what they are
              <span key={place} className={classNames(place - empty === index && styles.shown)}>
                {step && <i className={styles[sortOf(step)]} style={{ height: `${100 * height}%` }} />}
              </span>
            );
          })}
        </div>
        <input
          className={styles.range}
          type="range"
          min={0}
          max={keptSteps - 1}
          value={Math.max(0, index + empty)}
          disabled={kept.length === 0}
          aria-label={t("pick")}
          aria-valuetext={shown ? `${stepText(shown.step)}, ${microseconds(shown.step.duration_us)}` : t("noStep")}
          onChange={(event) => show(Number(event.target.value) - empty)}
        />
      </div>
      <p className={styles.key}>
        {(["prompt", "answer"] as const).map((sort) => (
          <span key={sort}>
            <i className={classNames(styles.swatch, styles[sort])} aria-hidden="true" />
            {t(`sort.${sort}`)}
          </span>
        ))}
        <span>{t("columns")}</span>
      </p>
    </div>
  );
}
