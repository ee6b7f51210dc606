import { defineConfig } from "vitest/config";
import { ClosingLineReporter } from "./tests/closing-line-reporter.ts";

export default defineConfig({
  // Packages resolve each other from source: nothing is built before the tests run.
  ssr: { resolve: { conditions: ["qwents-source", "module", "node", "development|production"] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          include: [
            "packages/*/src/**/*.test.ts",
            "packages/studio/tests/*.test.ts",
            "tests/**/*.test.ts",
            "models/**/*.test.ts",
          ],
          exclude: ["**/*.browser.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["packages/studio/tests/*.browser.test.ts", "tests/browser/*.browser.test.ts"],
          globalSetup: ["packages/studio/tests/build-studio.ts"],
          // A browser that shares two cores with the other tests is late now and then; what is broken fails twice.
          retry: 1,
        },
      },
    ],
    reporters: ["default", new ClosingLineReporter()],
    // Generous, for machines that do something else at the same time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores is the smallest machine the suite must finish on, and engines bring threads of their own.
    maxWorkers: 2,
  },
});
