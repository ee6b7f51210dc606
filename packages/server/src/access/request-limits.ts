import { type GenerateRequest, QwenError } from "@qwents/engine";
import type { KeyLimits } from "./api-key.ts";

/** What a caller may have: of each limit, the lower one. */
export function lowerLimits(a: KeyLimits, b: KeyLimits): KeyLimits {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof KeyLimits>;
  const lower = (name: keyof KeyLimits) => Math.min(...[a[name], b[name]].filter((limit) => limit !== undefined));
  return Object.fromEntries([...names].map((name) => [name, lower(name)]));
}

/** The request, with no more tokens than allowed where it names no number. @throws QwenError `request/invalid` */
export function limitRequest<T extends GenerateRequest>(request: T, { maxTokens: most }: KeyLimits): T {
  if (most === undefined) return request;
  const { maxTokens = most } = request;
  if (maxTokens <= most) return { ...request, maxTokens };
  const message = `Answers to your requests may have ${most} tokens here, but up to ${maxTokens} are asked for. Ask for fewer.`;
  throw new QwenError("request/invalid", message, { details: { field: "maxTokens" } });
}

export function promptTooLong(promptTokens: number, most: number): QwenError {
  const message = `The prompt has ${promptTokens} tokens; your requests may have ${most} here. Shorten the prompt.`;
  return new QwenError("request/context-too-long", message, { details: { promptTokens, contextLength: most + 1 } });
}
