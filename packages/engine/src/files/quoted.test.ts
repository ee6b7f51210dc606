import { expect, test } from "vitest";
import { oneLine, quoted, shown } from "./quoted.ts";

test("text out of a file stays on one line, short, and cannot drive a terminal", () => {
  expect(quoted('a"b\n\t')).toBe(String.raw`"a\"b\n\t"`);
  expect(quoted("\u009b31m\u202e\u2028\u007f")).toBe(String.raw`"\u{9b}31m\u{202e}\u{2028}\u{7f}"`);
  expect(quoted("漢".repeat(100))).toBe(`"${"漢".repeat(80)}…"`);
  expect(oneLine("no\n  way\u001b[31m", 100)).toBe(String.raw`no way\u{1b}[31m`);
  expect(oneLine("abcdef", 3)).toBe("abc…");
});

test("values of any type are shown", () => {
  const values = [undefined, null, 2n ** 62n, Number.NaN, true, "x", [1, 2n], new Int32Array(2 ** 20), { a: ["b\n"] }];
  expect(values.map(shown)).toEqual([
    "nothing",
    "null",
    "4611686018427387904",
    "NaN",
    "true",
    '"x"',
    "a list of 2",
    "a list of numbers",
    String.raw`{"a":["b\n"]}`,
  ]);
  expect(shown({ a: "x".repeat(1000) })).toHaveLength(201);
});
