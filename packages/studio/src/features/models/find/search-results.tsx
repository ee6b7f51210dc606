import type { ModelSearchResult } from "@qwents/protocol";
import { SearchX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { DownloadList } from "../downloads/use-downloads.ts";
import { FaultNotice } from "../fault-notice.tsx";
import { isReference } from "../model-name.ts";
import styles from "../models-page.module.css";
import { ResultCard } from "./result-card.tsx";
import { suggested } from "./suggested.ts";
import { useSearch } from "./use-search.ts";

interface SearchResultsProps {
  readonly words: string;
  readonly downloads: DownloadList;
}

const shownAtFirst = 8;

/** What was found: where nothing is searched for, some to begin with. */
export function SearchResults({ words, downloads }: SearchResultsProps) {
  const { t } = useTranslation("models");
  const { found, isBusy, error, again } = useSearch(words, downloads.isSupported === true);
  const [openId, setOpenId] = useState<string>();
  const [isAll, setAll] = useState(false);
  const results = resultsOf(words, found?.data ?? []);
  const shown = isAll ? results : words === "" ? suggested(results) : results.slice(0, shownAtFirst);
  const isOffline = found?.hub.reached === false;
  return (
    <>
      {isOffline && (
        <Notice action={<Button onClick={again}>{t("find.retry")}</Button>}>
          <p>{t("find.offline")}</p>
        </Notice>
      )}
      {error !== undefined && <FaultNotice error={error} action={<Button onClick={again}>{t("find.retry")}</Button>} />}
      <div className={styles.section} aria-busy={isBusy}>
        <header className={styles.sectionHead}>
          <h3 className={styles.subtitle}>{words === "" ? t("find.suggested") : t("find.results")}</h3>
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
              onToggle={() => setOpenId((before) => (before === result.id ? undefined : result.id))}
              downloads={downloads}
            />
          ))}
        </ul>
      </div>
      {!isBusy && results.length === 0 && (
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

/** What is typed as a whole name comes first, whether it was found or not. */
function resultsOf(words: string, found: readonly ModelSearchResult[]): readonly ModelSearchResult[] {
  const lower = words.toLowerCase();
  const exact = found.find(({ id }) => id.toLowerCase() === lower);
  if (exact !== undefined) return [exact, ...found.filter((result) => result !== exact)];
  if (!isReference(words)) return found;
  return [{ id: words, object: "model.search_result", source: "repository", is_here: false }, ...found];
}
