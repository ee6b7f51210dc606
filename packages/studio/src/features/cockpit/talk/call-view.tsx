import { Check, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { classNames } from "../../../ui/class-names.ts";
import { argumentsOf } from "../car/run-call.ts";
import type { DoneCall } from "./exchange.ts";
import styles from "./talk.module.css";

/** A call as it was made, and what came of it. */
export function CallView({ call, result, fault }: DoneCall) {
  const { t } = useTranslation("cockpit");
  const hasFailed = fault !== undefined;
  const Icon = hasFailed ? TriangleAlert : Check;
  return (
    <li className={classNames(styles.call, hasFailed && styles.failed)}>
      <code>
        <b>{call.function.name}</b> {shownArguments(call.function)}
      </code>
      <span className={styles.result}>
        <Icon size={14} aria-label={hasFailed ? t("call.failed") : t("call.done")} />
        {/* Reasons are written for the model, in English. */}
        <code lang={hasFailed ? "en" : undefined}>{fault ?? shownPairs(result)}</code>
      </span>
    </li>
  );
}

/** As they came, where they are no JSON. */
function shownArguments(call: DoneCall["call"]["function"]): string {
  try {
    return shownPairs(argumentsOf(call));
  } catch {
    return call.arguments;
  }
}

function shownPairs(values: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(values).map(([name, value]) => `${name}: ${shownValue(value)}`);
  return pairs.join(", ");
}

function shownValue(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
