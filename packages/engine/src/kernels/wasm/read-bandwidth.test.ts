import { expect, test } from "vitest";
import { measureReadBandwidth } from "./read-bandwidth.ts";

test("memory is read at a speed that machines have", async () => {
  const bytesPerSecond = await measureReadBandwidth({ numThreads: 2, durationMs: 100 });
  // A machine that has much else to do gives little of it.
  expect(bytesPerSecond).toBeGreaterThan(1e6);
  expect(bytesPerSecond).toBeLessThan(2e12);
});
