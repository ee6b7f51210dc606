import { ApiError } from "@qwents/protocol";

const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

/** Origins whose pages may use the server, besides those on this machine: a list, or "*" for any. */
export type AllowedOrigins = "*" | readonly string[];

/**
 * A page of a foreign site reaches a server on this machine by letting its own name point here (DNS rebinding); the
 * Host header still says that name.
 * @throws ApiError 403
 */
export function checkHost(request: Request, allowedHosts: readonly string[]): void {
  const names = [new URL(request.url).hostname, hostName(request.headers.get("host"))];
  const foreign = names.find((name) => name !== undefined && !isLoopback(name) && !allowedHosts.includes(name));
  if (foreign === undefined) return;
  throw forbidden(`The host '${foreign}' is not one of this server's names: allow it where the server is started.`);
}

/** @throws ApiError 403 for a page of a foreign site: its requests are refused even where it could not read the answer */
export function checkOrigin(request: Request, allowed: AllowedOrigins): void {
  const origin = request.headers.get("origin");
  if (origin === null || isAllowedOrigin(origin, new URL(request.url).host, allowed)) return;
  throw forbidden(`Pages of '${origin.slice(0, 128)}' may not use this server: allow it where the server is started.`);
}

/** Loopback pages, the server's own, and those allowed by name. */
export function isAllowedOrigin(origin: string, ownHost: string, allowed: AllowedOrigins): boolean {
  if (allowed === "*" || allowed.includes(origin)) return true;
  if (!URL.canParse(origin)) return false;
  const { hostname, host } = new URL(origin);
  return isLoopback(hostname) || host === ownHost;
}

/** Whether a bind address or a host name stays on this machine. */
export function isLoopback(hostname: string): boolean {
  return loopbackNames.includes(hostname) || hostname.endsWith(".localhost") || /^127(\.\d+){3}$/.test(hostname);
}

function hostName(host: string | null): string | undefined {
  if (host === null) return undefined;
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : "";
}

function forbidden(message: string): ApiError {
  return new ApiError(message, { status: 403, type: "invalid_request_error", code: "forbidden" });
}
