import type { CallRecord } from "../history/records.ts";
import { pageTools, type ToolEnvironment } from "./page-tools.ts";

/**
 * The call with its result: as JSON, or what was wrong with it, which the model is told.
 * @param offered Names of the tools that may be called.
 */
export async function runCall(
  call: CallRecord,
  offered: readonly string[],
  page: ToolEnvironment,
): Promise<CallRecord> {
  try {
    const tool = pageTools.find(({ name }) => name === call.name && offered.includes(name));
    if (tool === undefined) throw new Error(`There is no tool "${call.name}".`);
    const result = await tool.run(argumentsOf(call), page);
    return { ...call, state: "done", result: JSON.stringify(result) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ...call, state: "failed", result: JSON.stringify({ error: message }) };
  }
}

function argumentsOf(call: CallRecord): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(call.arguments === "" ? "{}" : call.arguments);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error("The arguments must be a JSON object.");
  }
  return value as Readonly<Record<string, unknown>>;
}
