import { expect, test } from "vitest";
import { cutTo, widthOf } from "./text-width.ts";

test.each([
  ["", 0],
  ["model-Q8_0.gguf", 15],
  ["模型", 4],
  ["モデル ﾓﾃﾞﾙ", 11],
  ["모델 \u1112\u1161\u11ab", 7],
  ["Ｑ８：、。「」", 14],
  ["𠮷", 2],
  ["grün gru\u0308n", 9],
  ["👋🏽👨‍👩‍👧❤️🇩🇪🫠", 10],
  ["a\u200bb\ufeffc\u0007", 3],
  ["██░░ – … ␛ ✓", 12],
])("%s takes so many columns", (text, columns) => {
  expect(widthOf(text)).toBe(columns);
});

test("a text is cut where the next character would not fit, and never within one", () => {
  expect(["abc", "模型x", "e\u0301a"].map((text) => cutTo(text, 3))).toEqual(["abc", "模", "e\u0301a"]);
  expect(cutTo("abcdef", 4)).toBe("abcd");
  expect(cutTo("👨‍👩‍👧👨‍👩‍👧", 3)).toBe("👨‍👩‍👧");
  expect([cutTo("abc", 0), cutTo("模", -1), cutTo("模", 1)]).toEqual(["", "", ""]);
});
