import type { Random } from "../fuzz/random.ts";
import type { OfferedTool } from "./cases.ts";

type Schema = Readonly<Record<string, unknown>>;

const names = ["get_weather", "search", "write_file", "run", "set-light", "createOrder", "f"];
const keys = ["city", "query", "path", "content", "n", "is_on", "items", "filter", "größe", "a_b", "x-y"];
const texts = [
  ...["", " ", "Köln", "東京", "a b", "12", "-0.5", "true", "null", "None", "[1]", '{"a": 1}', "😀", "é", "\t"],
  ...["two\nlines", "\n", "a\n\n  b\n", 'say "hi"', "C:\\new", "\\u0041", "a < b && c > d", "<p>x</p>", "</p>", "100%"],
  ...["<tool_call>", "</tool_call> no", "<think>", "{", "}]", "$&", "\u2028", "𝒳"],
];
const maxDepth = 3;

/** One to four tools, each with a schema or none. */
export function randomTools(random: Random): OfferedTool[] {
  const chosen = new Set(Array.from({ length: 1 + random.below(4) }, () => random.pick(names)));
  return [...chosen].map((name) => {
    if (random.chance(0.15)) return { type: "function", function: { name } };
    return { type: "function", function: { name, parameters: randomObject(random, maxDepth) } };
  });
}

function randomObject(random: Random, depth: number): Schema {
  const chosen = new Set(Array.from({ length: random.below(4) }, () => random.pick(keys)));
  const properties = Object.fromEntries([...chosen].map((key) => [key, randomSchema(random, depth - 1)]));
  const required = [...chosen].filter(() => random.chance(0.5));
  return { type: "object", properties, ...(required.length > 0 && { required }) };
}

function randomSchema(random: Random, depth: number): Schema {
  const kinds = ["string", "string", "integer", "number", "boolean", "enum", ...(depth > 0 ? ["array", "object"] : [])];
  const kind = random.pick(kinds);
  if (kind === "enum") return { type: "string", enum: ["low", "mid", "high"] };
  if (kind === "array") return { type: "array", items: randomSchema(random, depth - 1) };
  return kind === "object" ? randomObject(random, depth) : { type: kind };
}

/** Arguments that a schema allows. */
export function randomArguments(random: Random, { properties = {}, required = [] }: Schema): Record<string, unknown> {
  const entries = Object.entries(properties as Record<string, Schema>);
  const given = entries.filter(([key]) => (required as string[]).includes(key) || random.chance(0.7));
  return Object.fromEntries(given.map(([key, schema]) => [key, randomValue(random, schema)]));
}

function randomValue(random: Random, schema: Schema): unknown {
  if (Array.isArray(schema.enum)) return random.pick(schema.enum);
  switch (schema.type) {
    case "string":
      return random.chance(0.2) ? random.pick(texts).repeat(1 + random.below(3)) : random.pick(texts);
    case "integer":
      return random.pick([0, 1, -7, 42, 2 ** 31, 9007199254740991]);
    case "number":
      return random.pick([0, 0.5, -1.25, 1e21, 3e-7, 100]);
    case "boolean":
      return random.chance(0.5);
    case "array":
      return Array.from({ length: random.below(4) }, () => randomValue(random, schema.items as Schema));
    default:
      return randomArguments(random, schema);
  }
}
