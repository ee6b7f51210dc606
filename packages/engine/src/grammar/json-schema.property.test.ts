import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Rng } from "../core/rng.ts";
import { miniMetadata } from "../text/mini-vocabulary.fixture.ts";
import { tokenizerFromGguf } from "../text/tokenizer-from-gguf.ts";
import { randomWalk, tokenGrammarOf } from "./grammar-walk.fixture.ts";

const tokenizer = tokenizerFromGguf(miniMetadata());
const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false });

type Schema = Record<string, unknown>;

const name = fc.constantFrom("a", "b", "long name", 'with "quotes"', "é", "ab");
const bound = fc.double({ min: -1e4, max: 1e4, noNaN: true }).map((value) => Math.round(value * 1000) / 1000);
const numbers = fc.record(
  {
    type: fc.constantFrom("number", "integer"),
    minimum: bound.map((value) => value - 1e4),
    maximum: bound.map((value) => value + 1e4),
  },
  { requiredKeys: ["type"] },
);
const narrow = fc
  .tuple(fc.constantFrom("number", "integer"), bound, fc.double({ min: 1, max: 50, noNaN: true }), fc.boolean())
  .map(([type, low, width, isExclusive]): Schema => {
    const [lower, upper] = isExclusive ? ["exclusiveMinimum", "exclusiveMaximum"] : ["minimum", "maximum"];
    return { type, [lower]: low, [upper]: low + Math.round(width * 100) / 100 + 1 };
  });
const strings = fc.oneof(
  fc.constant<Schema>({ type: "string" }),
  fc
    .tuple(fc.nat(4), fc.nat(4))
    .map(([min, more]): Schema => ({ type: "string", minLength: min, maxLength: min + more })),
  fc
    .constantFrom("^[a-c]+$", "x", "^\\d{3}-\\w*", "a|b$", '^"[^"\\\\]*"$', "^(?:\\u00e9|[^a-z]){2,4}$", "^.{0,3}$")
    .map((pattern): Schema => ({ type: "string", pattern })),
);
const values = fc.uniqueArray(fc.oneof(fc.string({ maxLength: 4 }), fc.integer(), fc.constant(null), fc.boolean()), {
  minLength: 1,
  maxLength: 4,
});
const listed = fc.oneof(
  values.map((each): Schema => ({ enum: each })),
  fc
    .jsonValue({ maxDepth: 2 })
    // Ajv compares objects by these members, if they have them.
    .filter((value) => !/"(toString|valueOf|constructor)":/.test(JSON.stringify(value)))
    .map((value): Schema => ({ const: value })),
);

const { schema: schemas } = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    numbers,
    narrow,
    strings,
    listed,
    fc.constantFrom<Schema>({ type: "boolean" }, { type: "null" }, {}, { type: ["string", "null"] }),
    fc
      .tuple(
        fc.dictionary(name, tie("schema"), { maxKeys: 4 }),
        fc.uniqueArray(name, { maxLength: 2 }),
        tie("schema"),
        fc.nat(2),
      )
      .map(([properties, required, further, kind]): Schema => {
        const additionalProperties = [undefined, false, further][kind];
        return {
          type: "object",
          properties,
          required: required.filter((each) => kind !== 1 || Object.hasOwn(properties, each)),
          ...(additionalProperties !== undefined && { additionalProperties }),
        };
      }),
    fc
      .tuple(tie("schema"), fc.nat(2), fc.nat(3))
      .map(([items, minItems, more]): Schema => ({ type: "array", items, minItems, maxItems: minItems + more })),
    fc
      .array(tie("schema"), { minLength: 1, maxLength: 3 })
      .map((prefixItems): Schema => ({ type: "array", prefixItems, items: false })),
    fc.array(tie("schema"), { minLength: 1, maxLength: 3 }).map((anyOf): Schema => ({ anyOf })),
    fc
      .tuple(fc.dictionary(name, tie("schema"), { maxKeys: 2 }), fc.dictionary(name, tie("schema"), { maxKeys: 2 }))
      .map(
        ([x, y]): Schema => ({
          allOf: [
            { type: "object", properties: x, required: Object.keys(x).slice(0, 1) },
            { type: "object", properties: y },
          ],
        }),
      ),
  ) as fc.Arbitrary<Schema>,
}));

test("what a model without any sense writes under a schema is JSON that the schema allows", () => {
  let numWhole = 0;
  fc.assert(
    fc.property(schemas, fc.integer(), (schema, seed) => {
      const rng = Rng.fromSeed(seed);
      const grammar = compile(schema);
      if (grammar === undefined) return;
      const { text, isWhole } = randomWalk(grammar, () => rng.next(), 400);
      if (!isWhole) return;
      numWhole++;
      const validate = ajv.compile(schema);
      const isValid = validate(JSON.parse(text));
      expect(isValid, `${text} of ${JSON.stringify(schema)}: ${ajv.errorsText(validate.errors)}`).toBe(true);
    }),
    { numRuns: 200 },
  );
  expect(numWhole).toBeGreaterThan(80);
});

/** Undefined where a schema contradicts itself, or can not be kept to. */
function compile(schema: Schema) {
  try {
    return tokenGrammarOf({ type: "json_schema", schema, strict: true }, tokenizer);
  } catch (error) {
    expect(error).toMatchObject({ code: "grammar/invalid" });
    return undefined;
  }
}
