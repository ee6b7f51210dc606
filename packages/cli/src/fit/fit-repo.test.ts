import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { builtInModel } from "../find-model.ts";
import { json, status } from "../hub/fake-answers.fixture.ts";
import { commit } from "../hub/fake-hub.fixture.ts";
import { chooseModel, openHubRepo } from "../hub/hub-repo.ts";
import type { HubReference } from "../hub/model-reference.ts";
import { bytesOf, repo, setUpPull } from "../hub/pull.fixture.ts";
import { fitBeforePull } from "./fit-before-pull.ts";
import { fitRepo } from "./fit-repo.ts";
import { fitReport } from "./fit-report.ts";
import type { Machine } from "./machine.ts";

const gibibyte = 2 ** 30;
const cockpit = readFileSync(builtInModel());
const machine: Machine = {
  memoryBytes: 8 * gibibyte,
  availableBytes: 8 * gibibyte,
  freeDiskBytes: 30 * gibibyte,
  numThreads: 2,
  readBytesPerSecond: 20e9,
};

/** A repository whose files are as large as the list says, and all begin as the built-in model does. */
async function setUp(sizes: Readonly<Record<string, number>>, content: Buffer = cockpit) {
  const paths = Object.keys(sizes).map((label) => `Tiny-${label}.gguf`);
  const run = await setUpPull(Object.fromEntries(paths.map((path) => [path, content])));
  const list = Object.entries(sizes).map(([label, size]) => ({
    type: "file",
    path: `Tiny-${label}.gguf`,
    lfs: { oid: "0".repeat(64), size: Math.round(size) },
  }));
  const open = async (name = repo) => {
    run.hub.next("api", json({ sha: commit }));
    run.hub.next("api", json(list));
    return await openHubRepo(run.referenceOf(name) as HubReference, run.options);
  };
  const fitOptions = { settings: run.settings, machine, contextLength: 8192 };
  return Object.assign(run, { open, fitOptions });
}

test("each quantisation is assessed, by one header and its size, and the best that fits is suggested", async () => {
  await using run = await setUp({ Q4_K_M: 0.3 * gibibyte, Q8_0: 0.6 * gibibyte, F16: 40 * gibibyte });
  const found = await fitRepo(await run.open(), undefined, run.fitOptions);
  const verdicts = found.fits.map(({ label, verdict, isExact }) => [label, verdict, isExact]);
  expect(verdicts).toEqual([
    ["Q4_K_M", "fits", true],
    ["Q8_0", "fits", true],
    ["F16", "too-large-for-memory", false],
  ]);
  expect([found.suggestion?.fit.label, found.summary?.architecture, found.notes]).toEqual(["Q8_0", "qwen3", []]);
  const report = fitReport("tiny", machine, found);
  expect(report).toMatch(/^.*tiny.* {2}qwen3, .* parameters, context of \d+ tokens\n8\.0 GiB of memory/);
  expect(report).toMatch(/\nF16 +40 GiB +~\S+ GiB +~\S+ tokens\/s +too large for the memory, 8\.0 GiB\n/);
  expect(report).toMatch(/\nsuggested: Q8_0, the best of those/);
});

test("where headers cannot be read, sizes count, and that is said", async () => {
  await using run = await setUp({ Q4_K_M: 2 * gibibyte }, bytesOf(5000));
  const found = await fitRepo(await run.open(), undefined, run.fitOptions);
  expect(found.fits).toMatchObject([{ verdict: "fits", isExact: false }]);
  expect(found.notes).toEqual([expect.stringMatching(/^the header of Q4_K_M cannot be read, .*GGUF|header/)]);
  await using refused = await setUp({ Q4_K_M: 2 * gibibyte });
  refused.hub.next("storage", status(403));
  expect((await fitRepo(await refused.open(), undefined, refused.fitOptions)).notes).toHaveLength(1);
});

test("an architecture that does not run is said of all of them", async () => {
  const other = Buffer.from(cockpit);
  const at = other.indexOf("general.architecture") + "general.architecture".length + 4 + 8;
  other.write("other", at);
  await using run = await setUp({ Q4_K_M: 2 * gibibyte, Q8_0: 4 * gibibyte }, other);
  const found = await fitRepo(await run.open(), undefined, run.fitOptions);
  expect(found.fits.map(({ verdict }) => verdict)).toEqual(["does-not-run", "does-not-run"]);
  expect(found.suggestion).toBeUndefined();
});

test("before a pull, what does not fit is refused with what does", async () => {
  await using run = await setUp({ Q4_K_M: 2 * gibibyte, F16: 40 * gibibyte });
  const comingOf = async (label: string) => {
    const opened = await run.open(`${repo}:${label}`);
    const model = chooseModel(opened);
    const { sizeBytes } = model.files[0];
    return { name: `${repo}:${label}`, label, sizeBytes, missingBytes: sizeBytes, listed: { repo: opened, model } };
  };
  const measure = async () => run.fitOptions;
  expect(await fitBeforePull(await comingOf("Q4_K_M"), measure)).toMatch(/; fits$/);
  await expect(fitBeforePull(await comingOf("F16"), measure)).rejects.toMatchObject({
    code: "files/disk-full",
    message: expect.stringMatching(
      /; take Qwen\/Tiny-GGUF:Q4_K_M \(2\.0 GiB\), .*, or pull it all the same with --force$/,
    ),
  });
});
