import { defineConfig } from "vitest/config";

export default defineConfig({
  // Packages resolve each other from source: nothing is built before the tests run.
  ssr: { resolve: { conditions: ["qwents-source", "module", "node", "development|production"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "tests/**/*.test.ts"],
    testTimeout: 20_000,
    // Two cores is the smallest machine the suite must finish on, and engines bring threads of their own.
    maxWorkers: 2,
  },
});
