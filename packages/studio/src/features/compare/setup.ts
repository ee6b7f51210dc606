import type { Model } from "@qwents/protocol";
import { readyModel } from "../../app/ready-model.ts";

/** What can be set as a number. Empty is the model's own value. */
export const numberRanges = {
  thinkingBudget: { min: 0, max: 100_000, isWhole: true },
  temperature: { min: 0, max: 2, isWhole: false },
  topP: { min: 0, max: 1, isWhole: false },
  topK: { min: 0, max: 1_000_000, isWhole: true },
  minP: { min: 0, max: 1, isWhole: false },
  repetitionPenalty: { min: 0.01, max: 100, isWhole: false },
  presencePenalty: { min: -2, max: 2, isWhole: false },
  maxTokens: { min: 1, max: 100_000, isWhole: true },
} as const;

export type NumberName = keyof typeof numberRanges;

export const numberNames = Object.keys(numberRanges) as readonly NumberName[];

export const thinkingChoices = ["own", "on", "off"] as const;
export const efforts = ["own", "low", "medium", "high"] as const;

/** One of the two that are compared. */
export interface Side {
  /** Its id; empty: whichever is ready. */
  readonly model: string;
  /** As they were typed. */
  readonly numbers: Readonly<Record<NumberName, string>>;
  readonly thinking: (typeof thinkingChoices)[number];
  readonly effort: (typeof efforts)[number];
}

export type Pair<Value> = readonly [Value, Value];

export type Place = 0 | 1;

export const places: Pair<Place> = [0, 1];

export const letters: Pair<"A" | "B"> = ["A", "B"];

/** All that a comparison is made from. */
export interface Setup {
  readonly prompt: string;
  readonly system: string;
  readonly seed: number;
  /** One after the other, so that neither takes time from the other. */
  readonly isInTurn: boolean;
  readonly sides: Pair<Side>;
}

const plainNumbers = {
  ...(Object.fromEntries(numberNames.map((name) => [name, ""])) as Side["numbers"]),
  maxTokens: "400",
};

export const plainSide: Side = { model: "", numbers: plainNumbers, thinking: "own", effort: "own" };

export function emptySetup(): Setup {
  return { prompt: "", system: "", seed: newSeed(), isInTurn: false, sides: [plainSide, plainSide] };
}

/** Short enough to be read out. */
export function newSeed(): number {
  return 1 + Math.floor(Math.random() * 9999);
}

/** The number that was typed; undefined where nothing was, NaN where it is none or out of range. */
export function numberOf(name: NumberName, text: string): number | undefined {
  if (text.trim() === "") return undefined;
  const { min, max, isWhole } = numberRanges[name];
  // "2.000" and "2,000" may be thousands: as a fraction, they would be a tiny number.
  if (isWhole && !/^[+-]?\d+$/.test(text.trim())) return Number.NaN;
  const value = Number(text.trim().replace(",", "."));
  return value >= min && value <= max ? value : Number.NaN;
}

/** Where a side names no model, or none that is there, whichever is ready. */
export function withModels(setup: Setup, models: readonly Model[]): Setup {
  const ready = readyModel(models)?.id;
  if (ready === undefined) return setup;
  const [one, other] = setup.sides.map((side) =>
    models.some(({ id }) => id === side.model) ? side : { ...side, model: ready },
  );
  return { ...setup, sides: [one, other] };
}

export function isValid({ numbers }: Side): boolean {
  return numberNames.every((name) => !Number.isNaN(numberOf(name, numbers[name])));
}

/** Whether both sides ask for the same. */
export function areAlike([one, other]: Pair<Side>): boolean {
  return (
    one.model === other.model &&
    one.thinking === other.thinking &&
    one.effort === other.effort &&
    numberNames.every((name) => numberOf(name, one.numbers[name]) === numberOf(name, other.numbers[name]))
  );
}

export function replaced<Value>(pair: Pair<Value>, place: Place, value: Value): Pair<Value> {
  return place === 0 ? [value, pair[1]] : [pair[0], value];
}

export function swapped<Value>([one, other]: Pair<Value>): Pair<Value> {
  return [other, one];
}

export function withSwappedSides(setup: Setup): Setup {
  return { ...setup, sides: swapped(setup.sides) };
}
