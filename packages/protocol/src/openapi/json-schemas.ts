import * as z from "zod";

/** A JSON Schema (2020-12) or another part of the document. */
export type JsonObject = Record<string, unknown>;

/** Schemas by the names under which the document has them. */
export type NamedSchemas = z.core.$ZodRegistry<{ id: string }>;

/** "input": what is sent to the server. "output": what it answers. */
export type Direction = "input" | "output";

const prefix = "#/components/schemas/";
const uri = (id: string) => prefix + id;

/** All that have a name. */
export function componentSchemas(named: NamedSchemas, direction: Direction): Record<string, JsonObject> {
  const { schemas } = z.toJSONSchema(named, { ...options(named, direction), uri });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutHead(schema as JsonObject)]));
}

/** A reference to the schema if it has a name, else the schema. */
export function schemaOrReference(schema: z.ZodType, named: NamedSchemas, direction: Direction): JsonObject {
  const id = named.get(schema)?.id;
  return id === undefined ? schemaOf(schema, named, direction) : { $ref: uri(id) };
}

/** The schema itself, with references to those of its parts that have names. */
export function schemaOf(schema: z.ZodType, named: NamedSchemas, direction: Direction): JsonObject {
  const { override, ...rest } = options(named, direction);
  const described = z.toJSONSchema(schema, {
    ...rest,
    metadata: z.registry(),
    override: (context) => {
      const own = (context.zodSchema as z.core.$ZodType) === schema ? undefined : named.get(context.zodSchema)?.id;
      if (own === undefined) override(context);
      else replace(context.jsonSchema as JsonObject, { $ref: uri(own) });
    },
  });
  return withoutHead(described as JsonObject);
}

/** The names of the schemas that a part of the document refers to. */
export function referencesOf(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  const own = "$ref" in part && typeof part.$ref === "string" ? [part.$ref.slice(prefix.length)] : [];
  return [...own, ...Object.values(part).flatMap(referencesOf)];
}

function options(named: NamedSchemas, io: Direction) {
  return {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: object }) => {
      const json = jsonSchema as JsonObject;
      const inner = shapingPartOf(zodSchema, io);
      if (inner !== undefined) Object.assign(json, schemaOrReference(inner, named, io));
      Object.assign(json, z.globalRegistry.get(zodSchema));
      // What zod says of every integer.
      if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
      if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
    },
  } as const;
}

/**
 * Of a pipe, the part that says what comes in: not the one that takes anything, to check how long it is or to fill in what
 * may be left out.
 */
function shapingPartOf(schema: z.core.$ZodType, io: Direction): z.ZodType | undefined {
  if (io === "output" || !(schema instanceof z.ZodPipe) || schema.out instanceof z.ZodTransform) return undefined;
  return schema.out as z.ZodType;
}

function replace(target: JsonObject, source: JsonObject): void {
  for (const key of Object.keys(target)) delete target[key];
  Object.assign(target, source);
}

function withoutHead({ $schema: _, $id: __, ...schema }: JsonObject): JsonObject {
  return schema;
}
