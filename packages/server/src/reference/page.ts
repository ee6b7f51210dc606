import type { JsonObject, OpenApiDocument } from "@qwents/protocol/openapi";
import { html, raw } from "hono/html";
import { fieldHtml, type Html, schemaHtml, typeHtml } from "./schema-html.ts";
import { style } from "./style.ts";

interface Endpoint {
  readonly method: string;
  readonly path: string;
  readonly operation: JsonObject;
}

/** The description as one page without scripts. @param origin where the server is, for what can be tried */
export function referencePage(document: OpenApiDocument, origin: string): Html {
  const endpoints = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Endpoint => ({ method, path, operation })),
  );
  const groups = document.tags.map(({ name }) => ({
    name,
    endpoints: endpoints.filter(({ operation }) => isOf(operation, name)),
  }));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>qwen.ts: reference</title>
<style>${raw(style)}</style>
</head>
<body>
<nav>
<h1>qwen.ts</h1>
<p>API reference, ${document.info.version}</p>
${groups.map(({ name, endpoints }) => html`<h2>${name}</h2><ul>${endpoints.map(linkHtml)}</ul>`)}
<h2>Schemas</h2>
<ul>${schemaNames(document).map((name) => html`<li><a href="#schema-${name}">${name}</a></li>`)}</ul>
</nav>
<main>
<header>
<h2>${document.info.summary}</h2>
<p>Requests are checked by these very schemas. For programs, the same is at <a href="/openapi.json">/openapi.json</a> (OpenAPI ${document.openapi}).
Clients of OpenAI's API take <code>${origin}/v1</code> as their base URL, those of Anthropic's and Ollama's <code>${origin}</code>.</p>
</header>
${groups.map(({ name, endpoints }) => html`<section class="group"><h2>${name}</h2>${endpoints.map((endpoint) => endpointHtml(endpoint, origin))}</section>`)}
<section class="group"><h2>Schemas</h2>
${schemaNames(document).map((name) => html`<article id="schema-${name}"><h3><span class="path">${name}</span></h3>${schemaHtml(document.components.schemas[name])}</article>`)}
</section>
</main>
</body>
</html>`;
}

function schemaNames({ components }: OpenApiDocument): string[] {
  return Object.keys(components.schemas).sort();
}

function isOf({ tags }: JsonObject, group: string): boolean {
  return Array.isArray(tags) && tags.includes(group);
}

function linkHtml({ method, path, operation }: Endpoint): Html {
  return html`<li><a href="#${operation.operationId}"><span class="method ${method}">${method.toUpperCase()}</span><code>${path}</code></a></li>`;
}

function endpointHtml({ method, path, operation }: Endpoint, origin: string): Html {
  const { operationId, summary, description, parameters, requestBody, responses } = operation as {
    operationId: string;
    summary: string;
    description?: string;
    parameters: { name: string; required: boolean; description?: string; schema: JsonObject }[];
    requestBody?: { content: Content };
    responses: Record<string, { description: string; content: Content }>;
  };
  const example = requestBody?.content["application/json"].example;
  return html`<article id="${operationId}">
<h3><span class="method ${method}">${method.toUpperCase()}</span><span class="path">${path}</span></h3>
<p>${summary}.</p>
${description === undefined ? "" : html`<p class="note">${raw(codeMarked(description))}</p>`}
${example === undefined ? "" : html`<pre>${curlCommand(`${origin}${path}`, example)}</pre>`}
${parameters.length === 0 ? "" : html`<h4>Parameters</h4><dl>${parameters.map(({ name, required, description, schema }) => fieldHtml(name, { ...schema, description }, required))}</dl>`}
${requestBody === undefined ? "" : html`<h4>Request</h4>${contentHtml("Body", requestBody.content)}`}
<h4>Answers</h4>
${Object.entries(responses).map(([status, { description, content }]) => contentHtml(status === "default" ? `Any error: ${description.toLowerCase()}` : status, content))}
</article>`;
}

function curlCommand(url: string, body: unknown): string {
  const quoted = `'${JSON.stringify(body).replaceAll("'", "'\\''")}'`;
  return `curl ${url} \\\n  -H "content-type: application/json" \\\n  -d ${quoted}`;
}

type Content = Record<string, { schema: JsonObject; example?: unknown }>;

const kinds: Readonly<Record<string, string>> = {
  "text/event-stream": "data of each event",
  "application/x-ndjson": "each line",
};

function contentHtml(title: string, content: Content): Html {
  return html`${Object.entries(content).map(([type, { schema }]) => {
    const head = html`${title} <code>${type}</code>${type in kinds ? ` (${kinds[type]})` : ""}`;
    const isShown = "$ref" in schema || schema.type === "string";
    if (isShown) return html`<p class="row">${head} ${typeHtml(schema)}</p>`;
    return html`<details><summary>${head}</summary>${schemaHtml(schema)}</details>`;
  })}`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Markdown of which only code is marked. */
function codeMarked(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]).replace(/`([^`]+)`/g, "<code>$1</code>");
}
