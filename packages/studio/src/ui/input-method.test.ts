import { expect, test } from "vitest";
import { isEscape, isInputMethod } from "./input-method.ts";

test.each([
  ["while a word is composed", true, 13, true],
  ["in Safari, whose composition has just ended", false, 229, true],
  ["otherwise", false, 13, false],
])("Enter %s", (_, isComposing, keyCode, expected) => expect(isInputMethod({ isComposing, keyCode })).toBe(expected));

test.each([
  ["Escape", false, true],
  ["Escape", true, false],
  ["Enter", false, false],
])("%s, composing %s, is Escape %s", (key, isComposing, expected) =>
  expect(isEscape({ key, isComposing, keyCode: 27 })).toBe(expected),
);
