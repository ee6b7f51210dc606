import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesSource } from "./bytes-source.ts";
import { openSource } from "./open-source.ts";
import { lengthOfPieces, readPieces } from "./pieced-bytes.ts";
import { transposedSource } from "./transposed-source.ts";

const counting = (length: number) => Uint8Array.from({ length }, (_, i) => i);

test("pieces read as if they lay end to end, from any place", async () => {
  const source = bytesSource("file", counting(200));
  const range = fc.record({ offset: fc.nat(100), length: fc.nat(20) });
  const read = fc.record({
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    to: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(range), read, async (ranges, { from, to }) => {
      const pieces = ranges.map((part) => ({ source, ...part }));
      const whole = ranges.flatMap(({ offset, length }) => [...counting(200).subarray(offset, offset + length)]);
      expect(lengthOfPieces(pieces)).toBe(whole.length);
      const [begin, end] = [from, to].map((share) => Math.floor(share * whole.length)).sort((a, b) => a - b);
      const target = new Uint8Array(end - begin);
      await readPieces(pieces, begin, target);
      expect([...target]).toEqual(whole.slice(begin, end));
    }),
  );
});

test("transposed matrices, read in part, also by a thread that opens them anew", async () => {
  const stored = { offset: 3, count: 2, rows: 2, columns: 3, elementBytes: 2 } as const;
  const bytes = new Uint8Array([9, 9, 9, ...new Uint8Array(Uint16Array.from({ length: 12 }, (_, i) => i).buffer)]);
  const source = transposedSource(bytesSource("file", bytes), stored);
  const expected = Uint16Array.from([0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11]);
  for (const opened of [source, await openSource(source.locator)]) {
    expect([...new Uint16Array((await opened.read(0, 24)).buffer)]).toEqual([...expected]);
    expect([...new Uint16Array((await opened.read(10, 8)).buffer)]).toEqual([...expected.subarray(5, 9)]);
    await expect(opened.read(20, 5)).rejects.toMatchObject({ code: "files/truncated" });
  }
  expect(() => transposedSource(bytesSource("short", counting(20)), stored)).toThrow(/20 bytes/);
});
