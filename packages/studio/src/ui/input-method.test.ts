import { expect, test } from "vitest";
import { isInputMethod } from "./input-method.ts";

test.each([
  ["while a word is composed", true, 13, true],
  ["in Safari, whose composition has just ended", false, 229, true],
  ["otherwise", false, 13, false],
])("Enter %s", (_, isComposing, keyCode, expected) => expect(isInputMethod({ isComposing, keyCode })).toBe(expected));
