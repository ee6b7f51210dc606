import { expect } from "vitest";
import type { Backend } from "../../packages/engine/src/kernels/backend.ts";
import { type RunnableCase, runCase } from "./run-case.ts";

/** That a backend computes what a golden case says: everything in it within `tolerance`, greedy ids exactly. Closes it. */
export async function expectParity(files: RunnableCase, backend: Backend, tolerance: number): Promise<void> {
  try {
    const { firstDivergence, greedyIdsEqual, notCompared } = await runCase(files, backend, tolerance);
    expect({ firstDivergence, greedyIdsEqual, notCompared }).toEqual({
      firstDivergence: undefined,
      greedyIdsEqual: true,
      notCompared: [],
    });
  } finally {
    await backend.close();
  }
}
