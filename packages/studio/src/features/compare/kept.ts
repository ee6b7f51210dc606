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
/** Of an answer, and of its thinking: the browser's store is small. */
const maxText = 12_000;

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
  /** The latest first. */
  readonly entries: readonly Entry[];
}

/** What this browser kept. What is not as it should be, of another version perhaps, is left out. */
export function readKept(): Kept {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "null");
    const entries = field(value, "entries");
    return {
      draft: setupOf(field(value, "draft")),
      entries: Array.isArray(entries) ? entries.slice(0, maxEntries).flatMap(entryOf) : [],
    };
  } catch {
    return { draft: emptySetup(), entries: [] };
  }
}

export function writeKept(kept: Kept): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing, or no more: the page goes on without.
  }
}

/** The entries with one more; the oldest goes. */
export function withEntry(entries: readonly Entry[], { at, setup, runs: [one, other] }: Entry): readonly Entry[] {
  return [{ at, setup, runs: [shortened(one), shortened(other)] as const }, ...entries].slice(0, maxEntries);
}

function shortened({ error: _, ...run }: SideRun): SideRun {
  return { ...run, content: run.content.slice(0, maxText), reasoning: run.reasoning.slice(0, maxText) };
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
  const [finishReason, figures] = [field(value, "finishReason"), field(value, "figures")];
  return {
    ...queuedRun,
    phase: oneOf(["stopped", "done", "failed"] as const, field(value, "phase")),
    content: text(field(value, "content")),
    reasoning: text(field(value, "reasoning")),
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
