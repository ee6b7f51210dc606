import { expect, test } from "vitest";
import { readAttachment } from "./read-attachment.ts";

test("a text file is taken, of a long one the beginning", async () => {
  expect(await readAttachment(new File(["a,b"], "a.csv"))).toEqual({ name: "a.csv", text: "a,b", isCut: false });
  const long = await readAttachment(new File(["x".repeat(100_001)], "long.txt"));
  expect(long).toMatchObject({ text: "x".repeat(100_000), isCut: true });
});

test("bytes that are no text are none", async () => {
  expect(await readAttachment(new File([new Uint8Array([0, 1, 255])], "a.bin"))).toBeUndefined();
});

test("what cannot be read, as a folder or a file that is gone, is none", async () => {
  const folder = new File([], "folder");
  folder.slice = () =>
    Object.assign(new Blob(), { arrayBuffer: () => Promise.reject(new DOMException("no", "NotFoundError")) });
  expect(await readAttachment(folder)).toBeUndefined();
});
