import { bytes, choice, type Expression, empty, literal, never, optional, repeat, sequence } from "../expression.ts";
import { digit } from "./json-text.ts";

/** Bounds of a number; what is left out is unbounded. */
export interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly isMinExclusive?: boolean;
  readonly isMaxExclusive?: boolean;
}

/** A decimal, not below zero. */
interface Decimal {
  readonly whole: string;
  /** Without zeros at its end. */
  readonly fraction: string;
}

interface Limit extends Decimal {
  readonly isExclusive: boolean;
}

const maxWholeDigits = 20;
const maxFractionDigits = 20;
const tooLarge = 10 ** maxWholeDigits;
const zero: Limit = { whole: "0", fraction: "", isExclusive: false };
const largest: Limit = { whole: "9".repeat(maxWholeDigits), fraction: "", isExclusive: false };

/** Numbers within bounds, without exponents. */
export function numberWithin(bounds: Bounds, isInteger: boolean): Expression {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = bounds;
  const { isMinExclusive = false, isMaxExclusive = false } = bounds;
  const ways: Expression[] = [];
  if (min >= tooLarge || max <= -tooLarge) return never;
  if (max > 0 || (max === 0 && !isMaxExclusive)) {
    ways.push(positive(limit(min, isMinExclusive, zero), limit(max, isMaxExclusive, largest), isInteger));
  }
  if (min < 0) {
    const smallest =
      max < 0 ? limit(-max, isMaxExclusive, zero) : { ...zero, isExclusive: max === 0 && isMaxExclusive };
    ways.push(sequence(literal("-"), positive(smallest, limit(-min, isMinExclusive, largest), isInteger)));
  }
  return choice(...ways);
}

function limit(value: number, isExclusive: boolean, otherwise: Limit): Limit {
  if (value < 0 || value >= tooLarge) return otherwise;
  return { ...decimalOf(value), isExclusive };
}

/** The shortest decimal that reads as this number. */
function decimalOf(value: number): Decimal {
  const [mantissa, exponent = "0"] = String(value).split("e");
  const [whole, fraction = ""] = mantissa.split(".");
  const shift = -Number(exponent);
  const padded = whole.padStart(shift + 1, "0");
  const digits = shift > 0 ? padded.slice(-shift) + fraction : fraction;
  return {
    whole: shift > 0 ? padded.slice(0, -shift).replace(/^0+(?=\d)/, "") : whole,
    fraction: digits.slice(0, maxFractionDigits).replace(/0+$/, ""),
  };
}

function positive(min: Limit, max: Limit, isInteger: boolean): Expression {
  if (isInteger) return wholeBetween(roundedUp(min), roundedDown(max));
  if (BigInt(min.whole) > BigInt(max.whole)) return never;
  if (min.whole === max.whole) return sequence(literal(min.whole), fractionBetween(min, max));
  const between = wholeBetween(BigInt(min.whole) + 1n, BigInt(max.whole) - 1n);
  return choice(
    sequence(literal(min.whole), dotted(atLeast(min.fraction, min.isExclusive), isWholeIn(min))),
    sequence(between, optional(sequence(literal("."), repeat(digit, 1, maxFractionDigits)))),
    sequence(
      literal(max.whole),
      dotted(atMost(max.fraction, max.isExclusive), !max.isExclusive || max.fraction !== ""),
    ),
  );
}

function isWholeIn({ fraction, isExclusive }: Limit): boolean {
  return fraction === "" && !isExclusive;
}

function dotted(fraction: Expression, mayBeWhole: boolean): Expression {
  const withFraction = sequence(literal("."), fraction);
  return mayBeWhole ? optional(withFraction) : withFraction;
}

function fractionBetween(min: Limit, max: Limit): Expression {
  const length = Math.max(min.fraction.length, max.fraction.length);
  const [low, high] = [min.fraction.padEnd(length, "0"), max.fraction.padEnd(length, "0")];
  if (low > high || (low === high && (min.isExclusive || max.isExclusive))) return never;
  return dotted(between(low, high, min.isExclusive, max.isExclusive), isWholeIn(min));
}

const anyDigits = repeat(digit, 0, maxFractionDigits);
const zeros = repeat(literal("0"), 0, maxFractionDigits);
const aboveZero = sequence(zeros, digits(1, 9), anyDigits);

/** Digits behind the point, at least one, from `low` to `high`, which are as long as each other. */
function between(low: string, high: string, isLowExclusive: boolean, isHighExclusive: boolean): Expression {
  if (low === high) return low === "" ? sequence(literal("0"), zeros) : sequence(literal(low), zeros);
  const [from, to] = [Number(low[0]), Number(high[0])];
  if (from === to) {
    return sequence(literal(low[0]), rest(low.slice(1), high.slice(1), isLowExclusive, isHighExclusive));
  }
  return choice(
    sequence(literal(low[0]), lowRest(low.slice(1), isLowExclusive)),
    sequence(digits(from + 1, to - 1), anyDigits),
    sequence(literal(high[0]), highRest(high.slice(1), isHighExclusive)),
  );
}

function rest(low: string, high: string, isLowExclusive: boolean, isHighExclusive: boolean): Expression {
  const further = between(low, high, isLowExclusive, isHighExclusive);
  return /^0*$/.test(low) && !isLowExclusive ? choice(empty, further) : further;
}

/** At least one digit. */
function atLeast(low: string, isExclusive: boolean): Expression {
  if (low === "") return isExclusive ? aboveZero : repeat(digit, 1, maxFractionDigits);
  const first = Number(low[0]);
  return choice(
    sequence(literal(low[0]), lowRest(low.slice(1), isExclusive)),
    sequence(digits(first + 1, 9), anyDigits),
  );
}

function lowRest(low: string, isExclusive: boolean): Expression {
  if (/^0*$/.test(low) && !isExclusive) return anyDigits;
  return atLeast(low, isExclusive);
}

/** At least one digit. */
function atMost(high: string, isExclusive: boolean): Expression {
  if (high === "") return isExclusive ? never : sequence(literal("0"), zeros);
  const first = Number(high[0]);
  return choice(
    sequence(digits(0, first - 1), anyDigits),
    sequence(literal(high[0]), highRest(high.slice(1), isExclusive)),
  );
}

function highRest(high: string, isExclusive: boolean): Expression {
  if (/^0*$/.test(high)) return isExclusive ? never : zeros;
  return choice(empty, atMost(high, isExclusive));
}

function digits(first: number, last: number): Expression {
  return first > last ? never : bytes([0x30 + first, 0x30 + last]);
}

function roundedUp({ whole, fraction, isExclusive }: Limit): bigint {
  return BigInt(whole) + (fraction !== "" || isExclusive ? 1n : 0n);
}

function roundedDown({ whole, fraction, isExclusive }: Limit): bigint {
  return BigInt(whole) - (fraction === "" && isExclusive ? 1n : 0n);
}

/** Whole numbers, without zeros before them. */
function wholeBetween(min: bigint, max: bigint): Expression {
  if (min > max) return never;
  const ways: Expression[] = [];
  for (let length = String(min).length; length <= String(max).length; length++) {
    const first = 10n ** BigInt(length - 1);
    const low = length === String(min).length ? min : first;
    const high = length === String(max).length ? max : first * 10n - 1n;
    ways.push(sameLength(String(low), String(high)));
  }
  return choice(...ways);
}

function sameLength(low: string, high: string): Expression {
  const length = low.length;
  if (/^0*$/.test(low) && /^9*$/.test(high)) return repeat(digit, length, length);
  const [from, to] = [Number(low[0]), Number(high[0])];
  if (from === to) return sequence(literal(low[0]), sameLength(low.slice(1), high.slice(1)));
  const further = length - 1;
  return choice(
    sequence(literal(low[0]), sameLength(low.slice(1), "9".repeat(further))),
    sequence(digits(from + 1, to - 1), repeat(digit, further, further)),
    sequence(literal(high[0]), sameLength("0".repeat(further), high.slice(1))),
  );
}
