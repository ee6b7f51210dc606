import { readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findCached, listCached } from "./cached-models.ts";
import { json, redirect, status, withRanges } from "./fake-answers.fixture.ts";
import { sha256 } from "./fake-hub.fixture.ts";
import { bytesOf, hashOf, modelScopeToken, repo, setUpPull, token, weights } from "./pull.fixture.ts";

const name = `modelscope:${repo}:Q8_0`;

test("a model comes from ModelScope, checked by its SHA-256, into a folder of its own", async () => {
  await using run = await setUpPull();
  const { place, pulledBytes } = await run.pull(name);
  expect([await hashOf(place), pulledBytes]).toEqual([sha256(weights), weights.length]);
  const folder = join(run.settings.modelScope.folder, "models--Qwen--Tiny-GGUF");
  const revision = await readFile(join(folder, "refs", "master"), "utf8");
  expect(place).toBe(join(folder, "snapshots", revision, "sub", "Tiny-Q8_0.gguf"));
  expect(await readlink(place)).toBe(join("..", "..", "..", "blobs", sha256(weights)));
  expect(await listCached(run.settings)).toMatchObject([{ name, place, origin: { hub: "modelScope", repo } }]);
  expect(await findCached(run.referenceOf(`modelscope:${repo}`), run.settings)).toMatchObject([{ name }]);
  expect(await findCached(run.referenceOf(repo), run.settings)).toEqual([]);
  expect(await run.pull(name)).toMatchObject({ pulledBytes: 0 });
});

test("its token goes to ModelScope alone, and the other hub's never there", async () => {
  await using run = await setUpPull();
  await run.pull(name);
  const sent = run.hub.requests.map(({ part, authorization, cookie }) => [part, authorization, cookie]);
  const ours = [`Bearer ${modelScopeToken}`, `m_session_id=${modelScopeToken}`];
  expect(sent).toEqual([
    ["api", ...ours],
    ["resolve", ...ours],
    ["storage", undefined, undefined],
  ]);
  expect(JSON.stringify(sent)).not.toContain(token);
  expect(run.hub.requests[1].url).toBe(`/api/v1/models/${repo}/repo?Revision=master&FilePath=sub%2FTiny-Q8_0.gguf`);
});

test("a branch that is not there, which it answers with a list of nothing", async () => {
  await using run = await setUpPull();
  await expect(run.pull(`modelscope:${repo}@main:Q8_0`)).rejects.toMatchObject({
    code: "hub/not-found",
    message: expect.stringContaining("has no revision main on ModelScope"),
  });
});

test("answers that cannot be are told, and name ModelScope's variables", async () => {
  const file = { Type: "blob", Path: "m-Q8_0.gguf", Size: 5, Sha256: "0".repeat(64) };
  const list = (...Files: unknown[]) => json({ Code: 200, Data: { Files } });
  const cases: [string, ReturnType<typeof json>, string, RegExp][] = [
    ["another code", json({ Code: 500, Data: { Files: [] } }), "hub/bad-answer", /a list of files.*MODELSCOPE_DOMAIN/],
    ["no list", json({ Code: 200, Data: { Files: "x" } }), "hub/bad-answer", /a list of files/],
    ["a way out", list({ ...file, Path: "../m-Q8_0.gguf" }), "hub/bad-answer", /file names/],
    ["no hash", list({ ...file, Sha256: "0" }), "hub/bad-answer", /the hash of m-Q8_0\.gguf/],
    ["no size", list({ ...file, Size: -1 }), "hub/bad-answer", /a possible size/],
    ["twice the same", list(file, file), "hub/bad-answer", /file names/],
    ["no JSON", withRanges, "hub/bad-answer", /expected JSON.*is ModelScope there\? \(MODELSCOPE_DOMAIN/],
    ["refused", status(403), "hub/refused", /MODELSCOPE_API_TOKEN/],
    ["unknown", status(404), "hub/not-found", /no Qwen\/Tiny-GGUF/],
    ["elsewhere, unsafely", redirect("ftp://127.0.0.1/"), "hub/bad-answer", /not safe/],
  ];
  for (const [what, handler, code, message] of cases) {
    await using run = await setUpPull();
    run.hub.next("api", handler);
    const error = await run.pull(name).catch((thrown) => thrown);
    expect(error, what).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(error.message, what).not.toMatch(/secret/);
  }
});

test("other contents are another snapshot", async () => {
  await using run = await setUpPull();
  const before = await run.pull(name);
  const changed = bytesOf(5000, 3);
  run.hub.repos.get(repo)?.set("sub/Tiny-Q8_0.gguf", changed);
  const after = await run.pull(name);
  expect(after.place).not.toBe(before.place);
  expect([await hashOf(before.place), await hashOf(after.place)]).toEqual([sha256(weights), sha256(changed)]);
  expect(await listCached(run.settings)).toMatchObject([{ name, place: after.place }]);
});
