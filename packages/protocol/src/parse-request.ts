import type * as z from "zod";
import { explainIssues } from "./explain-issues.ts";

/**
 * The value as the schema has it.
 * @throws ApiError 400 naming the field at fault, what was expected and what came
 */
export function parseRequest<T extends z.ZodObject>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw explainIssues(result.error.issues, value, Object.keys(schema.shape));
}
