import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Admission } from "./admission.ts";
import { Admissions, type Applicant, type QueueLimits } from "./admissions.ts";
import { EngineGate } from "./engine-gate.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function scene(limits: QueueLimits = {}, maxSequences = 1) {
  const admissions = new Admissions(limits);
  const gate = new EngineGate(maxSequences);
  const ask = (caller: string, fields: Partial<Applicant> = {}): Admission =>
    admissions.admit(gate, {
      caller,
      numSequences: 1,
      bodyBytes: 10,
      signal: new AbortController().signal,
      ...fields,
    });
  // One for the engine to compute, one that it need not wait for the next.
  const fill = (caller: string) => [ask(caller), ask(caller)];
  return { admissions, gate, ask, fill };
}

const stateOf = async (turn: Promise<void>) => {
  let state = "waiting";
  turn.then(
    () => {
      state = "begun";
    },
    (error) => {
      state = error.code ?? String(error);
    },
  );
  await Promise.resolve();
  await Promise.resolve();
  return state;
};

test("each sequence has its turn, those of several callers in alternation", async () => {
  const { ask, fill } = scene();
  const running = fill("x");
  const many = ask("a", { numSequences: 3 });
  const one = ask("b");
  running[0].leaveAll();
  running[1].leaveAll();
  expect(await stateOf(many.turn(0))).toBe("begun");
  expect(await stateOf(one.turn(0))).toBe("begun");
  expect(await stateOf(many.turn(1))).toBe("waiting");
  many.leave(0);
  expect(await stateOf(many.turn(1))).toBe("begun");
});

describe("too much", () => {
  test("of one caller is refused, others are not", () => {
    const { ask, fill } = scene({ maxWaiting: 2 });
    fill("a");
    ask("a", { numSequences: 2 });
    expect(() => ask("a")).toThrow("2 of your sequences wait already");
    ask("b");
  });

  test("of a caller with a lower limit is refused earlier, a higher one does not count", () => {
    const { ask, fill } = scene({ maxWaiting: 2 });
    fill("a");
    ask("a");
    expect(() => ask("a", { maxWaiting: 1 })).toThrow("1 of your sequences");
    ask("a", { maxWaiting: 50 });
    expect(() => ask("a", { maxWaiting: 50 })).toThrow("2 of your sequences");
  });

  test("of all together is refused, before any engine", () => {
    const { admissions, ask, fill } = scene({ maxWaitingInAll: 2 });
    fill("a");
    ask("b");
    ask("c");
    expect(() => ask("d")).toThrow("2 sequences wait already");
    const other = new EngineGate(1);
    const applicant = { caller: "d", numSequences: 1, bodyBytes: 0, signal: new AbortController().signal };
    expect(() => admissions.admit(other, applicant)).toThrow("2 sequences wait already");
  });

  test("in bytes is refused", () => {
    const { ask, fill } = scene({ maxWaitingBytes: 100 });
    fill("a");
    ask("b", { bodyBytes: 100 });
    expect(() => ask("c")).toThrow("Requests of 100 bytes wait already");
  });

  test("is told when to come again, from how long turns took", () => {
    const { ask, fill } = scene({ maxWaiting: 4 });
    const running = fill("a");
    vi.advanceTimersByTime(30_000);
    running[0].leaveAll();
    ask("a", { numSequences: 5 });
    // Of the five, one has begun; two of 30 s go on at once.
    expect(() => ask("a")).toThrow(expect.objectContaining({ details: { waiting: 4, retryAfterSeconds: 60 } }));
  });
});

describe("giving up", () => {
  test("by the signal, what waits is gone at once, what has begun is not", async () => {
    const { admissions, gate, ask, fill } = scene();
    const running = fill("x");
    const controller = new AbortController();
    const admission = ask("a", { numSequences: 3, signal: controller.signal });
    running[0].leaveAll();
    controller.abort(new Error("went away"));
    expect(await stateOf(admission.turn(0))).toBe("begun");
    expect(await stateOf(admission.turn(1))).toBe("Error: went away");
    expect([admissions.waiting, gate.waiting]).toEqual([0, 0]);
  });

  test("before it began, it is never let in", async () => {
    const { gate, ask, fill } = scene();
    fill("x");
    const admission = ask("a", { signal: AbortSignal.abort(new Error("went away")) });
    expect(await stateOf(admission.turn(0))).toBe("Error: went away");
    expect(gate.waiting).toBe(0);
  });

  test("after the longest wait, with a reason", async () => {
    const { ask, fill, gate } = scene({ maxWaitMs: 5000 });
    fill("x");
    const admission = ask("a");
    vi.advanceTimersByTime(4999);
    expect(await stateOf(admission.turn(0))).toBe("waiting");
    vi.advanceTimersByTime(1);
    await expect(admission.turn(0)).rejects.toMatchObject({ code: "request/waited-too-long", message: /5 s/ });
    expect(gate.waiting).toBe(0);
  });

  test("whoever has begun may take as long as it likes", async () => {
    const { ask } = scene({ maxWaitMs: 5000 });
    const admission = ask("a");
    vi.advanceTimersByTime(50_000);
    expect(await stateOf(admission.turn(0))).toBe("begun");
    expect(vi.getTimerCount()).toBe(0);
  });
});

test("whatever comes, goes and gives up, nothing is left behind", async () => {
  const steps = fc.array(fc.tuple(fc.constantFrom("ask", "leave", "abort", "wait"), fc.nat(50)), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { admissions, gate, ask } = scene({ maxWaiting: 5, maxWaitingInAll: 9, maxWaitMs: 1000 }, 2);
      const open: { admission: Admission; controller: AbortController }[] = [];
      for (const [step, n] of all) {
        const one = open[n % Math.max(1, open.length)];
        if (step === "wait") vi.advanceTimersByTime(n * 20);
        else if (step === "leave") one?.admission.leaveAll();
        else if (step === "abort") one?.controller.abort();
        else {
          const controller = new AbortController();
          try {
            const admission = ask("abc"[n % 3], { numSequences: 1 + (n % 4), signal: controller.signal });
            open.push({ admission, controller });
          } catch (error) {
            expect(error).toMatchObject({ code: "request/too-many-waiting" });
          }
        }
        expect(admissions.waiting).toBe(gate.waiting);
        expect(gate.waiting).toBeLessThan(9 + 4);
        for (const caller of "abc") expect(gate.waitingOf(caller)).toBeLessThan(5 + 4);
      }
      for (const { admission } of open) admission.leaveAll();
      expect([admissions.waiting, gate.waiting, vi.getTimerCount()]).toEqual([0, 0, 0]);
    }),
  );
});
