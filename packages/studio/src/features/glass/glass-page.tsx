import { Aperture, Square } from "lucide-react";
import { useEffect, useMemo, useReducer, useState } from "react";
import { useTranslation } from "react-i18next";
import { ServerError } from "../../api/server-error.ts";
import { watchTrace } from "../../api/watch.ts";
import { useConnection } from "../../app/connection.tsx";
import { useErrorText } from "../../app/error-text.ts";
import { ServerButton, useServerOff } from "../../app/server-button.tsx";
import { useSampleQuestions } from "../../app/use-sample-questions.ts";
import { useWatch } from "../../app/use-watch.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { LiveLamp } from "../../ui/live-lamp.tsx";
import { Select } from "../../ui/select.tsx";
import styles from "./glass.module.css";
import { KindLegend } from "./kind-legend.tsx";
import { StepPanels } from "./step-panels.tsx";
import { StepPicker } from "./step-picker.tsx";
import { nextSteps, noSteps } from "./steps.ts";

/** Looks into a model's steps as they are computed. */
export function GlassPage() {
  const { t } = useTranslation("glass");
  const errorText = useErrorText();
  const { models, state: connection } = useConnection();
  const [chosen, setChosen] = useState<string>();
  const loaded = models.filter(({ status }) => status?.value === "loaded");
  const model = (loaded.find(({ id }) => id === chosen) ?? loaded[0] ?? models[0])?.id;
  const [steps, change] = useReducer(nextSteps, noSteps);
  const watch = useMemo(() => (model === undefined ? undefined : watchTrace(model)), [model]);
  const { state, error } = useWatch(watch, (step) => change({ type: "came", step }));
  const off = useServerOff();
  const [asTable, setAsTable] = useState(false);
  const question = useSampleQuestions(model, [t("question")]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: steps are those of one model
  useEffect(() => change({ type: "forget" }), [model]);

  const isNotLoaded = error instanceof ServerError && error.code === "model_not_loaded";
  const send = () => {
    change({ type: "follow" });
    question.ask();
  };
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>{t("title")}</h1>
        <LiveLamp isLive={state === "live"}>{t(isNotLoaded ? "state.notLoaded" : `state.${state}`)}</LiveLamp>
        <span className={styles.room} />
        {steps.shown && (
          <Button aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {t("asTable")}
          </Button>
        )}
        {loaded.length > 1 && (
          <Select
            aria-label={t("model")}
            value={model ?? ""}
            options={loaded.map(({ id }) => ({ value: id, label: id }))}
            onChange={setChosen}
          />
        )}
        {question.isAsking ? (
          <Button onClick={question.stop}>
            <Square size={16} aria-hidden="true" />
            {t("stop")}
          </Button>
        ) : (
          <ServerButton
            look="primary"
            onClick={send}
            disabled={model === undefined || (state !== "live" && !isNotLoaded)}
          >
            {t("send")}
          </ServerButton>
        )}
      </header>
      <p className={styles.intro}>{t("intro")}</p>
      {error !== undefined && !isNotLoaded && <ErrorNotice text={errorText(error)} />}
      {question.error !== undefined && (
        <ErrorNotice text={errorText(question.error)} onRetry={off === undefined ? send : undefined} />
      )}
      {steps.shown === undefined ? (
        <>
          <EmptyState icon={<Aperture size={28} aria-hidden="true" />} title={t("empty.title")}>
            <p>{t(model === undefined && connection === "connected" ? "empty.noModel" : "empty.text")}</p>
          </EmptyState>
          <KindLegend />
        </>
      ) : (
        <>
          <section className={styles.card} aria-label={t("steps")}>
            <StepPicker steps={steps} change={change} />
          </section>
          <StepPanels
            shown={steps.shown}
            ceilings={steps.ceilings[steps.shown.sort]!}
            kept={steps.kept}
            isHeld={steps.isHeld}
            asTable={asTable}
            onHold={() => change({ type: "hold" })}
          />
        </>
      )}
    </div>
  );
}
