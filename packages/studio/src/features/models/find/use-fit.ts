import type { ModelFit } from "@qwents/protocol";
import { useCallback, useEffect, useState } from "react";
import { fitModel } from "../../../api/models.ts";

/** What the quantisations of a model take. Asked anew where what is here has changed. */
export function useFit(model: string, changes: number) {
  const [{ fit, error }, setAnswer] = useState<{ readonly fit?: ModelFit; readonly error?: unknown }>({});
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew when asked to
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    fitModel(model, signal).then(
      (found) => setAnswer({ fit: found }),
      (thrown: unknown) => !signal.aborted && setAnswer({ error: thrown }),
    );
    return () => leaving.abort();
  }, [model, round, changes]);
  const again = useCallback(() => {
    setAnswer({});
    setRound((before) => before + 1);
  }, []);
  return { fit, error, again };
}
