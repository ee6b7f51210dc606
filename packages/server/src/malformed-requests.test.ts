import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { FakeEngine } from "./fake-engine.fixture.ts";
import { type RunningServer, serve } from "./node.ts";

let server: RunningServer | undefined;

afterEach(async () => {
  await server?.close(0);
});

/** All that comes back until the connection is closed. @param last what is said once an answer has begun */
async function say(pieces: readonly string[], last?: string): Promise<string> {
  const engine = new FakeEngine({ pieces: ["a", "b", "c"], delayMs: 50 });
  server = await serve({ engine, port: 0, headersTimeoutMs: 200 });
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  let answer = "";
  socket.setEncoding("latin1").on("data", (text: string) => {
    answer += text;
  });
  socket.on("error", () => {});
  if (last !== undefined) socket.once("data", () => socket.write(last));
  for (const piece of pieces) socket.write(piece);
  await once(socket, "close");
  return answer;
}

const post = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

test.each([
  ["no HTTP", ["\x16\x03\x01\x02\x00\x01\x00\x01\x00"], 400, "bad_request"],
  ["a length that is none", [`${post}Content-Length: abc\r\n\r\n`], 400, "bad_request"],
  ["two lengths", [`${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`], 400, "bad_request"],
  [
    "length and chunks",
    [`${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    400,
    "bad_request",
  ],
  ["large headers", [`${post}X: ${"a".repeat(20_000)}\r\n\r\n`], 431, "headers_too_large"],
  ["headers without end", [post], 408, "request_too_slow"],
  ["an expectation", [`${post}Expect: miracles\r\nContent-Length: 2\r\n\r\n{}`], 417, "expectation"],
  ["no host", ["GET /health HTTP/1.1\r\nConnection: close\r\n\r\n"], 400, "bad_request"],
  [
    "two hosts",
    ["GET /health HTTP/1.1\r\nHost: localhost\r\nhost: b\r\nConnection: close\r\n\r\n"],
    400,
    "bad_request",
  ],
  ["a chunk that is none", [`${post}Transfer-Encoding: chunked\r\n\r\n`, "zz\r\n{}\r\n"], 400, "bad_request"],
])("%s is answered like all else", async (_, pieces, status, code) => {
  const answer = await say(pieces);
  const [head, body] = answer.split("\r\n\r\n");
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(head.toLowerCase()).toContain("x-content-type-options: nosniff");
  expect(JSON.parse(body).error).toMatchObject({ type: "invalid_request_error", code });
});

test("an answer that is under way is not followed by another", async () => {
  const body = JSON.stringify({ messages: [{ role: "user", content: "hi" }], stream: true });
  const answer = await say([`${post}Content-Length: ${body.length}\r\n\r\n${body}`], "\x00 no HTTP \r\n\r\n");
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).not.toContain("HTTP/1.1 400");
});

test("a connection is kept for longer than clients keep theirs", async () => {
  server = await serve({ engine: new FakeEngine({}), port: 0 });
  const { headers } = await fetch(`${server.url}/health`);
  expect(headers.get("keep-alive")).toBe("timeout=75");
});
