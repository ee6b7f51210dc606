import { Ban, Check, ChevronRight, CircleAlert, Hand, Wrench } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ServerButton } from "../../../app/server-button.tsx";
import type { Conversation } from "../history/conversation.ts";
import type { AnswerMessage, CallRecord } from "../history/records.ts";
import { useRoom } from "../room-context.ts";
import { pageTools } from "../tools/page-tools.ts";
import styles from "./call-card.module.css";

interface CallCardProps {
  readonly call: CallRecord;
  /** Whether its arguments may still be on their way. */
  readonly isRunning: boolean;
  readonly waitingIn?: { readonly conversation: Conversation; readonly message: AnswerMessage };
}

const icons = { waiting: Hand, approved: Wrench, done: Check, denied: Ban, failed: CircleAlert };

/** A call with its arguments and its result; one that waits, with what the person can say to it. */
export function CallCard({ call, isRunning, waitingIn }: CallCardProps) {
  const { t } = useTranslation("chat");
  const id = useId();
  const isWaiting = call.state === "waiting" && waitingIn !== undefined;
  const [isUnfolded, setUnfolded] = useState(false);
  const isOpen = isUnfolded || isWaiting;
  const Icon = icons[call.state];
  const tool = pageTools.find(({ name }) => name === call.name);
  const state = call.state === "waiting" && !isWaiting && !isRunning ? "left" : call.state;
  return (
    <div className={styles.card} data-state={state}>
      <button
        type="button"
        className={styles.head}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setUnfolded(!isOpen)}
      >
        <Icon size={15} aria-hidden="true" className={styles.icon} />
        <span className={styles.name}>{tool ? t(`tools.${tool.name}.name`) : call.name}</span>
        <span className={styles.state}>{t(`call.${state}`)}</span>
        <ChevronRight size={15} aria-hidden="true" className={styles.arrow} />
      </button>
      <div id={id} hidden={!isOpen} className={styles.details}>
        <Data label={t("call.arguments")} text={call.arguments} />
        {call.result !== undefined && <Data label={t("call.result")} text={call.result} />}
      </div>
      {isWaiting && <Decision call={call} {...waitingIn} />}
    </div>
  );
}

function Decision({
  call,
  conversation,
  message,
}: NonNullable<CallCardProps["waitingIn"]> & Pick<CallCardProps, "call">) {
  const { t } = useTranslation("chat");
  const { answers } = useRoom();
  const decide = (isAllowed: boolean) => answers.decide(conversation, message, call.id, isAllowed);
  const always = () => {
    const { allowed } = conversation.view.chat.settings;
    conversation.change({ allowed: [...allowed, call.name] });
    decide(true);
  };
  return (
    <div className={styles.decision}>
      <p>{t("call.ask")}</p>
      <div className={styles.buttons}>
        <ServerButton onClick={() => decide(false)}>{t("call.deny")}</ServerButton>
        <ServerButton onClick={always}>{t("call.always")}</ServerButton>
        <ServerButton look="primary" onClick={() => decide(true)}>
          {t("call.allow")}
        </ServerButton>
      </div>
    </div>
  );
}

function Data({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div>
      <p className={styles.label}>{label}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
      <pre className={styles.data} tabIndex={0}>
        {indented(text)}
      </pre>
    </div>
  );
}

/** JSON over several lines; as it is while it is on its way. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
