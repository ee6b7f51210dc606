import { expect, it } from "vitest";
import { fuzzTargets, runCases } from "./run-cases.ts";

it.each(fuzzTargets)("damaged $name files give a result or one clear error", async (target) => {
  const count = 3000;
  const { opened, refused } = await runCases(target, { seed: 1, from: 0, count });
  const numRefused = Object.values(refused).reduce((sum, n) => sum + n, 0);
  expect(opened + numRefused).toBe(count);
  // Mutations that never pass, or never reach past the first check, would test nothing.
  expect(opened).toBeGreaterThan(count / 50);
  expect(Object.keys(refused).length).toBeGreaterThanOrEqual(3);
});
