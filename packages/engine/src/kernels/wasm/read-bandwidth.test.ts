import { expect, test } from "vitest";
import { measureReadBandwidth } from "./read-bandwidth.ts";

test("memory is read at a speed that machines have, and it does not take long to find out", async () => {
  const begun = performance.now();
  const bytesPerSecond = await measureReadBandwidth({ numThreads: 2, durationMs: 100 });
  expect(bytesPerSecond).toBeGreaterThan(1e8);
  expect(bytesPerSecond).toBeLessThan(2e12);
  expect(performance.now() - begun).toBeLessThan(5000);
});
