import type { ModelSearchResult } from "@qwents/protocol";
import { SearchX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { DownloadList } from "../downloads/use-downloads.ts";
import { FaultNotice } from "../fault-notice.tsx";
import styles from "../models-page.module.css";
import { suggestedModels } from "./found-models.ts";
import { ResultCard } from "./result-card.tsx";
import type { Search } from "./use-search.ts";

interface SearchResultsProps {
  readonly words: string;
  readonly search: Search;
  readonly results: readonly ModelSearchResult[];
  readonly openId: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
  readonly downloads: DownloadList;
}

const shownAtFirst = 8;

/** What was found: where nothing is searched for, some to begin with. */
export function SearchResults({ words, search, results, openId, onOpen, downloads }: SearchResultsProps) {
  const { t } = useTranslation("models");
  const [isAll, setAll] = useState(false);
  const { found, isBusy, error, again } = search;
  const shown = isAll ? results : words === "" ? suggestedModels(results) : results.slice(0, shownAtFirst);
  const isOffline = found?.hub.reached === false;
  const retry = <Button onClick={again}>{t("find.retry")}</Button>;
  return (
    <>
      {isOffline && <Notice action={retry}>{t("find.offline")}</Notice>}
      {error !== undefined && <FaultNotice error={error} action={retry} />}
      <div className={styles.section} aria-busy={isBusy}>
        <header className={styles.sectionHead}>
          {shown.length > 0 && (
            <h3 className={styles.subtitle}>{words === "" ? t("find.suggested") : t("find.results")}</h3>
          )}
          <p className={styles.note} role="status">
            {isBusy ? t("find.searching") : words === "" ? "" : t("find.count", { count: results.length })}
          </p>
        </header>
        <ul className={styles.list}>
          {found === undefined &&
            isBusy &&
            ["a", "b", "c", "d"].map((key) => <li key={key} className={styles.skeleton} />)}
          {shown.map((result) => (
            <ResultCard
              key={result.id}
              result={result}
              isOpen={openId === result.id}
              onToggle={() => onOpen(openId === result.id ? undefined : result.id)}
              downloads={downloads}
            />
          ))}
        </ul>
      </div>
      {!isBusy && error === undefined && results.length === 0 && (
        <EmptyState icon={<SearchX size={28} aria-hidden="true" />} title={t("find.none", { words })}>
          <p>{isOffline ? t("find.noneOffline") : t("find.noneHint")}</p>
        </EmptyState>
      )}
      {shown.length < results.length && (
        <Button onClick={() => setAll(true)}>{t("find.all", { count: results.length })}</Button>
      )}
    </>
  );
}
