import { describe, expect, test } from "vitest";
import { callsTo, chatBody } from "./app-calls.fixture.ts";
import { FakeEngine } from "./fake-engine.fixture.ts";
import { isLoopback } from "./guards.ts";

const engine = new FakeEngine({ pieces: ["hi"] });
const chat = "/v1/chat/completions";

describe("API key", () => {
  const calls = callsTo({ engine, apiKey: "right" });

  test.each([
    [{}, 401],
    [{ authorization: "Bearer wrong" }, 401],
    [{ authorization: "right" }, 401],
    [{ authorization: "Bearer right" }, 200],
    [{ authorization: "bearer right" }, 200],
    [{ "x-api-key": "right" }, 200],
    [{ "x-api-key": "wrong" }, 401],
    [{ "x-api-key": "" }, 401],
    [{ authorization: "Bearer placeholder", "x-api-key": "right" }, 200],
    [{ authorization: "Bearer right", "x-api-key": "placeholder" }, 200],
    [{ authorization: "Bearer wrong", "x-api-key": "wrong" }, 401],
  ])("%j: %i", async (headers, status) => {
    expect((await calls.get("/v1/models", headers as Record<string, string>)).status).toBe(status);
  });

  test("is asked for before a body is read, and not for health", async () => {
    const response = await calls.post(chat, "{");
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect((await calls.get("/health")).status).toBe(200);
  });

  test("an empty one is refused, not taken for none", () => {
    expect(() => callsTo({ engine, apiKey: "" })).toThrow("API key is empty");
  });
});

describe("pages of other sites", () => {
  const calls = callsTo({ engine, allowedOrigins: ["https://chat.example", "app://notes"] });

  test.each([
    ["http://localhost", 200],
    ["https://chat.example", 200],
    ["app://notes", 200],
    ["http://localhost:5173", 403],
    ["http://127.0.0.1", 403],
    ["https://evil.example", 403],
    ["https://localhost.evil.example", 403],
    ["null", 403],
    ["", 403],
  ])("%s: %i", async (origin, status) => {
    const response = await calls.post(chat, chatBody(), { headers: { origin } });
    expect(response.status).toBe(status);
    expect(response.headers.get("access-control-allow-origin")).toBe(status === 200 ? origin : null);
  });

  test.each([
    ["cross-site", "no-cors", "image", 403],
    ["same-site", "no-cors", "script", 403],
    ["cross-site", "navigate", "iframe", 403],
    ["cross-site", "navigate", "document", 200],
    ["same-origin", "no-cors", "image", 200],
    ["none", "navigate", "document", 200],
  ])("what is asked for without an origin, %s, %s of %s: %i", async (site, mode, dest, status) => {
    const headers = { "sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": dest };
    expect((await calls.get("/v1/models", headers)).status).toBe(status);
  });

  test("an allowed page can ask first, and reads errors too", async () => {
    const origin = "https://chat.example";
    const preflight = await calls.post(chat, "", {
      method: "OPTIONS",
      body: null,
      headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toContain("content-type");
    const refused = await calls.post(chat, "{", { headers: { origin } });
    expect(refused.status).toBe(400);
    expect(refused.headers.get("access-control-allow-origin")).toBe(origin);
  });

  test("any page may, if the server says so", async () => {
    const open = callsTo({ engine, allowedOrigins: "*" });
    const response = await open.post(chat, chatBody(), { headers: { origin: "https://any.example" } });
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe("https://any.example");
  });
});

describe("host names", () => {
  const calls = callsTo({ engine, allowedHosts: ["box.lan"] });

  test.each([
    ["http://localhost:4040/health", undefined, 200],
    ["http://[::1]:4040/health", undefined, 200],
    ["http://box.lan/health", undefined, 200],
    ["http://evil.example/health", undefined, 403],
    ["http://localhost/health", "evil.example", 403],
    ["http://localhost/health", "@", 403],
  ])("%s with Host %s: %i", async (url, host, status) => {
    expect((await calls.get(url, host === undefined ? {} : { host })).status).toBe(status);
  });

  test.each([
    ["http://192.168.1.7:4040/health", 200],
    ["http://[fe80::1]:4040/health", 200],
    ["http://gpu-box:4040/health", 200],
    ["http://gpu-box.local/health", 200],
    ["http://host.docker.internal/health", 200],
    ["http://box.example/health", 200],
    ["http://evil.example/health", 403],
    ["http://1.2.3.4.evil.example/health", 403],
    ["http://local.evil.example/health", 403],
  ])("%s in a near network: %i", async (url, status) => {
    const near = callsTo({ engine, allowedHosts: ["box.example"], nearHosts: true });
    expect((await near.get(url)).status).toBe(status);
  });

  test.each([
    ["127.0.0.1", true],
    ["127.1.2.3", true],
    ["[::1]", true],
    ["app.localhost", true],
    ["0.0.0.0", false],
    ["127.0.0.1.evil.example", false],
  ])("%s is this machine: %s", (name, expected) => {
    expect(isLoopback(name)).toBe(expected);
  });
});
