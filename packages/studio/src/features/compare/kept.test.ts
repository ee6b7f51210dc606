import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readKept, writeKept } from "./kept.ts";
import { emptySetup, type Setup } from "./setup.ts";
import { queuedRun, type SideRun } from "./side-run.ts";

let stored: string | null;

beforeEach(() => {
  stored = null;
  vi.stubGlobal("localStorage", {
    getItem: () => stored,
    setItem: (_: string, value: string) => {
      stored = value;
    },
  });
});

afterEach(() => vi.unstubAllGlobals());

const setupOf = (prompt: string): Setup => ({ ...emptySetup(), prompt });
const run: SideRun = { ...queuedRun, phase: "done", content: "Blue." };

test("what was asked is kept beside what was changed since", () => {
  const [draft, asked] = [setupOf("And the sea?"), setupOf("Why is the sky blue?")];
  writeKept({ draft, asked, runs: [run, undefined], entries: [] });
  expect(readKept()).toEqual({ draft, asked, runs: [run, undefined], entries: [] });
});

test("what an earlier version kept was asked as it was left", () => {
  const draft = setupOf("Why is the sky blue?");
  stored = JSON.stringify({ draft, runs: [run, run], entries: [] });
  expect(readKept()).toEqual({ draft, asked: draft, runs: [run, run], entries: [] });
});

test("where nothing was kept, a comparison begins empty", () => {
  expect(readKept()).toMatchObject({ draft: { prompt: "" }, asked: { prompt: "" }, entries: [] });
});
