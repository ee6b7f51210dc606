import type { Fault } from "../history/records.ts";

/** What goes on with an answer that failed; another one can always be asked for. */
export type Remedy = "leaveOut" | "retry";

/** What may help. An answer that has made all the requests it may make cannot go on. */
export function remediesOf({ code }: Fault): readonly Remedy[] {
  if (code === "too_many_steps") return [];
  return code === "context_length_exceeded" ? ["leaveOut", "retry"] : ["retry"];
}
