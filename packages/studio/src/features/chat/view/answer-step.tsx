import { Markdown } from "../../../ui/markdown/markdown.tsx";
import { Thought } from "../../../ui/thought.tsx";
import type { Conversation } from "../history/conversation.ts";
import type { AnswerMessage, AnswerStep } from "../history/records.ts";
import { keepChoice, keptChoice } from "../kept-choice.ts";
import { CallCard } from "./call-card.tsx";

interface AnswerStepProps {
  readonly step: AnswerStep;
  readonly isRunning: boolean;
  /** Where its calls wait for approval. */
  readonly waitingIn?: { readonly conversation: Conversation; readonly message: AnswerMessage };
}

/** Thought, text and calls of one request. */
export function AnswerStepView({ step, isRunning, waitingIn }: AnswerStepProps) {
  const { reasoning, reasoningMs, text, calls } = step;
  const isThinking = isRunning && text.trim() === "" && calls.length === 0;
  return (
    <>
      {reasoning !== "" && (
        <Thought
          text={reasoning}
          ms={reasoningMs}
          isRunning={isThinking}
          isOpenFirst={keptChoice("thoughts") === "open"}
          onToggle={(isOpen) => isThinking && keepChoice("thoughts", isOpen ? "open" : "folded")}
        />
      )}
      {text.trim() !== "" && <Markdown text={text} isGrowing={isRunning && calls.length === 0} />}
      {calls.map((call) => (
        <CallCard key={call.id} call={call} isRunning={isRunning} {...(waitingIn && { waitingIn })} />
      ))}
    </>
  );
}
