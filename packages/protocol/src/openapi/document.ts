import * as z from "zod";
import * as wire from "../index.ts";
import { operations } from "../operations.ts";
import {
  componentSchemas,
  type JsonObject,
  type NamedSchemas,
  referencesOf,
  schemaOf,
  schemaOrReference,
} from "./json-schemas.ts";
import type { Operation, Protocol } from "./operation.ts";

export type { JsonObject } from "./json-schemas.ts";
export type { Operation } from "./operation.ts";
export { operations };

/** Of the protocols as they are described. */
export const apiVersion = "0.1.0";

export interface OpenApiDocument {
  readonly openapi: "3.1.1";
  readonly info: Readonly<Record<"title" | "version" | "summary", string>> & JsonObject;
  readonly servers: readonly JsonObject[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonObject>>; readonly securitySchemes: JsonObject };
}

const errorSchemas: Readonly<Record<Protocol, z.ZodType>> = {
  openai: wire.apiErrorBodySchema,
  anthropic: wire.anthropicErrorBodySchema,
  ollama: wire.ollamaErrorBodySchema,
};

const securitySchemes = {
  bearer: { type: "http", scheme: "bearer", description: "Where the server has keys." },
  key: { type: "apiKey", in: "header", name: "x-api-key", description: "The same." },
};

/** Endpoints, by default all, in the words of OpenAPI 3.1, from the schemas that requests are checked by. */
export function openApiDocument(described = operations): OpenApiDocument {
  const named = namedSchemas();
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const operation of described) {
    paths[operation.path] ??= {};
    paths[operation.path][operation.method.toLowerCase()] = describe(operation, named);
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "qwen.ts",
      version: apiVersion,
      summary: "Qwen models behind the APIs of OpenAI, Anthropic and Ollama",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: [...new Set(described.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: { schemas: usedSchemas(described, named), securitySchemes },
  };
}

/** Under the names that the types inferred from them have. */
function namedSchemas(): NamedSchemas {
  const named: NamedSchemas = z.registry<{ id: string }>();
  for (const [name, value] of Object.entries(wire)) {
    if (!(value instanceof z.ZodType)) continue;
    named.add(value, { id: name[0].toUpperCase() + name.slice(1).replace(/Schema$/, "") });
  }
  return named;
}

function describe(operation: Operation, named: NamedSchemas): JsonObject {
  const { group, summary, description, request, example, protocol = "openai", isOpen = false } = operation;
  return {
    operationId: operationIdOf(operation),
    tags: [group],
    summary,
    ...(description !== undefined && { description }),
    security: isOpen ? [] : [{}, ...Object.keys(securitySchemes).map((name) => ({ [name]: [] }))],
    parameters: [...pathParameters(operation), ...queryParameters(operation, named)],
    ...(request && {
      requestBody: {
        required: true,
        content: jsonContent(schemaOrReference(request, named, "input"), example),
      },
    }),
    responses: {
      200: { description: "Success", headers: answerHeaders, content: answerContent(operation, named) },
      default: {
        description: "What was expected, what came, what to do",
        headers: { ...answerHeaders, ...errorHeaders },
        content: jsonContent(schemaOrReference(errorSchemas[protocol], named, "output")),
      },
    },
  };
}

const answerHeaders = {
  "x-request-id": { description: "The request's name in the server's log.", schema: { type: "string" } },
};

const errorHeaders = {
  "retry-after": { description: "Seconds, with 429 and 503.", schema: { type: "integer" } },
};

function jsonContent(schema: JsonObject, example?: unknown): JsonObject {
  return { "application/json": { schema, ...(example !== undefined && { example }) } };
}

function answerContent({ answer: { json, events, lines, text } }: Operation, named: NamedSchemas): JsonObject {
  const kinds = { "application/json": json, "text/event-stream": events, "application/x-ndjson": lines };
  return {
    ...(text !== undefined && { [text]: { schema: { type: "string" } } }),
    ...Object.fromEntries(
      Object.entries(kinds).flatMap(([type, schema]) =>
        schema === undefined ? [] : [[type, { schema: schemaOrReference(schema, named, "output") }]],
      ),
    ),
  };
}

function pathParameters({ pathParameters = {} }: Operation): JsonObject[] {
  return Object.entries(pathParameters).map(([name, description]) => ({
    name,
    in: "path",
    required: true,
    description,
    schema: { type: "string" },
  }));
}

function queryParameters({ query }: Operation, named: NamedSchemas): JsonObject[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(query, named, "input") as {
    properties?: object;
    required?: string[];
  };
  return Object.entries(properties as Record<string, JsonObject>).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema,
  }));
}

/** `POST /v1/chat/completions` is `postV1ChatCompletions`. */
export function operationIdOf({ method, path }: Operation): string {
  const words = path.match(/[A-Za-z0-9]+/g) ?? ["home"];
  return method.toLowerCase() + words.map((word) => word[0].toUpperCase() + word.slice(1)).join("");
}

/** Those that the endpoints refer to, and those that these refer to. */
function usedSchemas(described: readonly Operation[], named: NamedSchemas): Record<string, JsonObject> {
  const sent = described.flatMap(({ request }) => request ?? []);
  const answered = described.flatMap(({ answer, protocol = "openai" }) => [
    ...[answer.json, answer.events, answer.lines].flatMap((schema) => schema ?? []),
    errorSchemas[protocol],
  ]);
  return { ...reachable(sent, named, "input"), ...reachable(answered, named, "output") };
}

function reachable(roots: readonly z.ZodType[], named: NamedSchemas, direction: "input" | "output") {
  const all = componentSchemas(named, direction);
  const found: Record<string, JsonObject> = {};
  const visit = (part: JsonObject) => {
    for (const id of referencesOf(part)) {
      if (id in found) continue;
      found[id] = all[id];
      visit(all[id]);
    }
  };
  for (const root of roots) visit(schemaOrReference(root, named, direction));
  return found;
}
