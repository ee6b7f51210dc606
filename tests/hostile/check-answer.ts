import { expect } from "vitest";
import { isAnthropicPath } from "../../packages/server/src/anthropic/errors.ts";
import type { createApp } from "../../packages/server/src/app.ts";
import { isOllamaPath } from "../../packages/server/src/ollama/errors.ts";
import type { HostileRequest, Route } from "./hostile-requests.ts";

type App = ReturnType<typeof createApp>;

/** All that an app answers to, as its router has it. */
export function routesOf(app: App): Route[] {
  const known = app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => ({ method, path }));
  return [...known, { method: "GET", path: "/nowhere/:id" }, { method: "POST", path: "/v1/:id" }];
}

/** A right request is answered as it should be. */
export async function checkGoodAnswer(app: App): Promise<void> {
  const response = await app.request(
    "/v1/chat/completions",
    post({ messages: [{ role: "user", content: "hi" }], max_tokens: 3 }),
  );
  expect(response.status).toBe(200);
  expect((await response.json()).choices).toHaveLength(1);
}

/** Keeps a response, to be asked for. */
export async function createResponse(app: App): Promise<string> {
  const response = await app.request("/v1/responses", post({ model: "default", input: "hi", max_output_tokens: 3 }));
  return (await response.json()).id;
}

function post(body: object) {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** Server faults that are answers nevertheless: not offered here, too much just now. */
const allowedFaults = [501, 503, 529];

/** How long any answer may take. */
const patienceMs = 20_000;

/** Sends what is hostile; the answer has to be an answer, well-formed and whole. */
export async function checkAnswer(app: App, { method, path, headers, body }: HostileRequest): Promise<void> {
  const controller = new AbortController();
  const signal = controller.signal;
  const request = new Request(`http://localhost${path}`, {
    method,
    headers,
    signal,
    ...(body && { body: body as Uint8Array<ArrayBuffer> }),
  });
  const timer = setTimeout(() => controller.abort(), patienceMs);
  try {
    const response = await within(app.request(request));
    const text = await within(method === "GET" && isStream(response) ? firstOf(response) : response.text());
    if (response.status >= 500) expect(allowedFaults).toContain(response.status);
    expect(response.headers.get("x-request-id")).toMatch(/^req_/);
    expect(text).not.toContain("internal_error");
    if (response.status >= 400 && method !== "HEAD") checkError(new URL(request.url).pathname, text);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}

/** Of those that are got, some go on for as long as somebody reads. */
function isStream({ headers }: Response): boolean {
  return headers.get("content-type")?.startsWith("text/event-stream") === true;
}

async function firstOf({ body }: Response): Promise<string> {
  const reader = body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

function checkError(path: string, text: string): void {
  const body = JSON.parse(text);
  if (isAnthropicPath(path)) {
    const error = { type: expect.any(String), message: expect.stringMatching(/./) };
    expect(body).toMatchObject({ type: "error", error, request_id: expect.stringMatching(/^req_/) });
  } else if (isOllamaPath(path)) {
    expect(body).toEqual({ error: expect.stringMatching(/./) });
  } else {
    const { message, type, param, code } = body.error;
    expect([typeof message, typeof type]).toEqual(["string", "string"]);
    for (const name of [param, code]) expect(name === null || typeof name === "string").toBe(true);
  }
  // A message is for people to read, not the request over again.
  expect(text.length).toBeLessThan(4000);
}

async function within<T>(promise: T | Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
