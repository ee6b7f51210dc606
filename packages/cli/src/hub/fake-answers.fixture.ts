import type { IncomingMessage, ServerResponse } from "node:http";

/** How a fake hub answers a request for a file of these bytes. */
export type Handler = (request: IncomingMessage, response: ServerResponse, bytes: Buffer) => void;

export const status =
  (code: number, headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    void response.writeHead(code, headers).end("an error page");

export const redirect = (location: string): Handler => status(302, { location });

export const json =
  (value: unknown): Handler =>
  (_, response) =>
    void response.end(JSON.stringify(value));

/** Answers as promised in the header, but breaks the connection after some bytes of the body. */
export const cutAfter =
  (numBytes: number): Handler =>
  (request, response, bytes) => {
    const { from, to, headers, code } = rangeOf(request, bytes);
    response.writeHead(code, headers);
    response.write(bytes.subarray(from, Math.min(from + numBytes, to)), () => setTimeout(() => response.destroy(), 20));
  };

/** All of it, whatever range was asked for. */
export const withoutRanges: Handler = (_, response, bytes) =>
  void response.writeHead(200, { "content-length": bytes.length }).end(bytes);

export const withRanges: Handler = (request, response, bytes) => {
  const { from, to, headers, code } = rangeOf(request, bytes);
  response.writeHead(code, { ...headers, "accept-ranges": "bytes" }).end(bytes.subarray(from, to));
};

/** Sends slowly and without end, until the other side goes. */
export const trickling =
  (chunkBytes: number, intervalMs: number): Handler =>
  (request, response, bytes) => {
    const { from, to, headers, code } = rangeOf(request, bytes);
    let at = from;
    response.writeHead(code, headers);
    const timer = setInterval(() => {
      const end = Math.min(at + chunkBytes, to - 1);
      response.write(bytes.subarray(at, end));
      at = end;
    }, intervalMs);
    response.on("close", () => clearInterval(timer));
  };

function rangeOf(request: IncomingMessage, bytes: Buffer) {
  const [, start, end] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
  const [from, to] = [Number(start ?? 0), end ? Math.min(Number(end) + 1, bytes.length) : bytes.length];
  const headers = {
    etag: '"v1"',
    "content-length": to - from,
    ...(start === undefined ? {} : { "content-range": `bytes ${from}-${to - 1}/${bytes.length}` }),
  };
  return { from, to, headers, code: start === undefined ? 200 : 206 };
}
