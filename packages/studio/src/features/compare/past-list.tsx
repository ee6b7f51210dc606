import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { useToast } from "../../ui/toasts.tsx";
import type { Entry } from "./kept.ts";
import styles from "./past-list.module.css";

interface PastListProps {
  readonly entries: readonly Entry[];
  readonly onShow: (entry: Entry) => void;
  readonly onForget: () => void;
}

/** The last comparisons, to look at again. */
export function PastList({ entries, onShow, onForget }: PastListProps) {
  const { t, i18n } = useTranslation("compare");
  const toast = useToast();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: "short", timeStyle: "short" });
  if (entries.length === 0) return null;
  return (
    <section className={styles.past} aria-labelledby="past-comparisons">
      <header className={styles.head}>
        <div>
          <h2 id="past-comparisons">{t("past.name")}</h2>
          <p>{t("past.hint")}</p>
        </div>
        <Button
          look="quiet"
          onClick={() => {
            onForget();
            toast(t("past.forgotten"));
          }}
        >
          {t("past.forget")}
        </Button>
      </header>
      <ul className={styles.list}>
        {entries.map((entry) => (
          <li key={entry.at}>
            <button type="button" className={styles.entry} onClick={() => onShow(entry)}>
              <span className={styles.prompt}>{entry.setup.prompt}</span>
              <span className={styles.about}>
                {aboutOf(
                  entry,
                  t("past.versus", { one: entry.setup.sides[0].model, other: entry.setup.sides[1].model }),
                )}{" "}
                · <time dateTime={new Date(entry.at).toISOString()}>{when.format(entry.at)}</time>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function aboutOf({ setup: { sides } }: Entry, both: string): string {
  return sides[0].model === sides[1].model ? sides[0].model : both;
}
