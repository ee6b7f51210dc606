import type { ModelFit } from "@qwents/protocol";
import { useCallback, useEffect, useState } from "react";
import { fitModel } from "../../../api/models.ts";

/** The hub is asked again, too. */
const measureMs = 60_000;

/** What the quantisations of a model take. Asked anew where what is here has changed. */
export function useFit(model: string, changes: number) {
  const [{ fit, error }, setAnswer] = useState<{ readonly fit?: ModelFit; readonly error?: unknown }>({});
  const [round, setRound] = useState(0);
  const [isMeasuring, setMeasuring] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew when asked to
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    fitModel(model, { signal }).then(
      (found) => setAnswer({ fit: found }),
      (thrown: unknown) => !signal.aborted && setAnswer({ error: thrown }),
    );
    return () => leaving.abort();
  }, [model, round, changes]);
  const again = useCallback(() => {
    setAnswer({});
    setRound((before) => before + 1);
  }, []);
  const measure = async () => {
    setMeasuring(true);
    try {
      setAnswer({ fit: await fitModel(model, { signal: AbortSignal.timeout(measureMs), measuresAgain: true }) });
    } catch (thrown) {
      setAnswer({ error: thrown });
    }
    setMeasuring(false);
  };
  return { fit, error, again, isMeasuring, measure };
}
