import type { StudioFile } from "./studio-files.ts";

/** Nothing from elsewhere, no code out of text, in nobody's frame. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const year = 31_536_000;

/** Answers with a file: from the browser's own cache where that has it, compressed where the browser can read that. */
export async function answerFile(file: StudioFile, path: string, request: Request): Promise<Response> {
  const headers = new Headers({
    "content-type": file.type,
    etag: file.etag,
    vary: "accept, accept-encoding",
    // The names of assets change with what is in them.
    "cache-control": path.startsWith("assets/") ? `public, max-age=${year}, immutable` : "no-cache",
    "content-security-policy": contentSecurityPolicy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
  });
  if (matches(request.headers.get("if-none-match"), file.etag)) return new Response(null, { status: 304, headers });
  const gzipped = acceptsGzip(request.headers.get("accept-encoding")) ? await file.gzipped() : undefined;
  if (gzipped !== undefined) headers.set("content-encoding", "gzip");
  const body = gzipped ?? file.bytes;
  headers.set("content-length", String(body.length));
  return new Response(body, { headers });
}

function matches(condition: string | null, etag: string): boolean {
  const known = (condition ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return known.includes(etag);
}

function acceptsGzip(encodings: string | null): boolean {
  return (encodings ?? "")
    .split(",")
    .some((encoding) => /^\s*(gzip|\*)\s*(;\s*q=(1|0?\.[1-9]))?/i.test(encoding) && !/q=0(\.0*)?\s*$/.test(encoding));
}
