import * as z from "zod";

/**
 * A field that is known but cannot be honoured yet: only values that ask for nothing pass, so that it is never
 * ignored in silence. The refusal ends with `advice`.
 */
export function unsupported<T = never>(isNeutral: (value: unknown) => boolean = () => false, advice = "Leave it out.") {
  const asksNothing = (value: unknown) => value === undefined || value === null || isNeutral(value);
  return z.custom<T | null | undefined>(asksNothing, { params: { unsupported: true, advice } }).optional();
}

/** A neutral value of a list field. */
export function isEmptyArray(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
