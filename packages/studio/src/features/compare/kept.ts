import {
  efforts,
  emptySetup,
  numberNames,
  type Pair,
  plainSide,
  type Setup,
  type Side,
  thinkingChoices,
} from "./setup.ts";
import { type Figures, queuedRun, type SideRun } from "./side-run.ts";

const storageKey = "qwents.compare";
const maxEntries = 8;
/** Of an answer, and of its thinking, in characters: the browser's store is small. */
const maxText = 200_000;
const maxEntryText = 12_000;

export type Runs = Pair<SideRun | undefined>;

/** A comparison that was made. */
export interface Entry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly setup: Setup;
  readonly runs: Pair<SideRun>;
}

export interface Kept {
  /** What stood on the page last. */
  readonly draft: Setup;
  /** What the runs were made from; the draft may have changed since. */
  readonly asked: Setup;
  readonly runs: Runs;
  /** Past ones, the latest first. */
  readonly entries: readonly Entry[];
}

/** What this browser kept. What is not as it should be, of another version perhaps, is left out. */
export function readKept(): Kept {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "null");
    const [runs, entries] = [field(value, "runs"), field(value, "entries")];
    return {
      draft: setupOf(field(value, "draft")),
      // What an earlier version kept has the draft alone.
      asked: setupOf(field(value, "asked") ?? field(value, "draft")),
      runs: Array.isArray(runs) ? [shownRunOf(runs[0]), shownRunOf(runs[1])] : noRuns,
      entries: Array.isArray(entries) ? entries.slice(0, maxEntries).flatMap(entryOf) : [],
    };
  } catch {
    return { draft: emptySetup(), asked: emptySetup(), runs: noRuns, entries: [] };
  }
}

export function writeKept({ draft, asked, runs: [one, other], entries }: Kept): void {
  try {
    const runs = [one && shortened(one, maxText), other && shortened(other, maxText)];
    localStorage.setItem(storageKey, JSON.stringify({ draft, asked, runs, entries }));
  } catch {
    // A browser that keeps nothing, or no more: the page goes on without.
  }
}

/** Calls with what another tab keeps, whenever it does. */
export function onKeptElsewhere(listen: (kept: Kept) => void): void {
  addEventListener("storage", ({ key }) => {
    if (key === storageKey) listen(readKept());
  });
}

/** The entries with one more; the oldest goes. */
export function withEntry(entries: readonly Entry[], { at, setup, runs: [one, other] }: Entry): readonly Entry[] {
  return [
    { at, setup, runs: [shortened(one, maxEntryText), shortened(other, maxEntryText)] as const },
    ...entries,
  ].slice(0, maxEntries);
}

function shortened({ error: _, ...run }: SideRun, length: number): SideRun {
  const short = (text: string) => (text.length <= length ? text : `${text.slice(0, length)}…`);
  return { ...run, content: short(run.content), reasoning: short(run.reasoning) };
}

const noRuns: Runs = [undefined, undefined];

function shownRunOf(value: unknown): SideRun | undefined {
  return value === null || value === undefined ? undefined : runOf(value);
}

function entryOf(value: unknown): Entry[] {
  const [at, runs] = [field(value, "at"), field(value, "runs")];
  if (typeof at !== "number" || !Array.isArray(runs) || runs.length !== 2) return [];
  return [{ at, setup: setupOf(field(value, "setup")), runs: [runOf(runs[0]), runOf(runs[1])] }];
}

function setupOf(value: unknown): Setup {
  const sides = field(value, "sides");
  const [one, other] = Array.isArray(sides) ? sides : [];
  const seed = field(value, "seed");
  return {
    prompt: text(field(value, "prompt")),
    system: text(field(value, "system")),
    seed: Number.isSafeInteger(seed) ? (seed as number) : emptySetup().seed,
    isInTurn: field(value, "isInTurn") === true,
    sides: [sideOf(one), sideOf(other)],
  };
}

function sideOf(value: unknown): Side {
  const numbers = field(value, "numbers");
  const kept = numberNames.filter((name) => typeof field(numbers, name) === "string");
  return {
    model: text(field(value, "model")),
    numbers: { ...plainSide.numbers, ...Object.fromEntries(kept.map((name) => [name, field(numbers, name)])) },
    thinking: oneOf(thinkingChoices, field(value, "thinking")),
    effort: oneOf(efforts, field(value, "effort")),
  };
}

function runOf(value: unknown): SideRun {
  const [finishReason, figures, thinkingMs] = (["finishReason", "figures", "thinkingMs"] as const).map((name) =>
    field(value, name),
  );
  return {
    ...queuedRun,
    phase: oneOf(["stopped", "done", "failed"] as const, field(value, "phase")),
    content: text(field(value, "content")),
    reasoning: text(field(value, "reasoning")),
    ...(Number.isFinite(thinkingMs) && { thinkingMs: thinkingMs as number }),
    finishReason: typeof finishReason === "string" ? finishReason : null,
    figures: figuresOf(figures),
  };
}

function figuresOf(value: unknown): Figures {
  const names = ["tokensPerSecond", "firstTokenMs", "tokens", "cachedShare"] as const;
  const known = names.filter((name) => Number.isFinite(field(value, name)));
  return { tokens: 0, ...Object.fromEntries(known.map((name) => [name, field(value, name)])) };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The first where it is none of them. */
function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value {
  return values.find((one) => one === value) ?? values[0];
}
