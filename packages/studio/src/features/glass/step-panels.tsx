import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../app/numbers.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Select } from "../../ui/select.tsx";
import type { Choice } from "./choice.ts";
import styles from "./glass.module.css";
import { KindBar } from "./kind-bar.tsx";
import { type Arrangement, arrangements } from "./lanes.ts";
import { LayerTable } from "./layer-table.tsx";
import { OpCard } from "./op-card.tsx";
import type { StepView } from "./step-view.ts";
import type { Ceilings, Steps } from "./steps.ts";
import { TaskTable } from "./task-table.tsx";
import { Timeline } from "./timeline.tsx";
import { typicalStep } from "./typical-step.ts";

interface StepPanelsProps {
  readonly shown: StepView;
  /** Its axes'. */
  readonly ceilings: Ceilings;
  readonly kept: Steps["kept"];
  readonly isHeld: boolean;
  readonly asTable: boolean;
  readonly onHold: () => void;
}

/** All about the step that is looked at; beside it, what is pointed at is explained. */
export function StepPanels({ shown, ceilings: shownCeilings, kept, isHeld, asTable, onHold }: StepPanelsProps) {
  const { t } = useTranslation("glass");
  const { microseconds } = useNumbers();
  const [choice, setChoice] = useState<Choice>();
  const [isTypical, setTypical] = useState(false);
  const typical = isTypical ? typicalStep(shown, kept) : undefined;
  const { view, ceilings } = typical ?? { view: shown, ceilings: shownCeilings };
  const [arrangement, setArrangement] = useState<Arrangement>("layers");
  return (
    <div className={styles.panels}>
      <div className={styles.main}>
        <section className={styles.card} aria-labelledby="glass-kinds">
          <div className={styles.cardHeader}>
            <h2 id="glass-kinds">{t("byKind")}</h2>
            <Button aria-pressed={isTypical} onClick={() => setTypical(!isTypical)}>
              {t("typical.name")}
            </Button>
          </div>
          {typical && (
            <p className={styles.typical}>
              {t(`typical.${shown.sort}`, {
                count: typical.count,
                time: microseconds(view.step.duration_us),
              })}
            </p>
          )}
          <KindBar view={view} choice={choice} onChoose={setChoice} />
        </section>
        <section className={styles.card} aria-labelledby={asTable ? undefined : "glass-layers"}>
          {asTable ? (
            <LayerTable view={view} />
          ) : (
            <>
              <div className={styles.cardHeader}>
                <h2 id="glass-layers">{t("byLayer.caption")}</h2>
                <Select
                  aria-label={t("arrangement.label")}
                  value={arrangement}
                  options={arrangements.map((value) => ({ value, label: t(`arrangement.${value}`) }))}
                  onChange={setArrangement}
                />
              </div>
              <Timeline
                view={view}
                ceilings={ceilings}
                arrangement={arrangement}
                choice={choice}
                onChoose={setChoice}
                onHold={onHold}
              />
            </>
          )}
        </section>
        <section className={styles.card} aria-label={t("byTask.caption")}>
          <TaskTable view={view} onChoose={setChoice} />
        </section>
      </div>
      <div className={classNames(styles.side, choice && styles.explaining)}>
        <OpCard view={view} choice={choice} isHeld={isHeld} onClose={() => setChoice(undefined)} />
        <p className={styles.note}>{t("note")}</p>
      </div>
    </div>
  );
}
