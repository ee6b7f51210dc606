import { useTranslation } from "react-i18next";
import { useNumbers } from "../../app/numbers.ts";
import { classNames } from "../../ui/class-names.ts";
import type { Choice } from "./choice.ts";
import styles from "./kind-bar.module.css";
import type { StepView } from "./step-view.ts";
import { totalsByKind } from "./summary.ts";

interface KindBarProps {
  readonly view: StepView;
  readonly choice: Choice | undefined;
  readonly onChoose: (choice: Choice) => void;
}

/** The whole step, divided by kind of work; its legend is what all colours of the page mean. */
export function KindBar({ view, choice, onChoose }: KindBarProps) {
  const { t } = useTranslation("glass");
  const { percent } = useNumbers();
  const totals = totalsByKind(view);
  const chosen = choice?.type === "kind" ? choice.kind : undefined;
  return (
    <div className={styles.kinds}>
      <div className={styles.bar} aria-hidden="true">
        {totals.map(({ kind, share }) => (
          <span
            key={kind}
            className={classNames(chosen !== undefined && chosen !== kind && styles.dim)}
            style={{ background: `var(--kind-${kind})`, flexGrow: share }}
          />
        ))}
      </div>
      <ul className={styles.legend}>
        {totals.map(({ kind, share }) => (
          <li key={kind}>
            <button
              type="button"
              className={styles.kind}
              aria-pressed={chosen === kind}
              onClick={() => onChoose({ type: "kind", kind })}
              onFocus={() => onChoose({ type: "kind", kind })}
              onPointerEnter={() => onChoose({ type: "kind", kind })}
            >
              <i style={{ background: `var(--kind-${kind})` }} aria-hidden="true" />
              {t(`kind.${kind}.name`)}
              <span className={styles.share}>{percent(share)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
