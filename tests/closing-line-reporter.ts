import type { Reporter, TestModule } from "vitest/node";

/** Ends the output with `N passed, N failed`, and `, N skipped` where there are any. */
export class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    // A file that could not be collected has no tests of its own to fail.
    const brokenModules = modules.filter((module) => module.state() === "failed" && module.errors().length > 0).length;
    const failed = count("failed") + brokenModules + unhandledErrors.length;
    const skipped = count("skipped");
    // After the default reporter's summary, which is printed at the end of the same event.
    process.once("exit", () =>
      process.stdout.write(
        `\n${count("passed")} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`,
      ),
    );
  }
}
