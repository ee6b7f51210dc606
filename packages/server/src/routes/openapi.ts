import { type OpenApiDocument, openApiDocument, operations } from "@qwents/protocol/openapi";
import type { Context } from "hono";
import type { AppContext, AppEnv } from "../app-context.ts";
import { noMetrics } from "../metrics.ts";
import { referencePage } from "../reference/page.ts";
import { style } from "../reference/style.ts";

/** `GET /openapi.json`: the endpoints, described by the schemas that requests are checked by. */
export function openApi(context: AppContext) {
  const document = documentOf(context);
  return (c: Context<AppEnv>): Response => c.json(document());
}

/** `GET /docs`: the same for people. The page has no scripts and fetches nothing. */
export function docs(context: AppContext) {
  const document = documentOf(context);
  return async (c: Context<AppEnv>): Promise<Response> => {
    c.header("content-security-policy", await contentPolicy());
    return c.html(referencePage(document(), new URL(c.req.url).origin));
  };
}

/** Made when it is first asked for. */
function documentOf({ metrics }: AppContext): () => OpenApiDocument {
  let document: OpenApiDocument | undefined;
  const hasMetrics = metrics !== noMetrics;
  const described = operations.filter(({ path }) => path !== "/metrics" || hasMetrics);
  return () => {
    document ??= openApiDocument(described);
    return document;
  };
}

async function contentPolicy(): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style)));
  const source = `'sha256-${btoa(String.fromCharCode(...hash))}'`;
  return `default-src 'none'; style-src ${source}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}
