import * as z from "zod";

/**
 * A field that is known but cannot be honoured yet: only values that ask for nothing pass, so that it is never
 * ignored in silence. The refusal ends with `advice`.
 */
export function unsupported<T = never>(isNeutral: (value: unknown) => boolean = () => false, advice = "Leave it out.") {
  const asksNothing = (value: unknown) => value === undefined || value === null || isNeutral(value);
  const field = z.custom<T | null | undefined>(asksNothing, { params: { unsupported: true, advice } });
  return field.optional().describe(`Not supported: refused unless it asks for nothing. ${advice}`);
}

/** A field of one value so far: others are told to be known, but not supported. */
export function unsupportedUnless<const T extends string>(only: T) {
  const isOnly = (value: unknown) => value === only;
  return z.custom<T>(isOnly, { error: JSON.stringify(only), params: { unsupported: true } }).meta({ const: only });
}

/** A neutral value of a list field. */
export function isEmptyArray(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
