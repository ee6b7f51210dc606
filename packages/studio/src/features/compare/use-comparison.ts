import type { Model } from "@qwents/protocol";
import { useEffect, useRef, useState } from "react";
import { useConnection } from "../../app/connection.tsx";
import { readyModel } from "../../app/ready-model.ts";
import { type Entry, readKept, withEntry, writeKept } from "./kept.ts";
import { type Pair, type Place, places, replaced, type Setup, swapped } from "./setup.ts";
import { requestOf } from "./side-request.ts";
import { isUnderWay, queuedRun, runSide, type SideRun } from "./side-run.ts";

type Runs = Pair<SideRun | undefined>;

export interface Comparison {
  readonly setup: Setup;
  readonly runs: Runs;
  readonly isRunning: boolean;
  /** Past ones, the latest first. */
  readonly entries: readonly Entry[];
  readonly change: (setup: Setup) => void;
  /** @param changed what is to be set before */
  readonly run: (changed?: Partial<Setup>) => void;
  /** Asks for one side again, the other one's answer stays. */
  readonly retry: (place: Place) => void;
  readonly stop: () => void;
  readonly swap: () => void;
  /** Shows a past one. */
  readonly show: (entry: Entry) => void;
  readonly forget: () => void;
}

/** The comparison that the page shows. @param models those that can be asked */
export function useComparison(models: readonly Model[]): Comparison {
  const { check } = useConnection();
  const [kept, setKept] = useState(readKept);
  const [runs, setRuns] = useState<Runs>([undefined, undefined]);
  const latest = useRef<Runs>(runs);
  const running = useRef<AbortController>(undefined);
  const { draft, entries } = kept;
  const setup = withModels(draft, models);

  useEffect(() => writeKept(kept), [kept]);
  useEffect(() => () => running.current?.abort(), []);

  const put = (next: Runs) => {
    latest.current = next;
    setRuns(next);
  };

  const runOne = async (asked: Setup, place: Place, controller: AbortController): Promise<void> => {
    const side = asked.sides[place];
    const set = (run: SideRun) => running.current === controller && put(replaced(latest.current, place, run));
    let known = queuedRun;
    try {
      controller.signal.throwIfAborted();
      for await (const run of runSide(requestOf(asked, side), isLoaded(models, side.model), controller.signal)) {
        if (known.phase === "loading" && run.phase === "reading") check();
        known = run;
        set(run);
      }
    } catch (error) {
      if (controller.signal.aborted) return void set({ ...known, phase: "stopped" });
      set({ ...known, phase: "failed", error });
      check();
    }
  };

  const runThese = async (asked: Setup, which: readonly Place[]): Promise<void> => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    put(places.map((place) => (which.includes(place) ? queuedRun : latest.current[place])) as unknown as Runs);
    if (asked.isInTurn) for (const place of which) await runOne(asked, place, controller);
    else await Promise.all(which.map((place) => runOne(asked, place, controller)));
    const [one, other] = latest.current;
    if (running.current !== controller || !hasAnswer(one) || !hasAnswer(other)) return;
    setKept((before) => ({ ...before, entries: withEntry(before.entries, entry(asked, one, other)) }));
    check();
  };

  const change = (draft: Setup) => setKept((before) => ({ ...before, draft }));
  return {
    setup,
    runs,
    isRunning: runs.some(isUnderWay),
    entries,
    change,
    run: (changed) => {
      const asked = { ...setup, ...changed };
      change(asked);
      void runThese(asked, places);
    },
    retry: (place) => void runThese(setup, [place]),
    stop: () => running.current?.abort(),
    swap: () => {
      change({ ...setup, sides: swapped(setup.sides) });
      put(swapped(latest.current));
    },
    show: (past) => {
      running.current?.abort();
      running.current = undefined;
      change(past.setup);
      put(past.runs);
    },
    forget: () => setKept((before) => ({ ...before, entries: [] })),
  };
}

/** Where a side names no model, or none that is there, whichever is ready. */
function withModels(setup: Setup, models: readonly Model[]): Setup {
  const ready = readyModel(models)?.id;
  if (ready === undefined) return setup;
  const [one, other] = setup.sides.map((side) =>
    models.some(({ id }) => id === side.model) ? side : { ...side, model: ready },
  );
  return { ...setup, sides: [one, other] };
}

function isLoaded(models: readonly Model[], id: string): boolean {
  const status = models.find((model) => model.id === id)?.status;
  return status === undefined || status.value === "loaded";
}

function hasAnswer(run: SideRun | undefined): run is SideRun {
  return run !== undefined && (run.phase === "done" || (run.phase === "stopped" && run.content !== ""));
}

function entry(setup: Setup, one: SideRun, other: SideRun): Entry {
  return { at: Date.now(), setup, runs: [one, other] };
}
