import { QwenError } from "@qwents/engine";

export function cannotListen(hostname: string, port: number, cause: unknown): QwenError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: "the port is in use. Stop what uses it, or choose another with --port (0 takes any free one)",
    EACCES: "this user may not take the port. Choose one above 1023 with --port",
    EADDRNOTAVAIL: "this machine has no such address. Use 127.0.0.1, or 0.0.0.0 for all of its addresses",
    ENOTFOUND: "there is no such host name. Use 127.0.0.1, or 0.0.0.0 for all addresses",
    ERR_SOCKET_BAD_PORT: "a port is a number from 0 to 65535",
  };
  const message = `Cannot listen on ${hostname}:${port}: ${reasons[code] ?? code}.`;
  return new QwenError("server/cannot-listen", message, { details: { hostname, port, reason: code }, cause });
}

export function needsKey(hostname: string): QwenError {
  const message =
    `Other machines can reach a server that listens on ${hostname}, and there is no key yet. ` +
    "Make one with 'qwen.ts keys add NAME', or set QWENTS_API_KEY; --no-auth serves whoever comes.";
  return new QwenError("server/needs-key", message, { details: { hostname } });
}
