import fc from "fast-check";
import { expect, test } from "vitest";
import { type Lifetime, planBuffers } from "./plan-buffers.ts";

const lifetime = fc
  .record({ sizeBytes: fc.integer({ min: 0, max: 5000 }), firstPhase: fc.nat(40), length: fc.nat(10) })
  .map(({ sizeBytes, firstPhase, length }): Lifetime => ({ sizeBytes, firstPhase, lastPhase: firstPhase + length }));

const overlapInTime = (a: Lifetime, b: Lifetime): boolean => a.firstPhase <= b.lastPhase && b.firstPhase <= a.lastPhase;

test("buffers that live at the same time do not overlap", () => {
  fc.assert(
    fc.property(fc.array(lifetime, { maxLength: 60 }), (buffers) => {
      const { offsets, sizeBytes } = planBuffers(buffers);
      const end = (i: number) => offsets[i] + buffers[i].sizeBytes;
      for (let i = 0; i < buffers.length; i++) {
        expect(offsets[i] % 64).toBe(0);
        expect(end(i)).toBeLessThanOrEqual(sizeBytes);
        for (let j = 0; j < i; j++) {
          if (!overlapInTime(buffers[i], buffers[j])) continue;
          expect(end(i) <= offsets[j] || end(j) <= offsets[i]).toBe(true);
        }
      }
    }),
  );
});

test("a chain needs room for two", () => {
  const chain = Array.from({ length: 100 }, (_, i) => ({ sizeBytes: 1000, firstPhase: i, lastPhase: i + 1 }));
  expect(planBuffers(chain).sizeBytes).toBe(2 * 1024);
});

test("takes the smallest hole that fits", () => {
  const long = { firstPhase: 0, lastPhase: 9 };
  const short = { firstPhase: 0, lastPhase: 0 };
  const buffers = [
    { sizeBytes: 640, ...short },
    { sizeBytes: 64, ...long },
    { sizeBytes: 128, ...short },
    { sizeBytes: 64, ...long },
    { sizeBytes: 100, firstPhase: 1, lastPhase: 1 },
  ];
  expect(planBuffers(buffers)).toEqual({ offsets: [0, 640, 704, 832, 704], sizeBytes: 896 });
});
