import type { ModelSearchResult } from "@qwents/protocol";
import { ChevronDown } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { classNames } from "../../../ui/class-names.ts";
import type { DownloadList } from "../downloads/use-downloads.ts";
import { factsOfName } from "../model-name.ts";
import styles from "./find.module.css";
import { FitView } from "./fit-view.tsx";
import { beginnings } from "./found-models.ts";

interface ResultCardProps {
  readonly result: ModelSearchResult;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly downloads: DownloadList;
}

/** A model or a repository that was found; opened, what of it fits here. */
export function ResultCard({ result, isOpen, onToggle, downloads }: ResultCardProps) {
  const { t, i18n } = useTranslation("models");
  const { id, is_here: isHere, is_gated: isGated, downloads: numDownloads, repository, source } = result;
  const panelId = useId();
  const { billions, kind } = factsOfName(id);
  const number = new Intl.NumberFormat(i18n.language, { notation: "compact", maximumSignificantDigits: 3 });
  const word = beginnings[id as keyof typeof beginnings];
  const facts = [
    billions !== undefined && t("find.billions", { count: billions, number: number.format(billions) }),
    kind !== "chat" && t(`find.kind.${kind}`),
    source === "short_name" && word === undefined && repository,
    numDownloads !== undefined && t("find.downloads", { count: numDownloads, number: number.format(numDownloads) }),
  ].filter((fact) => typeof fact === "string");
  return (
    <li className={classNames(styles.result, isOpen && styles.open)}>
      <button type="button" className={styles.head} aria-expanded={isOpen} aria-controls={panelId} onClick={onToggle}>
        <span className={styles.about}>
          <span className={styles.name}>{id}</span>
          {word !== undefined && <span className={styles.word}>{t(`find.word.${word}`)}</span>}
          {facts.length > 0 && <span className={styles.facts}>{facts.join(" · ")}</span>}
        </span>
        {isHere && <span className={styles.badge}>{t("find.here")}</span>}
        {isGated && <span className={classNames(styles.badge, styles.gated)}>{t("find.gated")}</span>}
        <ChevronDown size={18} aria-hidden="true" className={styles.chevron} />
      </button>
      <div id={panelId} className={styles.panel} hidden={!isOpen}>
        {isOpen && <FitView model={id} downloads={downloads} />}
      </div>
    </li>
  );
}
