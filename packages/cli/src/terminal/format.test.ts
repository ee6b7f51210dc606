import { expect, test } from "vitest";
import { formatBytes, formatColumns, formatCount, formatDuration, formatRate } from "./format.ts";
import { printable } from "./printable.ts";
import { errorLine } from "./report-error.ts";

test("sizes, counts, durations and rates read well at every magnitude", () => {
  expect([0, 1023, 1024, 633_000_000, 2_491_000_000].map(formatBytes)).toEqual([
    "0 B",
    "1023 B",
    "1.0 KiB",
    "604 MiB",
    "2.3 GiB",
  ]);
  expect([512, 171_648, 596_049_920, 4_022_000_000].map(formatCount)).toEqual(["512", "172 k", "596 M", "4.0 B"]);
  expect([12.4, 999.4, 1500].map(formatDuration)).toEqual(["12 ms", "999 ms", "1.5 s"]);
  expect([formatRate(10, 500), formatRate(0, 500), formatRate(10, 0)]).toEqual(["20.0 tokens/s", "–", "–"]);
});

test("columns line up and end without spaces", () => {
  const rows = [
    ["a", "long cell", "x"],
    ["bbb", "c", "y"],
  ];
  expect(formatColumns(rows)).toBe("a    long cell  x\nbbb  c          y");
  expect(formatColumns([])).toBe("");
  expect(
    formatColumns([
      ["模型", "x"],
      ["abc", "y"],
    ]),
  ).toBe("模型  x\nabc   y");
  expect(formatColumns([["a\nb", "\u001b[2J"]])).toBe("a␊b  ␛[2J");
});

test("an error is one line, whatever it says", () => {
  expect(errorLine("template: line 1\n   ^ here\n\u001b[2J")).toBe("error: template: line 1 ^ here ␛[2J");
});

test("control characters cannot reach the terminal", () => {
  expect(printable("a\tb\nc \u001b[31mred\u0007 \u009b2J\u007f\r")).toBe("a\tb\nc ␛[31mred␇ \ufffd2J␡␍");
  expect(printable("one\r\ntwo")).toBe("one\ntwo");
  expect(printable("Grüße, 世界 👋🏽")).toBe("Grüße, 世界 👋🏽");
});
