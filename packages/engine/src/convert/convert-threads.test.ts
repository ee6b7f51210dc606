import { describe, expect, it } from "vitest";
import { QwenError } from "../errors.ts";
import type { ThreadEvents } from "../platform/threads.ts";
import { ConvertThreads } from "./convert-threads.ts";
import type { MessageToWorker, RowRange } from "./worker-messages.ts";

const plan = { sources: [], tensors: [] };
const portions = (count: number): RowRange[] =>
  Array.from({ length: count }, (_, first) => ({ tensor: 0, first, count: 1 }));

/** Threads whose answers are made here. */
function fakeThreads(answer: (rows: RowRange, events: ThreadEvents, id: number) => void) {
  const state = { waiting: 0, mostWaiting: 0, ended: 0 };
  const startThread = (_module: URL, _name: string, events: ThreadEvents) => ({
    postMessage(data: unknown) {
      const message = data as MessageToWorker;
      if (message.kind === "start") return;
      state.mostWaiting = Math.max(state.mostWaiting, ++state.waiting);
      setTimeout(() => {
        state.waiting--;
        answer(message.rows, events, message.id);
      });
    },
    keepProcessAlive() {},
    async terminate() {
      state.ended++;
    },
  });
  return { state, startThread };
}

const converted = ({ first }: RowRange, events: ThreadEvents, id: number): void =>
  events.onMessage({ kind: "converted", id, bytes: Uint8Array.of(first) });

describe("ConvertThreads", () => {
  it("converts each portion once, two at a time in a thread", async () => {
    const { state, startThread } = fakeThreads(converted);
    const threads = new ConvertThreads(plan, 3, startThread);
    const done: number[] = [];
    await threads.run(portions(20), async ({ first }, bytes) => {
      expect([...bytes]).toEqual([first]);
      done.push(first);
    });
    expect(done.toSorted((a, b) => a - b)).toEqual(portions(20).map(({ first }) => first));
    expect(state.mostWaiting).toBe(6);
    await threads.close();
    expect(state.ended).toBe(3);
  });

  it.each([
    [
      "a thread that fails",
      ({ first }: RowRange, events: ThreadEvents, id: number) =>
        events.onMessage({
          kind: "failed",
          id,
          failure: { code: "files/truncated", message: `${first}`, details: {} },
        }),
      "files/truncated",
    ],
    [
      "a thread that dies",
      (_: RowRange, events: ThreadEvents) => events.onEnd(new Error("out of memory")),
      "engine/worker-failed",
    ],
  ])("ends at %s, and begins nothing after", async (_, answer, code) => {
    const { state, startThread } = fakeThreads(answer);
    const threads = new ConvertThreads(plan, 2, startThread);
    await expect(threads.run(portions(50), async () => {})).rejects.toMatchObject({ code });
    expect(state.ended).toBe(2);
  });

  it("ends when what is converted cannot be written", async () => {
    const { startThread } = fakeThreads(converted);
    const full = new QwenError("files/disk-full", "full");
    const threads = new ConvertThreads(plan, 2, startThread);
    await expect(threads.run(portions(50), () => Promise.reject(full))).rejects.toBe(full);
  });

  it("ends when aborted, with threads that never answer", async () => {
    const { startThread } = fakeThreads(() => {});
    const controller = new AbortController();
    const threads = new ConvertThreads(plan, 2, startThread);
    const running = threads.run(portions(50), async () => {}, controller.signal);
    setTimeout(() => controller.abort(), 10);
    await expect(running).rejects.toMatchObject({ name: "AbortError" });
    await expect(threads.run(portions(1), async () => {}, controller.signal)).rejects.toMatchObject({
      name: "AbortError",
    });
  });
});
