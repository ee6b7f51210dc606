import { operations } from "@qwents/protocol/openapi";
import type { Hono } from "hono";
import { cors } from "hono/cors";
import { isAnthropicPath } from "../anthropic/errors.ts";
import type { AppEnv } from "../app-context.ts";
import { type AllowedOrigins, checkHost, checkOrigin, isAllowedOrigin } from "../guards.ts";
import { isStudioPath } from "../studio/studio-files.ts";
import { callerOfAddress } from "./caller.ts";
import type { KeyRing } from "./key-ring.ts";
import { addSecurityHeaders } from "./security-headers.ts";

export interface GuardOptions {
  readonly allowedHosts?: readonly string[];
  readonly nearHosts?: boolean;
  readonly allowedOrigins?: AllowedOrigins;
  readonly keyRing: KeyRing;
}

/** What is answered without a key. */
const openPaths = operations.filter(({ isOpen }) => isOpen === true).map(({ path }) => path);

/** Everything that is checked before a body is read. */
export function addGuards(app: Hono<AppEnv>, options: GuardOptions): void {
  const { allowedHosts: names, nearHosts: near = false, allowedOrigins = [], keyRing } = options;
  app.use(async (c, next) => {
    await next();
    addSecurityHeaders(c.res.headers);
  });
  app.use(async (c, next) => {
    const requestId = `req_${crypto.randomUUID()}`;
    c.set("requestId", requestId);
    c.header("x-request-id", requestId);
    if (isAnthropicPath(c.req.path)) c.header("request-id", requestId);
    if (names !== undefined) checkHost(c.req.raw, { names, near });
    checkOrigin(c.req.raw, allowedOrigins);
    await next();
  });
  app.use(
    cors({
      origin: (origin, c) => (isAllowedOrigin(origin, new URL(c.req.url).host, allowedOrigins) ? origin : null),
      exposeHeaders: ["x-request-id", "request-id", "retry-after", "x-should-retry"],
      maxAge: 600,
    }),
  );
  app.use(async (c, next) => {
    const isOpen = openPaths.includes(c.req.path) || isStudioPath(c.req.path);
    const key = isOpen ? undefined : await keyRing.identify(c.req.raw);
    c.set("caller", key?.name ?? callerOfAddress(c.env?.remoteAddress));
    await next();
  });
}
