import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuTimeMs } from "../core/cpu-time.fixture.ts";
import { miniMetadata } from "../text/mini-vocabulary.fixture.ts";
import { qwen3Metadata } from "../text/qwen3-files.fixture.ts";
import { tokenizerFromGguf } from "../text/tokenizer-from-gguf.ts";
import { compileGrammar } from "./compile-grammar.ts";
import { GrammarConstraint } from "./grammar-constraint.ts";
import type { GrammarSpec } from "./grammar-spec.ts";
import { judge, tokenGrammarOf } from "./grammar-walk.fixture.ts";

const tokenizer = tokenizerFromGguf(miniMetadata());
const schemaSpec = (schema: unknown, strict = true): GrammarSpec => ({ type: "json_schema", schema, strict });
const judged = (spec: GrammarSpec, text: string) => judge(spec, text, tokenizer);
const compile = (spec: GrammarSpec) => () => compileGrammar(spec, "content");

describe("numbers between bounds", () => {
  const number = fc.integer({ min: -3000, max: 3000 }).map((value) => value / 100);
  test.each(["number", "integer"])("%s: exactly those", (type) => {
    const checked = fc.property(number, number, fc.boolean(), number, fc.nat(2), (x, y, isExclusive, value, digits) => {
      const [low, high] = [Math.min(x, y), Math.max(x, y)];
      const bounds = isExclusive ? { exclusiveMinimum: low, exclusiveMaximum: high } : { minimum: low, maximum: high };
      for (const each of [value, low, high]) {
        const text = each.toFixed(digits);
        const read = Number(text);
        const isIn = isExclusive ? read > low && read < high : read >= low && read <= high;
        const isWritten = type === "number" || digits === 0;
        if (Object.is(read, -0)) continue;
        let found: string;
        try {
          found = judged(schemaSpec({ type, ...bounds }), text);
        } catch {
          found = "wrong";
        }
        expect([text, low, high, isExclusive, found === "whole"]).toEqual([
          text,
          low,
          high,
          isExclusive,
          isIn && isWritten,
        ]);
      }
    });
    fc.assert(checked, { numRuns: 150 });
  });

  test.each([
    [{ minimum: 0, maximum: 10 }, ["0", "7", "10"], ["11", "-1", "07", "1.5"]],
    [{ exclusiveMinimum: 0 }, ["1", "99999"], ["0", "-3"]],
    [{ maximum: -5 }, ["-5", "-123"], ["-4", "0", "5"]],
  ])("integers %j", (bounds, inside, outside) => {
    for (const text of inside)
      expect([text, judged(schemaSpec({ type: "integer", ...bounds }), text)]).toEqual([text, "whole"]);
    for (const text of outside) expect(judged(schemaSpec({ type: "integer", ...bounds }), text)).not.toBe("whole");
  });
});

describe("regular expressions", () => {
  const patterns = [
    "a|bc",
    "(ab)*c?",
    "[^a-c]{2}",
    "\\d+\\.\\d{1,2}",
    "\\w\\W\\s",
    "[\\]\\-x]+",
    "(?:a|b){2,3}",
    "a{0}",
    "\\u0061b",
    "é+",
    "x*?y",
  ];
  test.each(patterns)("%s: what JavaScript matches as a whole", (pattern) => {
    const whole = new RegExp(`^(?:${pattern})$`, "u");
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(..."abcxyé1.-] "), maxLength: 5 }),
      fc.constantFrom("1.25", "ab", "a- ", ""),
    );
    fc.assert(
      fc.property(text, (each) => {
        expect([each, judged({ type: "regex", pattern }, each) === "whole"]).toEqual([each, whole.test(each)]);
      }),
    );
  });

  test.each(["(?=a)b", "(a)\\1", "a\\b", "(", "[a", "*", "a{3,2}", "\\p{L}", "[z-a]", "a$b"])(
    "%s is refused",
    (pattern) => {
      expect(compile({ type: "regex", pattern })).toThrow(expect.objectContaining({ code: "grammar/invalid" }));
    },
  );
});

describe("grammars", () => {
  const chess = `# moves
root ::= (move " "){1,3} end?
move ::= [a-h] [1-8]
  | "O-O"
end  ::= "#" | "\\u00bd" | [^\\x00-\\x7F]`;

  test.each([
    ["e4 O-O ", "whole"],
    ["e4 ½", "whole"],
    ["e4 #", "whole"],
    ["e9", "wrong"],
    ["e4", "open"],
    ["e4 e4 e4 e4", "wrong"],
  ])("%j is %s", (text, expected) => {
    expect(judged({ type: "grammar", grammar: chess }, text)).toBe(expected);
  });

  test("go as deep as a text does", () => {
    const grammar = 'root ::= "(" root ")" | ""';
    expect(judged({ type: "grammar", grammar }, `${"(".repeat(500)}${")".repeat(500)}`)).toBe("whole");
    expect(judged({ type: "grammar", grammar }, "(()))")).toBe("wrong");
  });

  test.each([
    ["root ::= other", /lacks a rule named "other", at line 1/],
    ['a ::= "x"', /lacks a rule named "root"/],
    ['root ::= root "x" | "x"', /without end before any text: "root" → "root"/],
    ['root ::= "x', /lacks a "/],
    ["root := x", /lacks "::="/],
    ["root ::= []", /allows no text at all/],
    ['root ::= "a" root', /allows no text at all/],
  ])("%j is refused", (grammar, message) => {
    expect(compile({ type: "grammar", grammar })).toThrow(message);
  });
});

describe("schemas", () => {
  test.each([
    ["uniqueItems", { type: "array", uniqueItems: true }],
    ["not", { type: "object", properties: { a: { not: { type: "string" } } } }],
    ["oneOf", { oneOf: [{ type: "string" }, { type: "string", maxLength: 3 }] }],
    ["multipleOf", { type: "number", multipleOf: 0.5 }],
    ["refers to", { $ref: "https://example.com/schema" }],
    ["can not be kept to", { type: "string", pattern: "(?!a)b" }],
  ])("what can not be kept to is refused where they are strict, and left aside elsewhere: %s", (name, schema) => {
    expect(compile(schemaSpec(schema))).toThrow(name);
    expect(compile(schemaSpec(schema, false))).not.toThrow();
  });

  test("say where they are wrong", () => {
    const schema = {
      type: "object",
      properties: { a: { type: "array", items: { $ref: "#/$defs/b" } } },
      $defs: { b: { $ref: "#/$defs/b" } },
    };
    expect(compile(schemaSpec(schema))).toThrow(/The JSON Schema at #\/\$defs\/b refers to itself without end/);
    expect(compile(schemaSpec({ type: "string", maxLength: -1 }))).toThrow(/at # has a "maxLength" that is no count/);
    expect(compile(schemaSpec({ enum: [] }))).toThrow(/allows no text at all/);
  });

  test("a date is one of the calendar, an address has its parts", () => {
    const date = schemaSpec({ type: "string", format: "date" });
    expect(judged(date, '"2024-02-28"')).toBe("whole");
    expect(judged(date, '"2024-13-01"')).toBe("wrong");
    expect(judged(schemaSpec({ type: "string", format: "email", pattern: "^(?!\\.)x" }), '"a.b@c.de"')).toBe("whole");
  });

  test("a property that is not named can not take the name of one that is", () => {
    const spec = schemaSpec({
      type: "object",
      properties: { ab: { type: "null" } },
      additionalProperties: { type: "string" },
    });
    expect(judged(spec, '{"a": "x", "abc": "y"}')).toBe("whole");
    expect(judged(spec, '{"ab": "x"}')).toBe("wrong");
    expect(judged(spec, '{"\\u0061b": "x"}')).toBe("wrong");
  });
});

describe("hostile ones end in time", () => {
  const nested = (depth: number) =>
    Array.from({ length: depth }).reduce((schema) => ({ anyOf: [schema, { type: "null" }] }), {});
  const hostile: readonly (readonly [name: string, spec: GrammarSpec])[] = [
    ["deep schema", schemaSpec(nested(5000))],
    ["large enum", schemaSpec({ enum: Array.from({ length: 20_000 }, (_, i) => `value ${i}`) })],
    [
      "branching recursion",
      schemaSpec({
        $defs: {
          a: {
            type: "object",
            properties: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`p${i}`, { $ref: "#/$defs/a" }])),
          },
        },
        $ref: "#/$defs/a",
      }),
    ],
    [
      "multiplying allOf",
      schemaSpec({
        allOf: Array.from({ length: 12 }, (_, i) => ({
          anyOf: [{ minLength: i }, { maxLength: 50 + i }, { type: "string" }],
        })),
      }),
    ],
    ["nested bounds", { type: "regex", pattern: "((((a{0,99}){0,99}){0,99}){0,99}){0,99}" }],
    ["long bounds", { type: "regex", pattern: "(?:a|aa|aaa){50000}" }],
    [
      "ambiguous grammar",
      { type: "grammar", grammar: "root ::= x root y | x root z | x\nx ::= [a-z]\ny ::= [a-z]\nz ::= [a-z]" },
    ],
    [
      "many optional properties",
      schemaSpec({
        type: "object",
        properties: Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`property ${i}`, { type: "string" }])),
      }),
    ],
  ];
  const real = tokenizerFromGguf(qwen3Metadata());

  test.each(hostile)("%s", (_, spec) => {
    const begunMs = cpuTimeMs();
    try {
      const constraint = new GrammarConstraint(tokenGrammarOf(spec, real), []);
      const logits = new Float32Array(real.vocabSize);
      for (let step = 0; step < 12 && !constraint.isOver; step++) {
        logits.fill(0);
        constraint.mask(logits);
        constraint.accept(logits.lastIndexOf(0));
      }
    } catch (error) {
      expect(error).toMatchObject({ code: expect.stringMatching(/^grammar\/(invalid|too-complex)$/) });
    }
    expect(cpuTimeMs() - begunMs).toBeLessThan(8000);
  });

  describe("schemas of tools that grow with their depth", () => {
    const list = { type: "array", items: { $ref: "#/$defs/node" } };
    const word = { enum: Array.from({ length: 30 }, (_, i) => `${i}${"x".repeat(1900)}`) };
    const parameters = { $defs: { node: { type: "object", properties: { list, word } } }, properties: { list } };
    const toolsSpec = (count: number, strict: boolean): GrammarSpec => ({
      type: "tools",
      tools: Array.from({ length: count }, (_, i) => ({ name: `f${i}`, parameters, strict })),
    });

    test("one is kept to as an object, no more", () => {
      expect(compile(toolsSpec(1, false))).not.toThrow();
      expect(compile(toolsSpec(1, true))).toThrow(expect.objectContaining({ code: "grammar/too-complex" }));
    });

    test("many together are too much, and known to be before they are made", () => {
      const before = process.memoryUsage.rss();
      expect(compile(toolsSpec(128, false))).toThrow(expect.objectContaining({ code: "grammar/too-complex" }));
      expect(process.memoryUsage.rss() - before).toBeLessThan(1.2e9);
    });
  });
});
