import * as z from "zod";

/**
 * The schema, for objects told apart by `type`. Those types of `refused` are known, but cannot be honoured yet: each is
 * refused by name, with what to do instead.
 */
export function refusing<T extends z.ZodType>(schema: T, refused: Readonly<Record<string, string>>) {
  const known = z.unknown().check(({ value, issues }) => {
    const type = typeOf(value);
    if (typeof type !== "string" || !Object.hasOwn(refused, type)) return;
    const params = { unsupported: true, advice: refused[type] };
    issues.push({ code: "custom", path: ["type"], input: type, params });
  });
  return known.pipe(schema) as unknown as z.ZodType<z.output<T>, z.input<T>>;
}

function typeOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
}
