import { expect, test } from "vitest";
import { callsTo, chatBody } from "../app-calls.fixture.ts";
import { FakeEngine } from "../fake-engine.fixture.ts";
import { addSecurityHeaders } from "./security-headers.ts";

const calls = callsTo({ engine: new FakeEngine({ pieces: ["<script>"] }), apiKey: "right" });
const key = { authorization: "Bearer right" };

test.each([
  ["an answer", () => calls.post("/v1/chat/completions", chatBody(), { headers: key }), 200],
  ["a stream", () => calls.post("/v1/chat/completions", chatBody({ stream: true }), { headers: key }), 200],
  ["a bad request", () => calls.post("/v1/chat/completions", "{", { headers: key }), 400],
  ["a request without a key", () => calls.get("/v1/models"), 401],
  ["a foreign page's request", () => calls.get("/health", { origin: "https://evil.example" }), 403],
  ["what is not there", () => calls.get("/nothing", key), 404],
])("%s says what browsers may do with it", async (_, call, status) => {
  const response = await call();
  await response.arrayBuffer();
  expect(response.status).toBe(status);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cache-control": expect.stringMatching(/no-store|no-cache/),
  });
});

test("a page keeps its own policy", () => {
  const headers = new Headers({ "content-type": "text/html", "content-security-policy": "default-src 'self'" });
  addSecurityHeaders(headers);
  expect(headers.get("content-security-policy")).toBe("default-src 'self'");
  expect(headers.get("cache-control")).toBeNull();
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});
