import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "../../../ui/notice.tsx";
import type { DownloadList } from "../downloads/use-downloads.ts";
import styles from "../models-page.module.css";
import { SearchForm } from "./search-form.tsx";
import { SearchResults } from "./search-results.tsx";
import { WhatNamesMean } from "./what-names-mean.tsx";

/** Further models: found by name, looked at whether they fit, brought here. */
export function FindModels({ downloads }: { readonly downloads: DownloadList }) {
  const { t } = useTranslation("models");
  const [words, setWords] = useState("");
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{t("find.title")}</h2>
      {downloads.isSupported === false ? (
        <Notice>{t("find.unsupported")}</Notice>
      ) : (
        <>
          <SearchForm words={words} onWords={setWords} />
          <SearchResults words={words.trim()} downloads={downloads} />
        </>
      )}
      <WhatNamesMean />
    </section>
  );
}
