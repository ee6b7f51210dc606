import { partialParse } from "@anthropic-ai/sdk/_vendor/partial-json-parser/parser";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseBegunJson } from "./begun-json.ts";

const written = fc.tuple(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), fc.constantFrom(0, 1));

test("the beginning of an object reads as Anthropic's client reads it, at whatever place it ends", () => {
  fc.assert(
    fc.property(written, ([value, indent]) => {
      const text = JSON.stringify(value, null, indent);
      for (let end = 1; end < text.length; end++) {
        expect(parseBegunJson(text.slice(0, end))).toEqual(partialParse(text.slice(0, end)));
      }
      expect(parseBegunJson(text)).toEqual(JSON.parse(text));
    }),
    { numRuns: 50 },
  );
});

test.each([
  ["", {}],
  ["{", {}],
  ['{"city": "Ki', {}],
  ['{"city": "Kiel", "days', { city: "Kiel" }],
  ['{"city": "Kiel", "days": 1', { city: "Kiel" }],
  ['{"days": 1, "at": [1, {"a": true}, 2', { days: 1, at: [1, { a: true }] }],
  ['{"a": "\\"}", "b": fal', { a: '"}' }],
])("%s", (text, value) => {
  expect(parseBegunJson(text)).toEqual(value);
});
