import type { statfs } from "node:fs/promises";
import { afterEach, expect, test, vi } from "vitest";
import { json, redirect, status, withoutRanges, withRanges } from "../hub/fake-answers.fixture.ts";
import { commit } from "../hub/fake-hub.fixture.ts";
import { bytesOf, megabyte, repo, token } from "../hub/pull.fixture.ts";
import { setUpLibrary } from "./library.fixture.ts";

/** What this machine's disk cannot be made to say. */
const disk = vi.hoisted(() => ({ freeBytes: undefined as number | undefined }));
vi.mock(import("node:fs/promises"), async (original) => {
  const real = await original();
  const fake: unknown = async (path: string) =>
    disk.freeBytes === undefined ? real.statfs(path) : { bavail: disk.freeBytes, bsize: 1 };
  return { ...real, statfs: fake as typeof statfs };
});
afterEach(() => Object.assign(disk, { freeBytes: undefined }));

test.each([
  [401, {}, "hub/refused", /refuses .* \(401\)/],
  [403, { "x-error-code": "GatedRepo" }, "hub/refused", /accept its terms .* HF_TOKEN/],
  [404, {}, "hub/not-found", /there is no Qwen\/Tiny-GGUF/],
  [418, {}, "hub/bad-answer", /answered 418/],
])("the hub answers %s", async (code, headers, expected, message) => {
  await using run = await setUpLibrary();
  run.hub.next("api", status(code, headers as Record<string, string>));
  const { id } = await run.begin(`${repo}:Q8_0`);
  const failed = await run.ended(id);
  expect(failed).toMatchObject({
    status: "failed",
    error: { code: expected, message: expect.stringMatching(message) },
  });
  expect(JSON.stringify(failed)).not.toContain(token);
  // It was only a bad day.
  expect((await run.call("POST", `/v1/downloads/${id}/resume`)).body.error).toBeUndefined();
  expect(await run.ended(id)).toMatchObject({ status: "completed" });
});

test("a hub that is in trouble is asked again, and then given up", async () => {
  await using run = await setUpLibrary();
  for (let i = 0; i < 4; i++) run.hub.next("api", status(502));
  const { id } = await run.begin(`${repo}:Q8_0`);
  expect(await run.ended(id)).toMatchObject({ status: "failed", error: { code: "hub/unreachable" } });
});

test("a quantisation that is not there, and one that is not named", async () => {
  await using run = await setUpLibrary();
  const { error } = await run.ended((await run.begin(`${repo}:Q2_K`)).id);
  expect(error).toMatchObject({ code: "hub/not-found", message: expect.stringContaining("Q8_0 (3.0 MiB)") });
  const several = await run.ended((await run.begin(repo)).id);
  expect(several.error).toMatchObject({ code: "request/invalid", message: expect.stringContaining("several models") });
});

test("wrong bytes are deleted, and said", async () => {
  await using run = await setUpLibrary();
  const wrong = bytesOf(3 * megabyte, 9);
  run.hub.next("storage", (request, response) => withoutRanges(request, response, wrong));
  const { id } = await run.begin(`${repo}:Q8_0`);
  expect(await run.ended(id)).toMatchObject({ status: "failed", error: { code: "hub/wrong-checksum" } });
  expect(await run.call("DELETE", `/v1/downloads/${id}`)).toMatchObject({ body: { status: "cancelled" } });
  expect(await run.namesOfBlobs().catch(() => [])).toEqual([]);
});

test("a full disk", async () => {
  await using run = await setUpLibrary();
  disk.freeBytes = megabyte;
  const { error } = await run.ended((await run.begin(`${repo}:Q8_0`)).id);
  expect(error).toMatchObject({
    code: "files/disk-full",
    message: expect.stringContaining("the disk has 1.0 MiB free"),
  });
});

test("what this machine cannot hold is refused, also by force where the disk is too small", async () => {
  await using run = await setUpLibrary();
  const lfs = { oid: "0".repeat(64), size: 2 ** 46 };
  const list = () => {
    run.hub.next("api", json({ sha: commit }));
    run.hub.next("api", json([{ type: "file", path: "t-Q8_0.gguf", lfs }]));
  };
  list();
  const { id } = await run.begin(`${repo}:Q8_0`);
  const tooLarge = { code: "model/too-large", message: expect.stringMatching(/with "force": true$/) };
  expect((await run.ended(id)).error).toEqual(tooLarge);
  list();
  const forced = await run.call("POST", "/v1/downloads", { model: `${repo}:Q8_0`, force: true });
  expect(forced.body).toMatchObject({ id, status: "queued" });
  expect((await run.ended(id)).error?.code).toBe("files/disk-full");
});

test.each([
  ["/etc/passwd", /names no model/],
  ["../models/x.gguf", /names no model/],
  ["file:///etc/passwd", /names no model/],
  ["C:\\model.gguf", /names no model/],
  ["qwen3:999b", /no short name/],
  ["https://10.0.0.1/m.gguf", /private network.*--allow-private-urls/],
  ["https://[::ffff:127.0.0.1]/m.gguf", /private network/],
  ["https://0x7f.1/m.gguf", /private network/],
  ["https://169.254.169.254/latest/m.gguf", /private network/],
  ["http://localhost:1/m.gguf", /private network/],
  ["http://example.com/m.gguf", /not encrypted/],
  ["https://me:secret@example.com/m.gguf", /user name/],
])("%s is not brought", async (model, message) => {
  await using run = await setUpLibrary();
  const { status: code, body } = await run.call("POST", "/v1/downloads", { model });
  expect([code, body.error.code]).toEqual([400, "request/invalid"]);
  expect(body.error.message).toMatch(message);
  expect((await run.call("GET", "/v1/downloads")).body.data).toEqual([]);
});

test("with leave, files come from this machine, and redirects are followed", async () => {
  await using run = await setUpLibrary({ allowPrivateUrls: true });
  const moved = redirect(run.hub.storageUrl(`${repo}/Tiny-Q8_0.gguf`));
  // For a look at its size, and for its bytes.
  for (const handler of [moved, withRanges, moved, withRanges]) run.hub.next("storage", handler);
  const { id, model } = await run.begin(`${run.hub.storageUrl("any/where/model.gguf")}?key=secret`);
  expect(model).not.toContain("secret");
  const done = await run.ended(id);
  expect(done).toMatchObject({ status: "completed", files: [{ name: "model.gguf", downloaded_bytes: 3 * megabyte }] });
  expect(JSON.stringify(done)).not.toContain("secret");
});
