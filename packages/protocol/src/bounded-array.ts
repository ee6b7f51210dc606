import * as z from "zod";

/** An array whose length is checked before its elements are, so that a huge one costs nothing. */
export function boundedArray<T extends z.ZodType>(element: T, maxLength: number, minLength = 0) {
  const checked = z.array(z.unknown()).min(minLength).max(maxLength).pipe(z.array(element));
  return checked as z.ZodType<z.output<T>[], z.input<T>[]>;
}
