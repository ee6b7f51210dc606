import fc from "fast-check";
import { expect, test } from "vitest";
import { cpuTimeMs } from "../core/cpu-time.fixture.ts";
import { StopStrings } from "./stop-strings.ts";

interface Outcome {
  readonly text: string;
  readonly stop?: string;
}

/** By definition: the first end of any stop string, of those that end there the longest. */
function search(text: string, stops: readonly string[]): Outcome {
  for (let end = 1; end <= text.length; end++) {
    const found = stops.filter((stop) => text.slice(0, end).endsWith(stop)).sort((a, b) => b.length - a.length);
    if (found.length > 0) return { text: text.slice(0, end - found[0].length), stop: found[0] };
  }
  return { text };
}

function stream(parts: readonly string[], stops: readonly string[]): Outcome {
  const matcher = new StopStrings(stops);
  let text = "";
  for (const part of parts) {
    const result = matcher.push(part);
    text += result.text;
    if (result.stop !== undefined) return { text, stop: result.stop };
  }
  return { text: text + matcher.flush() };
}

test("delivers at once what cannot begin a stop string", () => {
  const matcher = new StopStrings(["END", "\n\n"]);
  expect(matcher.push("so EN")).toEqual({ text: "so " });
  expect(matcher.push("TER\n")).toEqual({ text: "ENTER" });
  expect(matcher.push("x")).toEqual({ text: "\nx" });
  expect(matcher.push(" E")).toEqual({ text: " " });
  expect(matcher.push("ND, later")).toEqual({ text: "", stop: "END" });
});

test("delivers what was held back when no more comes", () => {
  const matcher = new StopStrings(["</s>"]);
  expect(matcher.push("a</")).toEqual({ text: "a" });
  expect(matcher.flush()).toBe("</");
  expect(matcher.flush()).toBe("");
});

test("without stop strings all passes", () => {
  expect(new StopStrings([]).push("abc")).toEqual({ text: "abc" });
});

test("an empty stop string is invalid", () => {
  expect(() => new StopStrings(["a", ""])).toThrow(expect.objectContaining({ code: "request/invalid" }));
});

test("finds what a search of the whole finds, however the text is parted", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "ab", "😀", "😁"), maxLength: 6 });
  const stops = fc.array(
    word.filter((stop) => stop !== ""),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), stops, (parts, stopStrings) => {
      const text = parts.join("");
      const expected = search(text, stopStrings);
      expect(stream(parts, stopStrings)).toEqual(expected);
      expect(stream([text], stopStrings)).toEqual(expected);
      expect(stream([...text], stopStrings)).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

test("holds back in linear time", () => {
  const matcher = new StopStrings([`${"a".repeat(1000)}b`]);
  const parts = Array.from({ length: 20_000 }, () => "aaa");
  const begin = cpuTimeMs();
  expect(parts.map((part) => matcher.push(part).text).join("").length).toBe(59_000);
  expect(cpuTimeMs() - begin).toBeLessThan(2000);
});
