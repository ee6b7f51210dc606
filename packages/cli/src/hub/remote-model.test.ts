import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inspectCheckpoint } from "@qwents/engine";
import { expect, test } from "vitest";
import { builtInModel } from "../find-model.ts";
import { cutAfter, status, withoutRanges, withRanges } from "./fake-answers.fixture.ts";
import { chooseModel, openHubRepo } from "./hub-repo.ts";
import type { HubReference } from "./model-reference.ts";
import { bytesOf, rangesOf, repo, setUpPull } from "./pull.fixture.ts";
import { inspectOnHub } from "./remote-model.ts";

const golden = fileURLToPath(new URL("../../../../tests/golden/qwen3", import.meta.url));
const cockpit = readFileSync(builtInModel());

async function setUp(files: Readonly<Record<string, Buffer>> = { "Tiny-Q8_0.gguf": cockpit }) {
  const run = await setUpPull(files);
  const inspect = async (name = repo) => {
    const opened = await openHubRepo(run.referenceOf(name) as HubReference, run.options);
    return await inspectOnHub(opened, chooseModel(opened));
  };
  return Object.assign(run, { inspect });
}

test("a file on the hub is known by its header, and no more of it is fetched", async () => {
  const { name: _, ...local } = await inspectCheckpoint(builtInModel());
  for (const prefix of ["", "modelscope:"]) {
    await using run = await setUp();
    expect(await run.inspect(prefix + repo)).toMatchObject(local);
    const last = rangesOf(run.hub).map((range) => Number(range?.split("-")[1]));
    expect(Math.max(...last)).toBeLessThan(cockpit.length - 1);
  }
});

test("so is a folder of safetensors", async () => {
  const files = readdirSync(golden).filter((name) => /^(config|model)\./.test(name));
  await using run = await setUp(Object.fromEntries(files.map((name) => [name, readFileSync(`${golden}/${name}`)])));
  const { name: _, ...local } = await inspectCheckpoint(golden);
  expect(await run.inspect()).toEqual({ ...local, name: "Tiny-GGUF" });
});

test("servers that ignore ranges or cut connections are read as well", async () => {
  const { numParameters } = await inspectCheckpoint(builtInModel());
  await using run = await setUp();
  run.hub.next("storage", cutAfter(1000));
  run.hub.next("storage", withoutRanges);
  run.hub.next("storage", withRanges);
  expect(await run.inspect()).toMatchObject({ numParameters });
});

test("what is no model is told", async () => {
  await using page = await setUp({ "Tiny-Q8_0.gguf": Buffer.from("<html>please log in</html>") });
  await expect(page.inspect()).rejects.toMatchObject({ code: "files/unknown-format" });
  await using damaged = await setUp({ "Tiny-Q8_0.gguf": bytesOf(5000) });
  await expect(damaged.inspect()).rejects.toMatchObject({ code: expect.stringMatching(/^gguf\//) });
  await using refused = await setUp();
  refused.hub.next("storage", status(403));
  await expect(refused.inspect()).rejects.toMatchObject({ code: "hub/refused" });
});
