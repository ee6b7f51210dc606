import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { apiVersion, openApiDocument, operationIdOf, operations } from "./document.ts";
import { referencesOf } from "./json-schemas.ts";

const document = openApiDocument();
const ajv = new Ajv2020({ strict: false }).addSchema({ $id: "document", ...document });

const schemaOf = ({ method, path }: (typeof operations)[number]) =>
  `document#/paths/${path.replaceAll("~", "~0").replaceAll("/", "~1").replace(/[{}]/g, encodeURIComponent)}/${method.toLowerCase()}/requestBody/content/application~1json/schema`;

test("the document is OpenAPI 3.1", async () => {
  const result = await new Validator().validate(JSON.parse(JSON.stringify(document)));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
});

test("its version is the package's", () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  expect(apiVersion).toBe(version);
});

test("every schema that is referred to is there, and no other", () => {
  expect(new Set(referencesOf(document))).toEqual(new Set(Object.keys(document.components.schemas)));
});

test("fields are described, also those that are refused", () => {
  const { properties } = document.components.schemas.ChatCompletionRequest as { properties: Record<string, object> };
  expect(properties.top_k).toMatchObject({ description: expect.stringContaining("most likely") });
  expect(properties.audio).toMatchObject({ description: expect.stringContaining("Not supported") });
});

test("ids of operations are distinct", () => {
  expect(new Set(operations.map(operationIdOf)).size).toBe(operations.length);
});

test("what is open asks for no key, all else may", () => {
  expect(document.paths["/health"].get.security).toEqual([]);
  expect(document.paths["/v1/models"].get.security).toEqual([{}, { bearer: [] }, { key: [] }]);
});

const withBody = operations.filter(({ request }) => request !== undefined);

describe.each(withBody.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
  "%s",
  (_, operation) => {
    test("its example is what it takes", () => {
      const { request, example } = operation;
      expect(request?.safeParse(example)).toMatchObject({ success: true });
      expect(ajv.validate(schemaOf(operation), example), ajv.errorsText()).toBe(true);
    });

    test("an unknown field is described as refused", () => {
      const wrong = { ...(operation.example as object), "no such field": 1 };
      expect(operation.request?.safeParse(wrong).success).toBe(false);
      expect(ajv.validate(schemaOf(operation), wrong)).toBe(false);
    });
  },
);

// Where zod takes anything first, to check or to complete it, the description has what comes behind.
test.each([
  ["/v1/chat/completions", { messages: [] }, false],
  ["/v1/chat/completions", { messages: [{ role: "nobody", content: "hi" }] }, false],
  ["/v1/chat/completions", { messages: [{ role: "user", content: [{ type: "text", text: "hi" }] }] }, true],
  ["/v1/responses", { input: [{ type: "message", role: "user", content: "hi" }] }, true],
  ["/v1/responses", { input: "hi", text: { format: { type: "json_schema", name: "n", schema: {} } } }, true],
  ["/v1/responses", { input: "hi", tool_choice: { type: "function", name: "f" } }, true],
  ["/v1/responses", { input: "hi", tool_choice: { type: "function", function: { name: "f" } } }, false],
  ["/v1/completions", { prompt: [[1, 2], [3]] }, true],
  ["/v1/completions", { prompt: [[1, "x"]] }, false],
  ["/v1/completions", { prompt: [] }, false],
])("%s takes %j: %s", (path, body, isTaken) => {
  const operation = withBody.find((one) => one.path === path)!;
  expect(operation.request?.safeParse(body).success).toBe(isTaken);
  expect(ajv.validate(schemaOf(operation), body), ajv.errorsText()).toBe(isTaken);
});
