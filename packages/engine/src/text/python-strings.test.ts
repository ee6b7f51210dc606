import { expect, test } from "vitest";
import { pythonSplit, pythonStrip } from "./python-strings.ts";

test("strips whitespace as Python has it", () => {
  expect(pythonStrip("strip", "\x1c\x85\u3000 a b\r\n")).toBe("a b");
  expect(pythonStrip("strip", "\ufeffa")).toBe("\ufeffa");
  expect(pythonStrip("lstrip", "  a ")).toBe("a ");
  expect(pythonStrip("rstrip", "  a ")).toBe("  a");
});

test("strips characters of a set", () => {
  expect(pythonStrip("strip", "\n a \n", "\n")).toBe(" a ");
  expect(pythonStrip("strip", "abcba", "ab")).toBe("c");
  expect(pythonStrip("strip", "aaa", "a")).toBe("");
  expect(pythonStrip("lstrip", " a", "")).toBe(" a");
});

test.each([
  ["a,b,,c", ",", -1, ["a", "b", "", "c"]],
  ["a,b,,c", ",", 1, ["a", "b,,c"]],
  ["a,b", ",", 0, ["a,b"]],
  ["", ",", -1, [""]],
  ["aaa", "aa", -1, ["", "a"]],
  ["  a \n b  c ", undefined, -1, ["a", "b", "c"]],
  ["  a  b  c ", undefined, 1, ["a", "b  c "]],
  ["  ", undefined, -1, []],
])("splits %j at %j, %i times", (text, separator, maxSplits, expected) => {
  expect(pythonSplit(text, separator, maxSplits)).toEqual(expected);
});

test("does not split at nothing", () => {
  expect(() => pythonSplit("a", "")).toThrow("empty separator");
});
