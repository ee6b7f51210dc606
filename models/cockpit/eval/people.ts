import { readFileSync } from "node:fs";
import { demoTools } from "../demo-tools.ts";
import type { Case } from "./cases.ts";

/** One line of people.json: what somebody says, perhaps after something else, and the calls that are right. */
interface PeopleLine extends Pick<Case, "language" | "messages"> {
  /** Absent: no call is right. */
  readonly calls?: readonly {
    readonly name: string;
    readonly arguments: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  }[];
}

/** Utterances written by hand, in the way people talk, with the demo's tools offered. */
export function peopleCases(): Case[] {
  const lines: readonly PeopleLine[] = JSON.parse(readFileSync(new URL("people.json", import.meta.url), "utf8"));
  return lines.map(({ language, messages, calls }) => ({
    set: "people",
    language,
    messages,
    tools: demoTools.map(({ schema }) => schema.function),
    expected: calls ? { kind: "calls", calls } : { kind: "no-call" },
  }));
}
