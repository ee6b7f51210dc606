import { QwenError } from "@qwents/engine";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Admissions } from "../access/admissions.ts";
import { EngineGate } from "../access/engine-gate.ts";
import { FakeCatalog } from "./fake-catalog.fixture.ts";
import { ModelManager } from "./model-manager.ts";

// The system's clock may be set, forwards and back. What waits, waits for as long as it was told to.

const day = 24 * 3600 * 1000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Sets the clock; no time passes. */
const jump = (ms: number) => vi.setSystemTime(Date.now() + ms);

test.each([
  ["forwards", day],
  ["back", -day],
])("%s: a model is unloaded when it was not used for its time", async (_, ms) => {
  const catalog = new FakeCatalog([{ id: "a" }]);
  const slot = await new ModelManager(catalog, { keepAliveMs: 1000 }).find("a");
  (await slot?.use())?.release();
  await vi.advanceTimersByTimeAsync(500);
  jump(ms);
  expect(slot?.expiresAt).toBe(Date.now() + 500);
  await vi.advanceTimersByTimeAsync(499);
  expect(catalog.loaded).toEqual(["a"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(catalog.loaded).toEqual([]);
});

test.each([
  ["forwards", day],
  ["back", -day],
])("%s: what did not load is tried again after its second", async (_, ms) => {
  const catalog = new FakeCatalog([{ id: "a" }], { isManual: true });
  const slot = await new ModelManager(catalog).find("a");
  const failed = expect(slot?.use()).rejects.toMatchObject({ code: "model_load_failed", retryAfterSeconds: 1 });
  await vi.advanceTimersByTimeAsync(0);
  catalog.loads[0].end(new QwenError("files/not-found", "gone"));
  await failed;
  jump(ms);
  await vi.advanceTimersByTimeAsync(999);
  await expect(slot?.use()).rejects.toThrow("not tried again for 1 s");
  await vi.advanceTimersByTimeAsync(1);
  const working = slot?.use();
  await vi.advanceTimersByTimeAsync(0);
  catalog.loads[1].end();
  (await working)?.release();
});

test.each([
  ["forwards", day],
  ["back", -day],
])("%s: who waits for a turn is told how long that takes, and given up in time", async (_, ms) => {
  const gate = new EngineGate(1);
  const admissions = new Admissions({ maxWaitMs: 10_000 });
  const { signal } = new AbortController();
  const ask = () => admissions.admit(gate, { caller: "a", bodyBytes: 0, numSequences: 1, signal });
  const running = [ask(), ask()];
  const waiting = ask();
  await vi.advanceTimersByTimeAsync(4000);
  jump(ms);
  running[0].leaveAll();
  const late = ask();
  const given = expect(late.turn(0)).rejects.toMatchObject({
    code: "request/waited-too-long",
    details: { retryAfterSeconds: 2 },
  });
  await vi.advanceTimersByTimeAsync(10_000);
  await given;
  await expect(waiting.turn(0)).resolves.toBeUndefined();
});
