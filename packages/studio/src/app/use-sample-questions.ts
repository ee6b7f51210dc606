import { useCallback, useEffect, useRef, useState } from "react";
import { streamChat } from "../api/chat.ts";
import { useConnection } from "./connection.tsx";

/** Half a context, at most. */
const mostTokens = 1500;
/** From the first token on: on slow models too, nobody waits for all of them. */
const watchedMs = 6000;

export interface SampleQuestions {
  readonly isAsking: boolean;
  /** Of all answers, so far. */
  readonly numTokens: number;
  readonly error?: unknown;
  readonly ask: () => void;
  readonly stop: () => void;
}

interface Progress {
  readonly isAsking: boolean;
  readonly numTokens: number;
  readonly error?: unknown;
}

/** Gives a model something to do, so that there is something to watch: all questions at once, for a few seconds. */
export function useSampleQuestions(model: string | undefined, questions: readonly string[]): SampleQuestions {
  const { models, check } = useConnection();
  const [progress, setProgress] = useState<Progress>({ isAsking: false, numTokens: 0 });
  const leaving = useRef<AbortController>(undefined);
  const stop = useCallback(() => leaving.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const ask = async () => {
    stop();
    const now = new AbortController();
    leaving.current = now;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const count = () => {
      timer ??= setTimeout(() => now.abort(), watchedMs);
      setProgress(({ numTokens }) => ({ isAsking: true, numTokens: numTokens + 1 }));
    };
    setProgress({ isAsking: true, numTokens: 0 });
    const context = models.find(({ id }) => id === model)?.context_length ?? 2 * mostTokens;
    const maxTokens = Math.min(mostTokens, Math.floor(context / 2));
    let error: unknown;
    try {
      await Promise.all(
        questions.map((question) =>
          answer({ model: model ?? "default", content: question, maxTokens }, now.signal, count),
        ),
      );
    } catch (thrown) {
      if (!now.signal.aborted) error = thrown;
      now.abort();
    }
    clearTimeout(timer);
    if (leaving.current === now) setProgress((before) => ({ ...before, isAsking: false, error }));
    check();
  };
  return { ...progress, ask: () => void ask(), stop };
}

interface Question {
  readonly model: string;
  readonly content: string;
  readonly maxTokens: number;
}

async function answer(question: Question, signal: AbortSignal, onToken: () => void): Promise<void> {
  const { model, content, maxTokens } = question;
  // What it says does not matter here, only that it takes a while.
  const request = { model, messages: [{ role: "user" as const, content }], max_tokens: maxTokens, ignore_eos: true };
  for await (const { choices } of streamChat(request, { signal })) if (choices.length > 0) onToken();
}
