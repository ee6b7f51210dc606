import { useTranslation } from "react-i18next";
import { useErrorText } from "../../app/error-text.ts";
import { useNumbers } from "../../app/numbers.ts";
import { useServerOff } from "../../app/server-button.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Markdown } from "../../ui/markdown/markdown.tsx";
import { Meter } from "../../ui/meter.tsx";
import { Thought } from "../../ui/thought.tsx";
import styles from "./answer.module.css";
import { isUnderWay, type SideRun } from "./side-run.ts";
import type { Stretch } from "./word-diff.ts";

interface AnswerViewProps {
  readonly run: SideRun;
  /** The answer in pieces, where its differences from the other one are marked. */
  readonly stretches: readonly Stretch[] | undefined;
  readonly onRetry: (() => void) | undefined;
}

/** What a side thought and said, as far as it has come, or why it did not. */
export function AnswerView({ run, stretches, onRetry }: AnswerViewProps) {
  const { t } = useTranslation("compare");
  const say = useErrorText();
  const off = useServerOff();
  const isRunning = isUnderWay(run);
  return (
    <>
      {run.phase === "loading" && <LoadMeter share={run.loadShare} />}
      {run.reasoning !== "" && (
        <Thought text={run.reasoning} ms={run.thinkingMs} isRunning={run.phase === "thinking"} />
      )}
      {run.content !== "" &&
        (stretches === undefined ? (
          <Markdown text={run.content} isGrowing={isRunning} />
        ) : (
          <p className={styles.text}>
            <Marked stretches={stretches} />
          </p>
        ))}
      {!isRunning && run.finishReason === "length" && <p className={styles.note}>{t("cutOff")}</p>}
      {run.phase === "done" && run.content === "" && run.finishReason !== "length" && (
        <p className={styles.note}>{t("noText")}</p>
      )}
      {run.phase === "failed" && (
        <ErrorNotice
          text={run.error === undefined ? t("failedBefore") : say(run.error)}
          onRetry={off === undefined ? onRetry : undefined}
        />
      )}
    </>
  );
}

function LoadMeter({ share = 0 }: { readonly share: number | undefined }) {
  const { t } = useTranslation("compare");
  const { percent } = useNumbers();
  return <Meter label={t("phase.loading")} share={share} text={percent(share)} tone="accent" />;
}

function Marked({ stretches }: { readonly stretches: readonly Stretch[] }) {
  const { t } = useTranslation("compare");
  return stretches.map(
    ({ text, isOwn }, index) =>
      // biome-ignore-start lint/suspicious/noArrayIndexKey: pieces of a text, in its order
      isOwn ? (
        <mark key={index} className={styles.own} title={t("differences.only")}>
          {text}
        </mark>
      ) : (
        <span key={index}>{text}</span>
      ),
    // biome-ignore-end lint/suspicious/noArrayIndexKey: pieces of a text, in its order
  );
}
