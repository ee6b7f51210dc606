import type { Model } from "@qwents/protocol";
import { FramePacer } from "../../app/frame-pacer.ts";
import { Signal } from "../../app/signal.ts";
import { type Entry, type Kept, onKeptElsewhere, type Runs, readKept, withEntry, writeKept } from "./kept.ts";
import { type Place, places, replaced, type Setup, swapped, withSwappedSides } from "./setup.ts";
import { requestOf } from "./side-request.ts";
import { isUnderWay, queuedRun, runSide, type SideRun } from "./side-run.ts";

/** What a comparison needs of the page's connection, as last told. */
interface Host {
  /** Those that can be asked. */
  readonly models: readonly Model[];
  /** Looks at the server: after a request failed, or a model came. */
  readonly check: () => void;
}

const saveEveryMs = 1000;

/** The comparison that the page shows, and those before it. Runs go on while other pages are shown. */
export class Comparison {
  readonly changed: Signal = new Signal();
  host: Host = { models: [], check: () => {} };
  #view: Kept = readKept();
  #running: AbortController | undefined;
  #savedAt = 0;
  /** Answers grow by many pieces a frame. */
  readonly #pacer = new FramePacer(() => this.changed.emit());

  constructor() {
    onKeptElsewhere(({ entries }) => {
      this.#view = { ...this.#view, entries };
      this.changed.emit();
    });
    addEventListener("pagehide", () => writeKept(this.#view));
  }

  /** Another object whenever any of it changes. */
  get view(): Kept {
    return this.#view;
  }

  change(draft: Setup): void {
    this.#set({ draft });
  }

  run(asked: Setup): void {
    this.#set({ draft: asked, asked });
    void this.#run(asked, places);
  }

  /** Asks one side again for what both were asked, whatever was changed since: the other one's answer stays. */
  retry(place: Place): void {
    void this.#run(this.#view.asked, [place]);
  }

  stop(): void {
    this.#running?.abort();
  }

  swap(setup: Setup): void {
    const { asked, runs } = this.#view;
    this.#set({ draft: withSwappedSides(setup), asked: withSwappedSides(asked), runs: swapped(runs) });
  }

  /** Shows a past one. */
  show({ setup, runs }: Entry): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#set({ draft: setup, asked: setup, runs });
  }

  forget(): void {
    this.#set({ entries: [] });
  }

  async #run(asked: Setup, which: readonly Place[]): Promise<void> {
    this.#running?.abort();
    const controller = new AbortController();
    this.#running = controller;
    const [one, other] = places.map((place) => (which.includes(place) ? queuedRun : this.#view.runs[place]));
    this.#set({ runs: [one, other] });
    if (asked.isInTurn) for (const place of which) await this.#runSide(asked, place, controller);
    else await Promise.all(which.map((place) => this.#runSide(asked, place, controller)));
    if (this.#running === controller) this.#keep(asked);
  }

  async #runSide(asked: Setup, place: Place, controller: AbortController): Promise<void> {
    const { signal } = controller;
    const side = asked.sides[place];
    let known = queuedRun;
    const put = (run: SideRun) => {
      if (this.#running === controller) this.#grow(replaced(this.#view.runs, place, run));
    };
    try {
      signal.throwIfAborted();
      for await (const run of runSide(requestOf(asked, side), isLoaded(this.host.models, side.model), signal)) {
        if (known.phase === "loading" && run.phase === "reading") this.host.check();
        known = run;
        put(run);
      }
    } catch (error) {
      if (signal.aborted) return put({ ...known, phase: "stopped" });
      put({ ...known, phase: "failed", error });
      this.host.check();
    }
  }

  /** Puts what was made with the earlier ones, where both sides have an answer. */
  #keep(setup: Setup): void {
    this.#pacer.flush();
    const { runs, entries } = this.#view;
    const [one, other] = runs;
    const isWhole = hasAnswer(one) && hasAnswer(other);
    this.#set(isWhole ? { entries: withEntry(entries, { at: Date.now(), setup, runs: [one, other] }) } : {});
    this.host.check();
  }

  #grow(runs: Runs): void {
    this.#view = { ...this.#view, runs };
    this.#pacer.schedule();
    if (performance.now() - this.#savedAt > saveEveryMs) this.#save();
  }

  #set(changes: Partial<Kept>): void {
    this.#view = { ...this.#view, ...changes };
    this.#save();
    this.changed.emit();
  }

  #save(): void {
    this.#savedAt = performance.now();
    writeKept(this.#view);
  }
}

export function isRunning({ runs }: Kept): boolean {
  return runs.some(isUnderWay);
}

function isLoaded(models: readonly Model[], id: string): boolean {
  const status = models.find((model) => model.id === id)?.status;
  return status === undefined || status.value === "loaded";
}

function hasAnswer(run: SideRun | undefined): run is SideRun {
  return run !== undefined && (run.phase === "done" || (run.phase === "stopped" && run.content !== ""));
}
