import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { ApiError, invalidRequest } from "@qwents/protocol";
import { addSecurityHeaders } from "./access/security-headers.ts";

const parserFaults: Readonly<Record<string, ApiError>> = {
  HPE_HEADER_OVERFLOW: fault(431, "The request's headers are larger than this server takes.", "headers_too_large"),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: fault(413, "The request's chunk extensions are too large.", "body_too_large"),
  ERR_HTTP_REQUEST_TIMEOUT: fault(408, "The request did not come whole in time.", "request_too_slow"),
};

const noHttp = invalidRequest("This is no HTTP/1.1 request, or its headers contradict each other.", "bad_request");
const badTarget = invalidRequest("The request's target or its Host header is not valid.", "bad_request");

function fault(status: number, message: string, code: string): ApiError {
  return new ApiError(message, { status, type: "invalid_request_error", code });
}

/** What no `Request` can be made of, such as a Host header that is none. */
export function badRequest(): Response {
  const response = Response.json(badTarget.toBody(), { status: badTarget.status });
  addSecurityHeaders(response.headers);
  return response;
}

/** Answers what the parser refuses as all else is answered: with a body that says what is wrong. */
export function answerMalformed(server: Server): void {
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.on("request", (incoming, outgoing) => answers.set(incoming.socket, outgoing));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const answer = answers.get(socket);
    const isAnswering = answer?.headersSent === true && !answer.writableFinished;
    if (error.code === "ECONNRESET" || !socket.writable || isAnswering) socket.destroy();
    else socket.end(asText(parserFaults[error.code ?? ""] ?? noHttp));
  });
  server.on("checkExpectation", (_: IncomingMessage, outgoing: ServerResponse) => {
    const { status, headers, body } = partsOf(
      fault(417, "This server knows no expectation but 100-continue.", "expectation"),
    );
    outgoing.writeHead(status, headers).end(body);
  });
}

/** Whether it says once which host it is for, as HTTP/1.1 demands: of two, others on the way might have read the other. */
export function hasOneHost({ httpVersion, rawHeaders }: Pick<IncomingMessage, "httpVersion" | "rawHeaders">): boolean {
  const numHosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === "host").length;
  return numHosts === 1 || (numHosts === 0 && httpVersion !== "1.1");
}

function partsOf(error: ApiError) {
  const body = JSON.stringify(error.toBody());
  const headers = new Headers({
    connection: "close",
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
  });
  addSecurityHeaders(headers);
  return { status: error.status, headers: Object.fromEntries(headers), body };
}

function asText(error: ApiError): string {
  const { status, headers, body } = partsOf(error);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`;
}
