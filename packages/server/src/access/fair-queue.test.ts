import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FairQueue, type Place } from "./fair-queue.ts";

interface Job {
  readonly owner: string;
  readonly number: number;
  place: Place;
  state: "waiting" | "running" | "gone";
}

/** A queue, and a record of the turns in their order. */
class Record {
  readonly queue: FairQueue;
  readonly turns: Job[] = [];
  readonly jobs: Job[] = [];
  readonly #bounds: Readonly<{ [owner: string]: number }>;

  constructor(capacity: number, bounds: Readonly<{ [owner: string]: number }> = {}) {
    this.queue = new FairQueue(capacity);
    this.#bounds = bounds;
  }

  join(owner: string): Job {
    const job: Job = { owner, number: this.jobs.length, place: { leave() {} }, state: "waiting" };
    this.jobs.push(job);
    const begin = () => {
      job.state = "running";
      this.turns.push(job);
    };
    job.place = this.queue.join(owner, begin, this.#bounds[owner]);
    return job;
  }

  leave(job: Job): void {
    job.state = "gone";
    job.place.leave();
  }

  count(state: Job["state"], owner?: string): number {
    return this.jobs.filter((job) => job.state === state && (owner === undefined || job.owner === owner)).length;
  }

  /** The oldest that runs comes to its end. */
  finishOne(): void {
    const job = this.turns.find(({ state }) => state === "running");
    if (job !== undefined) this.leave(job);
  }
}

const owners = ["a", "b", "c", "d"];
const ownerOf = fc.constantFrom(...owners);
const steps = fc.array(
  fc.oneof(
    fc.record({ join: ownerOf }),
    fc.record({ leave: fc.nat(200) }),
    fc.constant<{ finish: true }>({ finish: true }),
  ),
  { maxLength: 200 },
);

function play(record: Record, step: { join: string } | { leave: number } | { finish: true }): void {
  if ("join" in step) record.join(step.join);
  else if ("finish" in step) record.finishOne();
  else if (record.jobs.length > 0) record.leave(record.jobs[step.leave % record.jobs.length]);
}

describe("whatever comes and goes", () => {
  test("counts are right, bounds hold, and no room stays empty while somebody may have it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), steps, (capacity, all) => {
        const bounds = { a: 1, b: 2 };
        const record = new Record(capacity, bounds);
        for (const step of all) {
          play(record, step);
          const { queue } = record;
          expect([queue.running, queue.waiting]).toEqual([record.count("running"), record.count("waiting")]);
          for (const owner of owners) {
            expect(queue.runningOf(owner)).toBe(record.count("running", owner));
            expect(queue.waitingOf(owner)).toBe(record.count("waiting", owner));
          }
          expect(queue.running).toBeLessThanOrEqual(capacity);
          expect(queue.runningOf("a")).toBeLessThanOrEqual(1);
          expect(queue.runningOf("b")).toBeLessThanOrEqual(2);
          if (queue.running === capacity) continue;
          expect(queue.waitingOf("c") + queue.waitingOf("d")).toBe(0);
          expect(queue.waitingOf("a") > 0 && queue.runningOf("a") < 1).toBe(false);
        }
      }),
    );
  });

  test("an owner's turns come in the order in which it asked, and none to who has left", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), steps, (capacity, all) => {
        const record = new Record(capacity);
        for (const step of all) {
          const gone = record.jobs.filter(({ state }) => state === "gone");
          const before = record.turns.length;
          play(record, step);
          for (const job of record.turns.slice(before)) expect(gone).not.toContain(job);
        }
        for (const owner of owners) {
          const numbers = record.turns.filter((job) => job.owner === owner).map(({ number }) => number);
          expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  test("who has nothing running waits for one turn of each other owner at most", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), steps, steps, (capacity, before, after) => {
        const record = new Record(capacity);
        for (const step of before) play(record, step);
        if (record.queue.runningOf("a") > 0 || record.queue.waitingOf("a") > 0) return;
        const job = record.join("a");
        const others = new Set<string>();
        const seen = record.turns.length;
        for (const step of after) {
          if (job.state !== "waiting") break;
          if (!("leave" in step)) play(record, step);
        }
        while (job.state === "waiting") record.finishOne();
        for (const turn of record.turns.slice(seen, record.turns.indexOf(job))) {
          expect(others.has(turn.owner)).toBe(false);
          others.add(turn.owner);
        }
      }),
    );
  });
});

describe("shares", () => {
  test("a hundred of one do not hold up the one of another", () => {
    const record = new Record(2);
    for (let i = 0; i < 100; i++) record.join("a");
    const job = record.join("b");
    record.finishOne();
    expect(job.state).toBe("running");
  });

  test("who comes later with much gets half of the room", () => {
    const record = new Record(8);
    for (let i = 0; i < 50; i++) record.join("a");
    for (let i = 0; i < 50; i++) record.join("b");
    for (let i = 0; i < 4; i++) record.finishOne();
    expect([record.queue.runningOf("a"), record.queue.runningOf("b")]).toEqual([4, 4]);
    for (let i = 0; i < 40; i++) record.finishOne();
    expect([record.queue.runningOf("a"), record.queue.runningOf("b")]).toEqual([4, 4]);
  });

  test("those who come and go one by one get no further ahead", () => {
    const record = new Record(1);
    record.join("x");
    const jobs = [record.join("a"), record.join("a")];
    for (let i = 0; i < 6; i++) {
      record.join("b");
      record.join("c");
      record.finishOne();
    }
    expect(jobs.map(({ state }) => state)).not.toContain("waiting");
  });

  test("leaving twice counts once", () => {
    const record = new Record(1);
    const first = record.join("a");
    record.join("a");
    record.leave(first);
    record.leave(first);
    expect([record.queue.running, record.queue.waiting]).toEqual([1, 0]);
  });
});
