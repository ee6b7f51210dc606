import { type KeyLimits, keyLimitNames } from "@qwents/server/keys";
import { InvalidArgumentError } from "commander";

export const limitHelp = `
Limits:
  concurrent=N     sequences that are computed at once; further ones wait
  waiting=N        sequences that wait; further ones are refused
  promptTokens=N   tokens of a prompt
  maxTokens=N      tokens of an answer`;

/** One more `name=number`. */
export function addLimit(text: string, limits: KeyLimits = {}): KeyLimits {
  const [name, value] = text.split("=");
  if ((keyLimitNames as readonly string[]).includes(name) && /^[1-9]\d{0,8}$/.test(value ?? "")) {
    return { ...limits, [name]: Number(value) };
  }
  throw new InvalidArgumentError(`Expected ${keyLimitNames.join("=N, ")}=N.`);
}
