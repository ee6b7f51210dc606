import * as z from "zod";
import { boundedArray } from "./bounded-array.ts";

const maxSchemaLength = 262_144;
const maxGrammarLength = 262_144;
const maxPatternLength = 16_384;
const maxChoices = 10_000;

/** A JSON Schema that an answer is held to. */
export const outputSchema = z
  .record(z.string(), z.unknown())
  .refine((schema) => JSON.stringify(schema).length <= maxSchemaLength, {
    error: `a JSON Schema of at most ${maxSchemaLength} characters`,
  });

export const jsonSchemaFormat = z.strictObject({
  name: z.string().max(64),
  description: z.string().nullish(),
  schema: outputSchema.nullish(),
  strict: z
    .boolean()
    .nullish()
    .describe("Whether a schema that can not be kept to in full is refused; else it is kept to as far as can be."),
});

export const textFormat = z.strictObject({ type: z.literal("text") });

/** Any JSON object, or, as llama.cpp has it, JSON that `schema` allows. */
export const jsonObjectFormat = z.strictObject({ type: z.literal("json_object"), schema: outputSchema.nullish() });

const responseFormat = z.discriminatedUnion("type", [
  textFormat,
  jsonObjectFormat,
  z.strictObject({ type: z.literal("json_schema"), json_schema: jsonSchemaFormat }),
]);

export type ResponseFormat = z.infer<typeof responseFormat>;

const grammar = z.string().min(1).max(maxGrammarLength);

/** Exactly one of these. */
const structuredOutputs = z
  .strictObject({
    json: z
      .union([outputSchema, z.string().min(2).max(maxSchemaLength)])
      .nullish()
      .describe("A schema, or its JSON."),
    json_object: z.literal(true).nullish(),
    regex: z.string().min(1).max(maxPatternLength).nullish().describe("ECMAScript's; the whole answer matches it."),
    choice: boundedArray(z.string(), maxChoices, 1).nullish(),
    grammar: grammar.nullish().describe("In GBNF."),
  })
  .refine((outputs) => Object.values(outputs).filter((value) => value != null).length === 1, {
    error: "an object with one of json, json_object, regex, choice and grammar",
  });

export type StructuredOutputs = z.infer<typeof structuredOutputs>;

/** What any answer may be held to, beyond OpenAI's API. */
export const structuredFields = {
  structured_outputs: structuredOutputs.nullish().describe("As vLLM has it."),
  grammar: grammar.nullish().describe("A grammar in GBNF, as llama.cpp has it."),
};

/** What a chat's answer is held to, behind its thought. */
export const outputFields = { response_format: responseFormat.nullish(), ...structuredFields };

interface OutputFields {
  readonly response_format?: ResponseFormat | null | undefined;
  readonly structured_outputs?: StructuredOutputs | null | undefined;
  readonly grammar?: string | null | undefined;
}

/** The second field that says what an answer is to be, if there is one: one is enough. */
export function surplusOutputField(fields: OutputFields): keyof OutputFields | undefined {
  const { response_format, structured_outputs, grammar } = fields;
  const isFormat = response_format != null && response_format.type !== "text";
  const given = { response_format: isFormat, structured_outputs: structured_outputs != null, grammar: grammar != null };
  const names = Object.keys(given) as (keyof OutputFields)[];
  return names.filter((name) => given[name])[1];
}
