import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { GenerateEvent } from "@qwents/engine";
import type { EngineProcess } from "./remote-engine.ts";
import { type StartOptions, startProcess } from "./start-engine-process.ts";

export const cockpit = fileURLToPath(new URL("../../../../models/cockpit/cockpit-q8_0.gguf", import.meta.url));

/** A process whose engine does what `path` and its prompts say. */
export function startScripted(path = "", options: StartOptions = {}): Promise<EngineProcess> {
  return startProcess(new URL("./scripted-child.fixture.ts", import.meta.url), path, {}, options);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Resolves when nothing of the process is left, not even its entry. */
export async function untilGone(pid: number): Promise<void> {
  for (let ms = 0; ms < 10_000; ms += 20) {
    if (!isAlive(pid)) return;
    await sleep(20);
  }
  throw new Error(`process ${pid} is still there`);
}

export async function collect(events: AsyncIterable<GenerateEvent>): Promise<GenerateEvent[]> {
  return Array.fromAsync(events);
}

/** What a generation said, however it came in pieces. */
export async function answerOf(events: AsyncIterable<GenerateEvent>) {
  let text = "";
  const tokenIds: number[] = [];
  for await (const event of events) {
    if (event.type === "end") return { text, tokenIds, finishReason: event.finishReason };
    if (event.type !== "text") continue;
    text += event.text;
    tokenIds.push(...event.tokenIds);
  }
  throw new Error("no end came");
}
