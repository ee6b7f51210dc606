import type { Model } from "@qwents/protocol";
import { ArrowLeftRight, Diff, Scale } from "lucide-react";
import { useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../app/connection.tsx";
import { useKept } from "../../app/kept.tsx";
import { useNumbers } from "../../app/numbers.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./compare-page.module.css";
import { Comparison, isRunning as isRunningIn } from "./comparison.ts";
import { PastList } from "./past-list.tsx";
import { PresetList } from "./preset-list.tsx";
import { PromptCard } from "./prompt-card.tsx";
import { areAlike, isValid, newSeed, places, replaced, type Setup, withModels } from "./setup.ts";
import { SideCard } from "./side-card.tsx";
import { SideSwitch } from "./side-switch.tsx";
import { type Differences, useDifferences } from "./word-diff.ts";

/** One prompt to two models, or to one with two settings. */
export function ComparePage() {
  const { t } = useTranslation("compare");
  const { models: all, state, check } = useConnection();
  const models = all.filter(answers);
  const comparison = useKept("compare", () => new Comparison());
  comparison.host = { models, check };
  const view = useSyncExternalStore(comparison.changed.subscribe, () => comparison.view);
  const { asked, runs, entries } = view;
  const setup = withModels(view.draft, models);
  const isRunning = isRunningIn(view);
  const change = (next: Setup) => comparison.change(next);
  const [isMarking, setMarking] = useState(false);
  const canMark = !isRunning && runs.every((run) => run !== undefined && run.content !== "");
  const isSame = canMark && runs[0]?.content === runs[1]?.content;
  const differences = useDifferences(isMarking && canMark, runs[0]?.content ?? "", runs[1]?.content ?? "");
  if (state === "connected" && models.length === 0) {
    return (
      <EmptyState icon={<Scale size={40} aria-hidden="true" />} title={t("noModels.title")}>
        <p>{t("noModels.text")}</p>
      </EmptyState>
    );
  }
  return (
    <div className={styles.page}>
      <header className={styles.intro}>
        <h1>{t("title")}</h1>
        <p>{t("lead")}</p>
      </header>
      <PromptCard
        setup={setup}
        isRunning={isRunning}
        isDisabled={state !== "connected" || !setup.sides.every(isValid)}
        onChange={change}
        onRun={() => comparison.run(setup)}
        onRunAnew={() => comparison.run({ ...setup, seed: newSeed() })}
        onStop={() => comparison.stop()}
      />
      <div className={styles.tools}>
        <PresetList setup={setup} models={models} isDisabled={isRunning} onChoose={change} />
        <div className={styles.buttons}>
          <Button look="quiet" disabled={isRunning} onClick={() => comparison.swap(setup)}>
            <ArrowLeftRight size={16} aria-hidden="true" />
            {t("swap")}
          </Button>
          <Button look="quiet" aria-pressed={isMarking} disabled={!canMark} onClick={() => setMarking(!isMarking)}>
            <Diff size={16} aria-hidden="true" />
            {t("differences.show")}
          </Button>
        </div>
      </div>
      {models.length > 0 && areAlike(setup.sides) && <Notice>{t("alike")}</Notice>}
      {isSame && <Notice>{t("sameAnswers")}</Notice>}
      {!isSame && <DifferencesNote differences={differences} />}
      <SideSwitch />
      <div className={styles.sides}>
        {places.map((place) => (
          <SideCard
            key={place}
            place={place}
            side={setup.sides[place]}
            askedModel={asked.sides[place].model}
            models={models}
            run={runs[place]}
            otherRun={runs[1 - place]}
            stretches={typeof differences === "object" ? differences.stretches[place] : undefined}
            isRunning={isRunning}
            onChange={(side) => change({ ...setup, sides: replaced(setup.sides, place, side) })}
            onRetry={() => comparison.retry(place)}
          />
        ))}
      </div>
      <PastList entries={entries} onShow={(entry) => comparison.show(entry)} onForget={() => comparison.forget()} />
    </div>
  );
}

function DifferencesNote({ differences }: { readonly differences: Differences }) {
  const { t } = useTranslation("compare");
  const { percent } = useNumbers();
  if (differences === "off") return null;
  if (typeof differences === "string") return <Notice>{t(`differences.${differences}`)}</Notice>;
  return <Notice>{t("differences.shared", { share: percent(differences.sharedShare) })}</Notice>;
}

/** Others embed or rerank. */
function answers({ head, has_chat_template }: Model): boolean {
  return (head === undefined || head === "vocabulary") && has_chat_template !== false;
}
