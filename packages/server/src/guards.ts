import { ApiError } from "@qwents/protocol";

const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];
/** Domains of which nobody can have a name on the internet. */
const nearDomains = [".local", ".lan", ".internal", ".home.arpa"];

/** Origins whose pages may use the server, besides its own: a list, or "*" for any. */
export type AllowedOrigins = "*" | readonly string[];

export interface AllowedHosts {
  /** Besides those of this machine. */
  readonly names: readonly string[];
  /** Whether addresses are allowed, too, and all names that no site of the internet can have. */
  readonly near: boolean;
}

/**
 * A page of a foreign site reaches a server on this machine by letting its own name point here (DNS rebinding); the
 * Host header still says that name.
 * @throws ApiError 403
 */
export function checkHost(request: Request, { names, near }: AllowedHosts): void {
  const isAllowed = (name: string) => isLoopback(name) || names.includes(name) || (near && isNear(name));
  const given = [new URL(request.url).hostname, hostName(request.headers.get("host"))];
  const foreign = given.find((name) => name !== undefined && !isAllowed(name));
  if (foreign === undefined) return;
  throw forbidden(
    `The host '${foreign.slice(0, 128)}' is not one of this server's names: 'qwen.ts serve --allow-host NAME' allows one.`,
  );
}

/**
 * A page's requests are refused even where it could not read the answer, also those for which browsers send no origin, such
 * as for images. Links to here are none of them.
 * @throws ApiError 403 for a page of another site
 */
export function checkOrigin(request: Request, allowed: AllowedOrigins): void {
  const { headers } = request;
  const origin = headers.get("origin") ?? (isOfAnotherPage(headers) ? "another site" : null);
  if (origin === null || isAllowedOrigin(origin, new URL(request.url).host, allowed)) return;
  throw forbidden(
    `Pages of '${origin.slice(0, 128)}' may not use this server: 'qwen.ts serve --allow-origin ORIGIN' allows them.`,
  );
}

/** The server's own pages, and those allowed by name. */
export function isAllowedOrigin(origin: string, ownHost: string, allowed: AllowedOrigins): boolean {
  if (allowed === "*" || allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === ownHost;
}

/** Whether a bind address or a host name stays on this machine. */
export function isLoopback(hostname: string): boolean {
  return loopbackNames.includes(hostname) || hostname.endsWith(".localhost") || /^127(\.\d+){3}$/.test(hostname);
}

/** A name on the internet has a dot; an address can not be made to point elsewhere. */
function isNear(hostname: string): boolean {
  if (/^(\d+\.){3}\d+$|^\[/.test(hostname)) return true;
  return !hostname.includes(".") || nearDomains.some((domain) => hostname.endsWith(domain));
}

function isOfAnotherPage(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  const isLink = headers.get("sec-fetch-mode") === "navigate" && headers.get("sec-fetch-dest") === "document";
  return (site === "cross-site" || site === "same-site") && !isLink;
}

function hostName(host: string | null): string | undefined {
  if (host === null) return undefined;
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : "";
}

function forbidden(message: string): ApiError {
  return new ApiError(message, { status: 403, type: "invalid_request_error", code: "forbidden" });
}
