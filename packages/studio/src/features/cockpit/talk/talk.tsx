import { RotateCcw } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import { Composer } from "./composer.tsx";
import { ExchangeView } from "./exchange-view.tsx";
import { SuggestionList } from "./suggestion-list.tsx";
import styles from "./talk.module.css";
import type { Cockpit } from "./use-cockpit.ts";

interface TalkProps {
  readonly cockpit: Cockpit;
  /** Nobody is there to be asked. */
  readonly isDisabled: boolean;
}

/** What was said, and what to say next. */
export function Talk({ cockpit, isDisabled }: TalkProps) {
  const { t } = useTranslation("cockpit");
  const { exchanges, isRunning, say, stop, retry, reset } = cockpit;
  const log = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is added is scrolled to
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
    log.current?.scrollIntoView({ block: "nearest" });
  }, [exchanges]);
  return (
    <section className={styles.talk} aria-label={t("talk")}>
      <header className={styles.head}>
        <h1>{t("title")}</h1>
        {exchanges.length > 0 && (
          <Button look="quiet" className={styles.reset} onClick={reset}>
            <RotateCcw size={15} aria-hidden="true" />
            {t("reset")}
          </Button>
        )}
        <p className={styles.lead}>{t("lead")}</p>
      </header>
      {exchanges.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
        <div ref={log} className={styles.log} role="log" aria-label={t("said")} aria-busy={isRunning} tabIndex={0}>
          <ol>
            {exchanges.map((exchange, i) => (
              <ExchangeView
                key={exchange.id}
                exchange={exchange}
                onRetry={i === exchanges.length - 1 && !isDisabled ? retry : undefined}
              />
            ))}
          </ol>
        </div>
      )}
      <SuggestionList isCompact={exchanges.length > 0} isDisabled={isRunning || isDisabled} onSay={say} />
      <Composer isRunning={isRunning} isDisabled={isDisabled} onSay={say} onStop={stop} />
    </section>
  );
}
