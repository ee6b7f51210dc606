import type { Model } from "@qwents/protocol";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ServerError } from "../api/server-error.ts";
import { getHealth, listModels } from "../api/server-state.ts";

export interface Connection {
  /** "locked": the server asks for a key, and has none or a wrong one from here. */
  readonly state: "connecting" | "connected" | "gone" | "locked";
  /** What the server runs; kept while it is gone. */
  readonly models: readonly Model[];
  /** How often it was reached after it was not: an effect that depends on it runs again when the server is back. */
  readonly times: number;
  /** Looks now: after a request failed, a key was entered, or a model came or went. */
  readonly check: () => void;
}

const ConnectionContext = createContext<Connection | undefined>(undefined);

export function useConnection(): Connection {
  const connection = use(ConnectionContext);
  if (connection === undefined) throw new Error("useConnection is for what stands inside a ConnectionProvider.");
  return connection;
}

const aliveMs = 10_000;
/** While something is about to change: the server is gone, or a model loads. */
const soonMs = 1500;
const patienceMs = 8000;

type Found = Omit<Connection, "check">;

/** Watches the server: now and then while it is there, often while it is gone, not at all while nobody sees the page. */
export function ConnectionProvider({ children }: { readonly children: ReactNode }) {
  const [found, setFound] = useState<Found>({ state: "connecting", models: [], times: 0 });
  const [round, setRound] = useState(0);
  const isBusy = useRef(false);
  const check = useCallback(() => setRound((before) => before + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each round looks again
  useEffect(() => {
    if (isBusy.current) return;
    isBusy.current = true;
    void look().then((next) => {
      isBusy.current = false;
      setFound((before) => merged(before, next));
    });
  }, [round]);

  const isSettled = found.state === "connected" && found.models.every(({ status }) => status?.value !== "loading");
  useEffect(() => {
    const next = () => document.visibilityState === "visible" && check();
    const timer = setInterval(next, isSettled ? aliveMs : soonMs);
    document.addEventListener("visibilitychange", next);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", next);
    };
  }, [isSettled, check]);

  const connection = useMemo(() => ({ ...found, check }), [found, check]);
  return <ConnectionContext value={connection}>{children}</ConnectionContext>;
}

type Look = { readonly state: "gone" | "locked" } | { readonly state: "connected"; readonly models: readonly Model[] };

async function look(): Promise<Look> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    await getHealth(signal);
    return { state: "connected", models: await listModels(signal) };
  } catch (error) {
    return { state: error instanceof ServerError && error.status === 401 ? "locked" : "gone" };
  }
}

function merged(before: Found, next: Look): Found {
  if (next.state !== "connected") return before.state === next.state ? before : { ...before, state: next.state };
  const isSame = JSON.stringify(next.models) === JSON.stringify(before.models);
  if (before.state === "connected" && isSame) return before;
  const times = before.state === "connected" ? before.times : before.times + 1;
  return { state: "connected", models: isSame ? before.models : next.models, times };
}
