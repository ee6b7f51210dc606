import type { ModelSearch } from "@qwents/protocol";
import { useCallback, useEffect, useState } from "react";
import { searchModels } from "../../../api/models.ts";
import { useConnection } from "../../../app/connection.tsx";

export interface Search {
  /** Of the words before, while those of now are looked for. */
  readonly found: ModelSearch | undefined;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly again: () => void;
}

const pauseMs = 350;

/**
 * Looks for models by words, a moment after the last of them was typed.
 * @param changes another number where what is here has changed
 */
export function useSearch(words: string, isOn: boolean, changes: number): Search {
  const { times } = useConnection();
  const [round, setRound] = useState(0);
  const [{ found, error, isBusy }, setSearch] = useState<Omit<Search, "again">>({
    found: undefined,
    error: undefined,
    isBusy: true,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew when asked to, and when the server is back
  useEffect(() => {
    if (!isOn) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    setSearch((before) => ({ ...before, isBusy: true }));
    const search = async () => {
      try {
        const next = await searchModels(words, signal);
        setSearch({ found: next, error: undefined, isBusy: false });
      } catch (thrown) {
        if (!signal.aborted) setSearch((before) => ({ ...before, error: thrown, isBusy: false }));
      }
    };
    const timer = setTimeout(() => void search(), words === "" ? 0 : pauseMs);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [words, isOn, round, times, changes]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return { found, error, isBusy, again };
}
