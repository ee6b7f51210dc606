import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createFile } from "./node-new-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "qwents-new-file-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("has its name only when it is whole; parts come in any order, zeros are where nothing was written", async () => {
  const path = join(folder, "whole.bin");
  await writeFile(path, "old");
  const file = await createFile(path, 8);
  await Promise.all([file.write(5, Uint8Array.of(6, 7)), file.write(0, Uint8Array.of(1, 2))]);
  expect(await readFile(path, "utf8")).toBe("old");
  await file.finish();
  expect([...(await readFile(path))]).toEqual([1, 2, 0, 0, 0, 6, 7, 0]);
  expect(await readdir(folder)).toEqual(["whole.bin"]);
});

it("leaves nothing when it is discarded, also after it failed to get its name", async () => {
  const discarded = await createFile(join(folder, "discarded.bin"), 4);
  await discarded.write(0, Uint8Array.of(1));
  await discarded.discard();
  const taken = join(folder, "taken");
  await mkdir(join(taken, "inner"), { recursive: true });
  const failed = await createFile(taken, 4);
  await expect(failed.finish()).rejects.toMatchObject({ code: "files/unwritable" });
  await failed.discard();
  expect(await readdir(folder)).toEqual(["taken", "whole.bin"]);
});

it("says what is wrong before anything is written", async () => {
  const nowhere = join(folder, "missing", "a.bin");
  await expect(createFile(nowhere, 4)).rejects.toMatchObject({
    code: "files/unwritable",
    message: expect.stringContaining("choose another place"),
  });
  await expect(createFile(join(folder, "huge.bin"), 2 ** 52)).rejects.toMatchObject({
    code: "files/disk-full",
    message: expect.stringMatching(/needs 4194304\.00 GiB, but only [\d.]+ \wiB are free/),
  });
  expect(await readdir(folder)).toEqual(["taken", "whole.bin"]);
});
