import { QwenError } from "../errors.ts";
import { shown } from "../files/quoted.ts";

/** config.json as it stands, or what GGUF metadata translates to: the hub's snake_case names, nothing checked yet. */
export type RawConfig = Readonly<Record<string, unknown>>;

const bad = (key: string, expected: string, value: unknown): QwenError =>
  new QwenError(
    "model/bad-config",
    `the model's configuration says ${key} = ${shown(value)}; expected ${expected}. Is this the right file for the model?`,
    { details: { key, expected } },
  );

/** A positive integer up to `most`; `fallback` when the key is absent or null. @throws QwenError `model/bad-config` */
export function positiveInteger(raw: RawConfig, key: string, fallback?: number, most = 0x7fffffff): number {
  const value = raw[key] ?? fallback;
  if (typeof value !== "number" || !Number.isInteger(value) || value <= 0 || value > most) {
    throw bad(key, `a whole number from 1 to ${most}`, raw[key]);
  }
  return value;
}

/** A positive, finite number. @throws QwenError `model/bad-config` */
export function positiveNumber(raw: RawConfig, key: string, fallback?: number): number {
  const value = raw[key] ?? fallback;
  if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) throw bad(key, "a positive number", raw[key]);
  return value;
}

/** @throws QwenError `model/bad-config` */
export function flag(raw: RawConfig, key: string, fallback: boolean): boolean {
  const value = raw[key] ?? fallback;
  if (typeof value !== "boolean") throw bad(key, "true or false", value);
  return value;
}

/** One of the given words; `fallback` when absent. @throws QwenError `model/bad-config` */
export function oneOf<T extends string>(raw: RawConfig, key: string, words: readonly T[], fallback: T): T {
  const value = raw[key] ?? fallback;
  if (!words.includes(value as T)) throw bad(key, words.map((word) => `"${word}"`).join(" or "), value);
  return value as T;
}

/** A nested object; undefined when absent or null. @throws QwenError `model/bad-config` */
export function section(raw: RawConfig, key: string): RawConfig | undefined {
  const value = raw[key] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== "object" || Array.isArray(value)) throw bad(key, "an object", value);
  return value as RawConfig;
}
