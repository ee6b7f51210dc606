import { expect, test } from "vitest";
import { TransferRate } from "../hub/transfer-rate.ts";
import { progressText } from "./file-progress.ts";
import { widthOf } from "./text-width.ts";

const mebibyte = 1024 * 1024;
const half = { fileName: "m.gguf", phase: "loading", doneBytes: 50 * mebibyte, totalBytes: 100 * mebibyte } as const;

test("a line says how far it is, how fast and how long it takes", () => {
  const words = "50 %  50 MiB of 100 MiB  2.0 MiB/s  25 s left";
  expect(progressText(half, 2 * mebibyte, 0)).toBe(`m.gguf  ${words}`);
  expect(progressText(half, mebibyte / 4, 0)).toMatch(/ {2}4 min left$/);
  expect(progressText(half, 1000, 0)).toMatch(/ {2}15 h left$/);
  expect(progressText(half, 0, 0)).toMatch(/ {2}0 B\/s$/);
  expect(progressText(half, undefined, 0)).toMatch(/100 MiB$/);
  expect(progressText({ ...half, totalBytes: undefined }, mebibyte, 80)).toBe("m.gguf  50 MiB  1.0 MiB/s");
  expect(progressText({ ...half, fileName: "\u001b[2J", phase: "checking" }, 1, 0)).toMatch(
    /^checking what is here of ␛/,
  );
});

test("a bar takes what room there is", () => {
  const line = (columns: number) => progressText(half, 2 * mebibyte, columns);
  expect(line(65)).toBe("m.gguf  █████░░░░░  50 %  50 MiB of 100 MiB  2.0 MiB/s  25 s left");
  for (const columns of [61, 65, 80]) expect(line(columns)).toHaveLength(columns);
  expect(line(60)).not.toContain("█");
  expect(line(200)).toHaveLength(85);
  const wide = (columns: number) => progressText({ ...half, fileName: "模型.gguf" }, 2 * mebibyte, columns);
  for (const columns of [66, 80]) expect(widthOf(wide(columns))).toBe(columns);
  expect(wide(63)).not.toContain("█");
});

test("speed is that of the last seconds", () => {
  const rate = new TransferRate();
  expect(rate.bytesPerSecond).toBeUndefined();
  rate.add(0, 0);
  rate.add(100, 400);
  expect(rate.bytesPerSecond).toBeUndefined();
  rate.add(1000, 1000);
  expect(rate.bytesPerSecond).toBe(1000);
  for (let second = 2; second <= 20; second++) rate.add(1000 + 50 * (second - 1), 1000 * second);
  expect(rate.bytesPerSecond).toBe(50);
});
