import { expect, test } from "vitest";
import { SharedMemory } from "./shared-memory.ts";

const GiB = 2 ** 30;

test("what is allocated is zero, even where steps have written", () => {
  const memory = new SharedMemory(GiB);
  memory.reserveForStep(100_000, "a step");
  new Uint8Array(memory.buffer, memory.persistentEnd, 100_000).fill(7);
  const address = memory.allocate(200_000, "a cache");
  expect(address % 64).toBe(0);
  expect(memory.persistentEnd).toBe(address + 200_000);
  expect(new Uint8Array(memory.buffer, address, 200_000).every((byte) => byte === 0)).toBe(true);
});

test("reaches almost 4 GiB, by addresses above 2 GiB, without touching it", () => {
  const memory = new SharedMemory(16 * GiB);
  memory.allocate(3.9 * GiB, "weights");
  memory.reserveForStep(50 * 2 ** 20, "a step");
  expect(memory.buffer.byteLength).toBeGreaterThan(3.9 * GiB);
  expect(() => memory.allocate(0.2 * GiB, "a cache")).toThrow(
    expect.objectContaining({
      code: "engine/out-of-memory",
      message: expect.stringMatching(/a cache needs 204\.8 MiB/),
    }),
  );
});

test("refuses what the machine does not have before it grows", () => {
  const memory = new SharedMemory(GiB);
  expect(() => memory.reserveForStep(2 * GiB, "this step")).toThrow(/this step needs 2.00 GiB, but only 1024.0 MiB/);
  expect(memory.buffer.byteLength).toBe(65536);
  expect(memory.availableBytes).toBeLessThan(GiB);
});
