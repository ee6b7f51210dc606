import { afterEach, expect, test, vi } from "vitest";
import { StatusLine } from "./status-line.ts";

const { isTTY, columns } = process.stderr;
afterEach(() => void Object.assign(process.stderr, { isTTY, columns }));

/** What is written to a terminal of so many columns. */
function shownAt(numColumns: number, text: string): string {
  Object.assign(process.stderr, { isTTY: true, columns: numColumns });
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  new StatusLine().show(text);
  const shown = write.mock.calls.map(([bytes]) => String(bytes)).join("");
  write.mockRestore();
  return shown;
}

test("a line stays within the terminal, also where characters are wide", () => {
  expect(shownAt(9, "abcdefghijkl")).toContain("abcdefgh");
  expect(shownAt(9, "abcdefghijkl")).not.toContain("i");
  expect(shownAt(10, "模型模型模型")).toContain("模型模型");
  expect(shownAt(10, "模型模型模型")).not.toContain("模型模型模");
});

test("a terminal that does not know its width is taken for a usual one", () => {
  expect(shownAt(0, "x".repeat(100))).toMatch(/(?<!x)x{79}(?!x)/);
});
