import type { Model } from "@qwents/protocol";
import { useTranslation } from "react-i18next";
import { classNames } from "../../ui/class-names.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Select } from "../../ui/select.tsx";
import { AnswerView } from "./answer-view.tsx";
import { FigureList } from "./figures.tsx";
import { letters, type Place, type Side } from "./setup.ts";
import styles from "./side.module.css";
import { isUnderWay, type SideRun } from "./side-run.ts";
import { SideSettings } from "./side-settings.tsx";
import type { Stretch } from "./word-diff.ts";

interface SideCardProps {
  readonly place: Place;
  readonly side: Side;
  /** Whose answer is shown; another one may be chosen since. */
  readonly askedModel: string;
  readonly models: readonly Model[];
  readonly run: SideRun | undefined;
  readonly otherRun: SideRun | undefined;
  readonly stretches: readonly Stretch[] | undefined;
  readonly isRunning: boolean;
  readonly onChange: (side: Side) => void;
  readonly onRetry: () => void;
}

/** One of the two: whom to ask and how, the answer, its figures. */
export function SideCard({
  place,
  side,
  askedModel,
  models,
  run,
  otherRun,
  stretches,
  isRunning,
  onChange,
  onRetry,
}: SideCardProps) {
  const { t } = useTranslation("compare");
  const letter = letters[place];
  const isByAnother = askedModel !== "" && askedModel !== side.model;
  return (
    <section
      id={`side-${letter}`}
      className={classNames(styles.side, place === 1 && styles.second)}
      aria-label={t("side", { letter })}
      tabIndex={-1}
    >
      <header className={styles.head}>
        <span className={styles.letter} aria-hidden="true">
          {letter}
        </span>
        <Select
          className={styles.model}
          aria-label={t("model")}
          value={side.model}
          disabled={isRunning || models.length === 0}
          options={models.map((model) => ({
            value: model.id,
            label: nameOf(model, t("notLoaded", { model: model.id })),
          }))}
          onChange={(model) => onChange({ ...side, model })}
        />
        <CopyButton text={run?.content ?? ""} label={t("copy")} />
      </header>
      <SideSettings side={side} onChange={onChange} isDisabled={isRunning} />
      <div className={styles.answer} aria-busy={isUnderWay(run)}>
        {run === undefined ? (
          <p className={styles.empty}>{t("answerHere")}</p>
        ) : (
          <>
            <p className={styles.phase} role="status" data-phase={run.phase}>
              <span className={styles.lamp} aria-hidden="true" />
              {isByAnother ? `${t(`phase.${run.phase}`)} · ${askedModel}` : t(`phase.${run.phase}`)}
            </p>
            {/* Not while the other side is under way: it would be broken off. */}
            <AnswerView run={run} stretches={stretches} onRetry={isRunning ? undefined : onRetry} />
          </>
        )}
      </div>
      <FigureList letter={letter} figures={run?.figures ?? { tokens: 0 }} others={otherRun?.figures} />
    </section>
  );
}

function nameOf({ id, status }: Model, notLoaded: string): string {
  return status === undefined || status.value === "loaded" ? id : notLoaded;
}
