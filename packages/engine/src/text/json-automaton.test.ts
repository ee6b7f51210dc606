import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonObjectAutomaton } from "./json-automaton.ts";

/** How many characters it takes until the object is closed; undefined if none is. */
function read(text: string, maxDepth = 1000): number | undefined {
  const automaton = new JsonObjectAutomaton(maxDepth);
  for (let i = 0; i < text.length; i++) {
    if (!automaton.advance(text[i])) return undefined;
    if (automaton.depth === 0) return i + 1;
  }
  return undefined;
}

function isObject(text: string): boolean {
  try {
    return text.startsWith("{") && typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}

const space = fc.constantFrom("", " ", "\n", "\t\r\n");

test("every object is read to its end, and no further", () => {
  const key = fc.string({ unit: fc.constantFrom("a", '"', "\\", "é", "😀", "\u0001", "\ud800", "\n", "{") });
  const object = fc.dictionary(key, fc.oneof(key, fc.jsonValue({ maxDepth: 2 })), { maxKeys: 3 });
  fc.assert(
    fc.property(object, fc.constantFrom(undefined, 1, "\t"), fc.string(), (value, indent, rest) => {
      const text = JSON.stringify(value, null, indent);
      expect(read(text + rest)).toBe(text.length);
    }),
  );
});

test("what is cut or changed is an object if JSON.parse says so", () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });
  const inserted = fc.constantFrom(
    ...'{}[],:"\\/-+.eE019tfnul \n\u0001\u00a0',
    "\\u",
    "\\uD8",
    "00",
    "1e",
    "1.",
    "tru",
  );
  fc.assert(
    fc.property(object, fc.nat(), fc.nat(2), inserted, (value, at, numRemoved, piece) => {
      const text = JSON.stringify(value);
      const start = at % text.length;
      const changed = text.slice(0, start) + piece + text.slice(start + numRemoved);
      expect(read(changed) === changed.length).toBe(isObject(changed));
    }),
    { numRuns: 2000 },
  );
});

test("values in all their spellings", () => {
  const words = [
    "0",
    "-0",
    "12",
    "-1.50",
    "1e5",
    "0E-07",
    "2.5e+10",
    "true",
    "false",
    "null",
    '"\\u00e9\\n"',
    "[]",
    "{}",
  ];
  const wrong = [
    "01",
    "-",
    "+1",
    ".5",
    "1.",
    "1e",
    "1e+",
    "tru",
    "nulll",
    "'a'",
    '"\n"',
    '"\\x"',
    "[,]",
    "[1,]",
    "{,}",
    "",
  ];
  fc.assert(
    fc.property(fc.constantFrom(...words, ...wrong), space, space, (word, before, after) => {
      const text = `{${after}"a"${before}:${before}${word}${after},"b":[${word}${before},${after}${word}]}`;
      expect(read(text) === text.length).toBe(words.includes(word));
      expect(isObject(text)).toBe(words.includes(word));
    }),
    { numRuns: 500 },
  );
});

test("nothing but an object, and none deeper than asked for", () => {
  for (const text of ["[]", "1", '"a"', " {}", "null", ""]) expect(read(text)).toBeUndefined();
  expect(read('{"a":[{}]}', 3)).toBe(10);
  expect(read('{"a":[{}]}', 2)).toBeUndefined();
});
