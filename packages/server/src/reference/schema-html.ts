import type { JsonObject } from "@qwents/protocol/openapi";
import { html } from "hono/html";

/** What may stand in a page. */
export type Html = ReturnType<typeof html>;

const maxShownValues = 12;

/** A schema's fields, each with what is in it; of a union, those of each alternative. */
export function schemaHtml(schema: JsonObject): Html {
  const alternatives = alternativesOf(schema).filter((one) => isStructured(innermost(one)));
  const inner = innermost(schema);
  if (alternatives.length > 1) {
    return html`${alternatives.map((one) => html`<div class="alternative">${titleOf(one)}${schemaHtml(one)}</div>`)}`;
  }
  if (alternatives.length === 1 && !("properties" in inner)) return schemaHtml(alternatives[0]);
  const { properties, required = [] } = inner as { properties?: Record<string, JsonObject>; required?: string[] };
  if (properties === undefined) return html`<div class="alternative">${typeHtml(schema)}</div>`;
  return html`<dl>${Object.entries(properties).map(([name, field]) => fieldHtml(name, field, required.includes(name)))}</dl>`;
}

/** A row of a list of fields. */
export function fieldHtml(name: string, schema: JsonObject, isRequired: boolean): Html {
  const { description } = schema;
  return html`<div>
<dt><span class="name">${name}</span> ${typeHtml(schema)} ${isRequired ? html`<span class="required">required</span>` : ""}</dt>
${typeof description === "string" ? html`<dd>${description}</dd>` : ""}
${isStructured(schema) ? html`<details class="inner"><summary>Fields</summary>${schemaHtml(schema)}</details>` : ""}
</div>`;
}

/** What tells an alternative from the others. */
function titleOf(schema: JsonObject): Html {
  const { properties = {} } = innermost(schema) as { properties?: Record<string, JsonObject> };
  const names = ["type", "role"].filter((name) => properties[name]?.const ?? properties[name]?.enum);
  return names.length === 0
    ? typeHtml(schema)
    : html`${names.map((name) => html`<span class="name">${name}</span> ${typeHtml(properties[name])}`)}`;
}

/** Whether there are fields to show; what has a name is shown under it. */
function isStructured(schema: JsonObject): boolean {
  if ("properties" in innermost(schema)) return true;
  return alternativesOf(schema).some((one) => one !== schema && isStructured(one));
}

/** What a list, or a list of lists, is made of. */
function innermost(schema: JsonObject): JsonObject {
  const { items } = schema as { items?: JsonObject | boolean };
  return typeof items === "object" ? innermost(items) : schema;
}

function alternativesOf(schema: JsonObject): JsonObject[] {
  const inner = innermost(schema);
  return (inner.anyOf ?? inner.oneOf ?? []) as JsonObject[];
}

export function typeHtml(schema: JsonObject): Html {
  return html`<span class="type">${typeOf(schema)}${limitsOf(schema)}</span>`;
}

function typeOf(schema: JsonObject): Html | string {
  const { $ref, const: only, enum: values, anyOf, oneOf, type, items, prefixItems } = schema as Record<string, unknown>;
  if (typeof $ref === "string") {
    const name = $ref.slice($ref.lastIndexOf("/") + 1);
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(values)) return joined(values.slice(0, maxShownValues).map((value) => JSON.stringify(value)));
  const alternatives = ((anyOf ?? oneOf) as JsonObject[] | undefined)?.filter((one) => one.type !== "null");
  if (alternatives !== undefined)
    return joined(distinct(alternatives.map((one) => html`${typeOf(one)}${limitsOf(one)}`)));
  if (Array.isArray(prefixItems)) return html`[${listed(prefixItems.map(typeOf), ", ")}]`;
  if (typeof items === "object") return html`list of ${typeOf(items as JsonObject)}`;
  if (Array.isArray(type)) return joined(type.filter((one) => one !== "null"));
  return typeof type === "string" ? type : "anything";
}

function distinct(parts: readonly Html[]): Html[] {
  const seen = new Map(parts.map((part) => [String(part), part]));
  return [...seen.values()];
}

function joined(parts: readonly (Html | string)[]): Html {
  return listed(parts, " | ");
}

function listed(parts: readonly (Html | string)[], separator: string): Html {
  return html`${parts.map((part, i) => html`${i === 0 ? "" : separator}${part}`)}`;
}

const limits: readonly (readonly [string, string])[] = [
  ["minimum", "≥"],
  ["exclusiveMinimum", ">"],
  ["maximum", "≤"],
  ["exclusiveMaximum", "<"],
  ["minLength", "length ≥"],
  ["maxLength", "length ≤"],
  ["minItems", "items ≥"],
  ["maxItems", "items ≤"],
  ["default", "default"],
];

function limitsOf(schema: JsonObject): string {
  const told = limits.flatMap(([key, sign]) => (key in schema ? `${sign} ${JSON.stringify(schema[key])}` : []));
  return told.length === 0 ? "" : ` (${told.join(", ")})`;
}
