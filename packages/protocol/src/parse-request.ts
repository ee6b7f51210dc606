import type * as z from "zod";
import type { ApiError } from "./errors.ts";
import { explainIssues } from "./explain-issues.ts";

/**
 * The value as the schema has it.
 * @throws ApiError 400 naming the field at fault, what was expected and what came
 */
export function parseRequest<T extends z.ZodObject>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const error: ApiError = explainIssues(result.error.issues, value, Object.keys(schema.shape));
  throw error;
}
