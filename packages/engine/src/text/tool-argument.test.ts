import { expect, test } from "vitest";
import { argumentText } from "./tool-argument.ts";

const kinds = { enum: ["warm", "cold"] };
const parameters = {
  type: "object",
  $defs: { level: { enum: [1, 2, 3] }, tree: { anyOf: [{ $ref: "#/$defs/tree" }, { type: "boolean" }] } },
  properties: {
    text: { type: "string" },
    integer: { type: "integer" },
    number: { type: "number" },
    flag: { type: "boolean" },
    list: { type: "array", items: { type: "string" } },
    object: { type: "object" },
    maybe: { type: ["integer", "null"] },
    either: { anyOf: [{ type: "string" }, { type: "number" }] },
    optional: { type: "integer", nullable: true },
    level: { $ref: "#/$defs/level" },
    tree: { $ref: "#/$defs/tree" },
    lost: { $ref: "#/$defs/nothing" },
    kind: kinds,
    always: { const: true },
    shape: { properties: { x: { type: "number" } } },
    items: { items: {} },
    untyped: {},
    odd: 5,
  },
};

test.each([
  ["text", "5", '"5"'],
  ["text", "null", '"null"'],
  ["text", ' "quoted"\n', '" \\"quoted\\"\\n"'],
  ["integer", "42", "42"],
  ["integer", " -7\n", "-7"],
  ["integer", "123456789012345678901234567890", "123456789012345678901234567890"],
  ["integer", "5.0", "5"],
  ["integer", "+5", "5"],
  ["integer", "seven", '"seven"'],
  ["integer", "None", "null"],
  ["integer", "1e999", '"1e999"'],
  ["number", "1.50", "1.50"],
  ["number", ".5", "0.5"],
  ["number", "007", "7"],
  ["number", "0x1f", '"0x1f"'],
  ["number", "", '""'],
  ["flag", "true", "true"],
  ["flag", "True", "true"],
  ["flag", "FALSE", "false"],
  ["flag", "yes", '"yes"'],
  ["flag", "null", "null"],
  ["list", '["a",\n "b"]', '["a",\n "b"]'],
  ["list", "a, b", '"a, b"'],
  ["list", "null", "null"],
  ["object", '{"a": {"b": 1.0}}', '{"a": {"b": 1.0}}'],
  ["object", "{'a': 1}", "\"{'a': 1}\""],
  ["object", "5", '"5"'],
  ["object", `${'{"a":'.repeat(60)}1${"}".repeat(60)}`, JSON.stringify(`${'{"a":'.repeat(60)}1${"}".repeat(60)}`)],
  ["maybe", "null", "null"],
  ["maybe", "3", "3"],
  ["either", "3", "3"],
  ["either", "three", '"three"'],
  ["optional", "None", "null"],
  ["level", "2", "2"],
  ["tree", "True", "true"],
  ["lost", "2", '"2"'],
  ["kind", "warm", '"warm"'],
  ["always", "True", "true"],
  ["shape", '{"x": 1}', '{"x": 1}'],
  ["items", "[1]", "[1]"],
  ["untyped", "1", '"1"'],
  ["odd", "1", '"1"'],
  ["unknown", "1", '"1"'],
  ["constructor", "1", '"1"'],
])("%s: %j is %s", (name, value, expected) => {
  expect(argumentText(value, parameters, name)).toBe(expected);
});

test("without a schema every value is text", () => {
  expect(argumentText("1", undefined, "a")).toBe('"1"');
  expect(argumentText("1", { type: "object" }, "a")).toBe('"1"');
});
