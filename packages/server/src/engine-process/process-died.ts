import { QwenError } from "@qwents/engine";
import type { Ending } from "./engine-child.ts";

/** What callers are told of a process that is gone. */
export function processDied(model: string, ending: Ending): QwenError {
  const { code, signal, stderr, cause } = ending;
  const event = ending.isStarted ? "ended unexpectedly" : "could not be started";
  const message = `The process of the model '${model}' ${event}: ${reasonOf(ending)}. It has to be loaded again, which a server does at the next request.`;
  return new QwenError("engine/worker-failed", message, { details: { code, signal, stderr }, cause });
}

/** What callers are told of a process that is there and does nothing. */
export function processSilent(model: string, silenceMs: number): QwenError {
  const message = `The process of the model '${model}' gave no sign of life for ${silenceMs / 1000} s and was ended. It has to be loaded again, which a server does at the next request.`;
  return new QwenError("engine/worker-failed", message, { details: { silenceMs } });
}

function reasonOf({ code, signal, stderr, cause }: Ending): string {
  if (cause instanceof Error) return cause.message;
  const isOutOfMemory = stderr.some((line) => line.includes("JavaScript heap out of memory"));
  if (isOutOfMemory) return "it ran out of memory for JavaScript (node --max-old-space-size gives it more)";
  if (signal === "SIGKILL") return "it was killed (SIGKILL), by someone or by a system that is short of memory";
  return signal === null ? `it ended with code ${code}` : `signal ${signal}`;
}
