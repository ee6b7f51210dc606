import { useCallback, useEffect, useRef, useState } from "react";
import { useConnection } from "../../../app/connection.tsx";
import { type Car, parkedCar } from "../car/car.ts";
import { converse } from "./converse.ts";
import type { Exchange } from "./exchange.ts";
import { standsAlone } from "./suggestions.ts";

export interface Cockpit {
  readonly car: Car;
  readonly exchanges: readonly Exchange[];
  readonly isRunning: boolean;
  readonly say: (text: string) => void;
  readonly stop: () => void;
  /** Says again what failed last. */
  readonly retry: () => void;
  /** Parks the car, and forgets what was said. */
  readonly reset: () => void;
  /** Ends a call by hand. */
  readonly hangUp: () => void;
}

/** So long a call is shown before it is carried out. */
const callPauseMs = 250;

/** The car and the talk with it. @param model whom to ask; undefined while nobody is there */
export function useCockpit(model: string | undefined): Cockpit {
  const { check } = useConnection();
  const [car, setCar] = useState(parkedCar);
  const [exchanges, setExchanges] = useState<readonly Exchange[]>([]);
  const running = useRef<AbortController>(undefined);
  const isRunning = exchanges.at(-1)?.state === "running";

  useEffect(() => () => running.current?.abort(), []);

  const ask = async (past: readonly Exchange[], said: string): Promise<void> => {
    if (model === undefined) return;
    const controller = new AbortController();
    running.current = controller;
    let exchange: Exchange = { id: (past.at(-1)?.id ?? 0) + 1, said, steps: [], state: "running" };
    setExchanges([...past, exchange]);
    const talk = {
      model,
      past: standsAlone(said) ? [] : past,
      exchange,
      car,
      signal: controller.signal,
      beforeCall: () => wait(callPauseMs),
    };
    try {
      for await (const progress of converse(talk)) {
        if (running.current !== controller) return;
        exchange = progress.exchange;
        setExchanges([...past, exchange]);
        setCar(progress.car);
      }
    } catch (error) {
      if (running.current !== controller) return;
      setExchanges([...past, { ...exchange, state: controller.signal.aborted ? "stopped" : "failed", error }]);
      if (!controller.signal.aborted) check();
    }
  };

  const stop = useCallback(() => running.current?.abort(), []);
  return {
    car,
    exchanges,
    isRunning,
    say: (text) => void ask(exchanges, text),
    stop,
    retry: () => void ask(exchanges.slice(0, -1), exchanges.at(-1)!.said),
    reset: () => {
      running.current?.abort();
      running.current = undefined;
      setExchanges([]);
      setCar(parkedCar);
    },
    hangUp: () => setCar((before) => ({ ...before, call: undefined })),
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
