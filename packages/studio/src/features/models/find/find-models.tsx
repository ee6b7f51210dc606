import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useConnection } from "../../../app/connection.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { DownloadList } from "../downloads/use-downloads.ts";
import styles from "../models-page.module.css";
import { foundModels } from "./found-models.ts";
import { SearchForm } from "./search-form.tsx";
import { SearchResults } from "./search-results.tsx";
import { useSearch } from "./use-search.ts";
import { WhatNamesMean } from "./what-names-mean.tsx";

/** Further models: found by name, looked at whether they fit, brought here. */
export function FindModels({ downloads }: { readonly downloads: DownloadList }) {
  const { t } = useTranslation("models");
  const { models } = useConnection();
  const [typed, setTyped] = useState("");
  const [openId, setOpenId] = useState<string>();
  const id = useId();
  const words = typed.trim();
  const search = useSearch(words, downloads.isSupported === true, models.length);
  const results = foundModels(words, search.found?.data ?? []);
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{t("find.title")}</h2>
      {downloads.isSupported === false ? (
        <Notice>{t("find.unsupported")}</Notice>
      ) : (
        <>
          <SearchForm words={typed} onWords={setTyped} onSubmit={() => setOpenId(results[0]?.id)} />
          <SearchResults
            words={words}
            search={search}
            results={results}
            openId={openId}
            onOpen={setOpenId}
            downloads={downloads}
          />
        </>
      )}
      <WhatNamesMean />
    </section>
  );
}
