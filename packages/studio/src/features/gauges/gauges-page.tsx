import { Activity, Square } from "lucide-react";
import { useReducer, useState } from "react";
import { useTranslation } from "react-i18next";
import { watchStatus } from "../../api/watch.ts";
import { useConnection } from "../../app/connection.tsx";
import { useErrorText } from "../../app/error-text.ts";
import { useNumbers } from "../../app/numbers.ts";
import { ServerButton, useServerOff } from "../../app/server-button.tsx";
import { useSampleQuestions } from "../../app/use-sample-questions.ts";
import { useWatch } from "../../app/use-watch.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { LiveLamp } from "../../ui/live-lamp.tsx";
import { Select } from "../../ui/select.tsx";
import styles from "./gauges.module.css";
import { emptyHistory, hasWorked, nextHistory, spanNames } from "./history.ts";
import { ModelGauges } from "./model-gauges.tsx";

/** What the loaded models do, as it happens. */
export function GaugesPage() {
  const { t } = useTranslation("gauges");
  const { bytes } = useNumbers();
  const errorText = useErrorText();
  const { models } = useConnection();
  const off = useServerOff();
  const [history, take] = useReducer(nextHistory, emptyHistory);
  const { state, error } = useWatch(watchStatus, take);
  const [asTable, setAsTable] = useState(false);
  const questions = useSampleQuestions(models[0]?.id, [t("question.one"), t("question.two"), t("question.three")]);
  const hasBegun = history.time > 0;
  const isIdle = hasBegun && !history.models.some(hasWorked);
  const askButton = questions.isAsking ? (
    <Button onClick={questions.stop}>
      <Square size={16} aria-hidden="true" />
      {t("stop")}
    </Button>
  ) : (
    <ServerButton look="primary" onClick={questions.ask} disabled={state !== "live" || models.length === 0}>
      {t("ask")}
    </ServerButton>
  );
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>{t("title")}</h1>
        <LiveLamp isLive={state === "live"}>{t(`state.${state}`)}</LiveLamp>
        <span className={styles.room} />
        {history.models.length > 0 && (
          <>
            <Button aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {t("asTable")}
            </Button>
            <Select
              aria-label={t("span.label")}
              value={history.span}
              options={spanNames.map((value) => ({ value, label: t(`span.${value}`) }))}
              onChange={(span) => take({ span })}
            />
          </>
        )}
        {askButton}
      </header>
      {error !== undefined && <ErrorNotice text={errorText(error)} />}
      {questions.error !== undefined && (
        <ErrorNotice text={errorText(questions.error)} onRetry={off === undefined ? questions.ask : undefined} />
      )}
      {!hasBegun && <p className={styles.quiet}>{t("waiting")}</p>}
      {isIdle && (
        <EmptyState icon={<Activity size={28} aria-hidden="true" />} title={t("idle.title")}>
          <p>{models.length === 0 ? t("idle.noModel") : t("idle.text")}</p>
        </EmptyState>
      )}
      {history.models.map((model) => (
        <ModelGauges key={model.latest.id} model={model} now={history.time} span={history.span} asTable={asTable} />
      ))}
      {history.processMemoryBytes !== undefined && (
        <p className={styles.quiet}>{t("processMemory", { bytes: bytes(history.processMemoryBytes) })}</p>
      )}
    </div>
  );
}
