import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPath, listFolder, openFile } from "./node-files.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "qwents-files-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

describe("openFile", () => {
  it("reads exact ranges", async () => {
    const source = await openFile(await fileOf("a.bin", Uint8Array.of(1, 2, 3, 4, 5)));
    expect(source.name).toBe("a.bin");
    expect(source.sizeBytes).toBe(5);
    expect([...(await source.read(1, 3))]).toEqual([2, 3, 4]);
    expect([...(await source.read(5, 0))]).toEqual([]);
    await expect(source.read(3, 3)).rejects.toMatchObject({ code: "files/truncated" });
    await source.close();
    await expect(source.read(0, 1)).rejects.toMatchObject({ code: "files/unreadable" });
  });

  it("notices a file that shrinks while it is open", async () => {
    const path = await fileOf("shrinks.bin", new Uint8Array(100));
    const source = await openFile(path);
    await truncate(path, 50);
    await expect(source.read(40, 20)).rejects.toMatchObject({ code: "files/truncated" });
    await source.close();
  });

  it("says what is wrong with the path", async () => {
    await expect(openFile(join(folder, "missing"))).rejects.toMatchObject({ code: "files/not-found" });
    await expect(openFile(join(folder, "x".repeat(300)))).rejects.toMatchObject({ code: "files/not-found" });
    await expect(openFile(folder)).rejects.toMatchObject({ code: "files/unreadable" });
    await expect(openFile("a\0b")).rejects.toMatchObject({ code: "files/unreadable" });
  });
});

describe("findPath and listFolder", () => {
  it("tell what lies where", async () => {
    const path = await fileOf("b.bin", new Uint8Array());
    expect(await findPath(path)).toEqual({ kind: "file", path, name: "b.bin", folder });
    expect(await findPath(`${folder}/.`)).toMatchObject({ kind: "folder", path: folder, name: basename(folder) });
    await expect(findPath(join(path, "below"))).rejects.toMatchObject({ code: "files/not-found" });
    expect(await listFolder(folder)).toContain("b.bin");
    await expect(listFolder(join(folder, "missing"))).rejects.toMatchObject({ code: "files/not-found" });
  });
});
