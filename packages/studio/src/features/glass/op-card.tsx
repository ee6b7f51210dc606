import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../app/numbers.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import type { Choice } from "./choice.ts";
import styles from "./op-card.module.css";
import type { StepView, ViewedSpan } from "./step-view.ts";
import { perSecond, type TaskTotal, totalsByKind, totalsByTask } from "./summary.ts";

interface OpCardProps {
  readonly view: StepView;
  readonly choice: Choice | undefined;
  /** Read aloud as it changes: not while steps follow one another. */
  readonly isHeld: boolean;
  readonly onClose: () => void;
}

/** Explains what is pointed at: what it does, how long it took, how fast it read and computed. */
export function OpCard({ view, choice, isHeld, onClose }: OpCardProps) {
  const { t } = useTranslation("glass");
  const { t: tApp } = useTranslation("app");
  return (
    <section className={styles.card} aria-label={t("explained")}>
      <div className={styles.explanation} aria-live={isHeld ? "polite" : "off"}>
        <Explanation view={view} choice={choice} />
      </div>
      {choice && <IconButton label={tApp("close")} icon={<X size={18} aria-hidden="true" />} onClick={onClose} />}
    </section>
  );
}

function Explanation({ view, choice }: Pick<OpCardProps, "view" | "choice">) {
  const { t } = useTranslation("glass");
  if (choice?.type === "kind") {
    const total = totalsByKind(view).find(({ kind }) => kind === choice.kind);
    return (
      <>
        <Title kind={choice.kind}>{t(`kind.${choice.kind}.name`)}</Title>
        <p>{t(`kind.${choice.kind}.what`)}</p>
        {total && <Facts durationUs={total.durationUs} stepUs={view.step.duration_us} />}
      </>
    );
  }
  const span = choice?.type === "span" ? view.spans.find(({ key }) => key === choice.key) : undefined;
  const total =
    choice?.type === "task"
      ? totalsByTask(view).find(({ task, kind }) => task === choice.task && kind === choice.kind)
      : undefined;
  const shown = span ?? total;
  if (shown === undefined) {
    return (
      <>
        <h2>{t("howTo.title")}</h2>
        <p>{t("howTo.text")}</p>
        <p className={styles.soft}>{t("howTo.hint")}</p>
      </>
    );
  }
  const durationUs = span?.duration_us ?? total!.durationUs;
  return (
    <>
      <Title kind={shown.kind}>{t(`task.${shown.task}.name`)}</Title>
      <p className={styles.names}>{span ? <SpanName span={span} /> : <TotalName total={total!} />}</p>
      <p>{t(`task.${shown.task}.what`)}</p>
      <Facts durationUs={durationUs} stepUs={view.step.duration_us} bytes={shown.bytes} flops={shown.flops} />
    </>
  );
}

function Title({ kind, children }: { readonly kind: string; readonly children: string }) {
  return (
    <h2 className={styles.title}>
      <i style={{ background: `var(--kind-${kind})` }} aria-hidden="true" />
      {children}
    </h2>
  );
}

/** As the model's file and the engine call it. */
function SpanName({ span: { op, name, layer } }: { readonly span: ViewedSpan }) {
  const { t } = useTranslation("glass");
  return (
    <>
      {layer !== undefined && <>{t("layer", { layer })} · </>}
      <code>{name === undefined ? op : `${op} ${name}`}</code>
    </>
  );
}

function TotalName({ total: { count, names } }: { readonly total: TaskTotal }) {
  const { t } = useTranslation("glass");
  return (
    <>
      {t("times", { count })} · <code>{names.join(", ")}</code>
    </>
  );
}

interface FactsProps {
  readonly durationUs: number;
  readonly stepUs: number;
  readonly bytes?: number | undefined;
  readonly flops?: number | undefined;
}

function Facts({ durationUs, stepUs, bytes, flops }: FactsProps) {
  const { t } = useTranslation("glass");
  const numbers = useNumbers();
  const [read, computed] = [perSecond(bytes, durationUs), perSecond(flops, durationUs)];
  return (
    <dl className={styles.facts}>
      <dt>{t("fact.time")}</dt>
      <dd>
        {numbers.microseconds(durationUs)}{" "}
        <span className={styles.soft}>{t("fact.share", { share: numbers.percent(durationUs / stepUs) })}</span>
      </dd>
      {read !== undefined && (
        <>
          <dt>{t("fact.reads")}</dt>
          <dd>
            {numbers.bytes(bytes!)} <span className={styles.soft}>{numbers.short(read)} GB/s</span>
          </dd>
        </>
      )}
      {computed !== undefined && (
        <>
          <dt>{t("fact.computes")}</dt>
          <dd>
            {numbers.short(computed)} <span className={styles.soft}>GFLOP/s</span>
          </dd>
        </>
      )}
    </dl>
  );
}
