import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { acquireLock } from "./file-lock.ts";

const folder = mkdtempSync(join(tmpdir(), "qwents-lock-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "new", "a.lock");

test("a lock is had once, also within this process, and makes its folder", async () => {
  const release = await acquireLock(path);
  expect(readFileSync(path, "utf8")).toBe(String(process.pid));
  await expect(acquireLock(path)).rejects.toThrow(`process ${process.pid} is pulling the same file`);
  await release();
  expect(existsSync(path)).toBe(false);
  await (await acquireLock(path))();
});

test("of two that want it at once, one gets it", async () => {
  const outcomes = await Promise.allSettled([acquireLock(path), acquireLock(path)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  for (const outcome of outcomes) if (outcome.status === "fulfilled") await outcome.value();
});

test("a lock that a process of this one's id has left, as in a container, stops nobody", async () => {
  const place = join(folder, "b.lock");
  writeFileSync(place, String(process.pid));
  await (await acquireLock(place))();
  expect(existsSync(place)).toBe(false);
});

test("a lock that another process holds is left alone, and asked for again later", async () => {
  const place = join(folder, "c.lock");
  writeFileSync(place, String(process.ppid));
  await expect(acquireLock(place)).rejects.toMatchObject({ code: "files/unwritable" });
  expect(readFileSync(place, "utf8")).toBe(String(process.ppid));
  rmSync(place);
  await (await acquireLock(place))();
});
