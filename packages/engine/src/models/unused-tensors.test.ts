import { expect, test } from "vitest";
import { notesOnUnusedTensors } from "./unused-tensors.ts";

test("what is not used is told, a few by name, and none breaks the line", () => {
  expect(notesOnUnusedTensors([])).toEqual([]);
  expect(notesOnUnusedTensors(["a\n\u001b[31mb"])).toEqual([expect.not.stringMatching(/\p{Cc}/u)]);
  const names = Array.from({ length: 309 }, (_, i) => `visual.blocks.${i}.weight`);
  expect(notesOnUnusedTensors(names)).toEqual([
    expect.stringMatching(/^309 tensors are not used: visual\.blocks\.0\.weight, .*visual\.blocks\.4\.weight, …$/),
  ]);
});
