import { useEffect, useEffectEvent, useState } from "react";
import { ServerError } from "../api/server-error.ts";
import type { Watch } from "../api/watch.ts";
import { useConnection } from "./connection.tsx";
import { useIsVisible } from "./visibility.ts";

export interface WatchState {
  /** "waiting": for the server; "paused": nobody sees the page. */
  readonly state: "waiting" | "live" | "paused";
  /** Why it is waiting, where the server said so. */
  readonly error?: unknown;
}

const retryMs = 1500;

/**
 * Reads a stream of the server's as long as the page is open and seen, anew where it ended or broke off. The stream is
 * another one where `watch` is another function.
 */
export function useWatch<Event>(watch: Watch<Event> | undefined, onEvent: (event: Event) => void): WatchState {
  const { state: connection, check } = useConnection();
  const isVisible = useIsVisible();
  const [round, setRound] = useState(0);
  const [watched, setWatched] = useState<WatchState>({ state: "waiting" });
  const take = useEffectEvent(onEvent);
  const onBroken = useEffectEvent(check);
  const isConnected = connection === "connected";

  // biome-ignore lint/correctness/useExhaustiveDependencies: each round tries again
  useEffect(() => {
    if (!watch || !isVisible || !isConnected) {
      setWatched({ state: isVisible ? "waiting" : "paused" });
      return;
    }
    const leaving = new AbortController();
    const { signal } = leaving;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      let error: unknown;
      try {
        const events = await watch(signal);
        setWatched({ state: "live" });
        for await (const event of events) take(event);
      } catch (thrown) {
        error = thrown;
      }
      if (signal.aborted) return;
      const isAnswer = error instanceof ServerError && error.status >= 400;
      setWatched({ state: "waiting", ...(isAnswer && { error }) });
      if (!isAnswer) onBroken();
      timer = setTimeout(() => setRound((before) => before + 1), retryMs);
    };
    void read();
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [watch, isVisible, isConnected, round]);

  return watched;
}
