import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { hashKey } from "../access/api-key.ts";
import { until } from "../app-calls.fixture.ts";
import { FakeEngine } from "../fake-engine.fixture.ts";
import type { RunningServer } from "../node.ts";
import { lastOf, SocketTests } from "./socket-client.fixture.ts";

// Who gets a WebSocket, how many, and how they end.

const tests = new SocketTests();
afterEach(() => tests.end());

const upgrade = {
  connection: "Upgrade",
  upgrade: "websocket",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  "sec-websocket-version": "13",
};

/** What a server answers instead of a WebSocket. */
async function refusal(server: RunningServer, headers: Record<string, string>, path = "/v1/responses", method = "GET") {
  const asked: ClientRequest = request(`${server.url}${path}`, { method, headers }).end();
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  return { status: response.statusCode, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
}

describe("who gets one", () => {
  test.each([
    ["a page of a foreign site", { origin: "https://evil.example" }, 403, "forbidden"],
    ["a page of another server of this machine", { origin: "http://localhost:3000" }, 403, "forbidden"],
    ["a foreign name", { host: "evil.example" }, 403, "forbidden"],
    ["no host at all", { host: "a b/c" }, 400, "bad_request"],
    ["no key", {}, 401, "invalid_api_key"],
    ["a wrong key", { authorization: "Bearer wrong" }, 401, "invalid_api_key"],
    ["a handshake that is none", { authorization: "Bearer key", "sec-websocket-key": "x" }, 400, "bad_request"],
    ["a version that is none", { authorization: "Bearer key", "sec-websocket-version": "1" }, 400, "bad_request"],
  ])("not %s", async (_, headers, status, code) => {
    const { server } = await tests.start({ pieces: ["a"] }, { apiKey: "key" });
    const answer = await refusal(server, { ...upgrade, ...headers });
    expect(answer).toMatchObject({ status, body: { error: { code } } });
    expect(answer.headers).toMatchObject({ connection: "close", "x-content-type-options": "nosniff" });
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  test("the key's caller, from the server's own page", async () => {
    const { open, server } = await tests.start({ pieces: ["a"] }, { apiKey: "key" });
    const client = await open({ authorization: "Bearer key", origin: server.url });
    expect(lastOf(await client.ask({ input: "hi" })).type).toBe("response.completed");
  });

  test("nobody whose key was taken away meanwhile", async () => {
    const keys = [{ name: "anna", sha256: await hashKey("key") }];
    const { open } = await tests.start({ pieces: ["a"] }, { keys: () => keys });
    const client = await open({ authorization: "Bearer key" });
    expect(lastOf(await client.ask({ input: "hi" })).type).toBe("response.completed");
    keys.pop();
    expect(lastOf(await client.ask({ input: "hi" }))).toMatchObject({ status: 401, code: "invalid_api_key" });
  });

  test("who only asks by HTTP is told so", async () => {
    const { server } = await tests.start({});
    expect(await refusal(server, {})).toMatchObject({
      status: 426,
      headers: { upgrade: "websocket" },
      body: { error: { code: "upgrade_required" } },
    });
  });

  test.each([["h2c"], ["websocket"]])(
    "other paths are answered although the client would upgrade to %s",
    async (to) => {
      const { server } = await tests.start({ pieces: ["a"] });
      const headers = { ...upgrade, upgrade: to };
      expect((await refusal(server, headers, "/health")).status).toBe(200);
      expect((await refusal(server, { ...headers, "content-length": "0" }, "/v1/responses", "POST")).status).toBe(400);
    },
  );

  test("no more than there is room for, until some leave", async () => {
    const { server, open } = await tests.start({}, { sockets: { maxPerCaller: 2 } });
    const [one] = [await open(), await open()];
    expect(await refusal(server, upgrade)).toMatchObject({
      status: 429,
      body: { error: { code: "too_many_connections" } },
    });
    one.socket.close();
    await one.closed;
    await vi.waitFor(open);
  });
});

describe("how they end", () => {
  test("leaving frees what runs and what waits", async () => {
    const { open, engine } = await tests.start({ pieces: ["a", "b"], hangAfter: 1 });
    for (const how of ["close", "terminate"] as const) {
      const before = engine.numCancelled;
      const client = await open();
      for (let i = 0; i < 3; i++) client.say({ input: "hi" });
      await until(() => engine.numPieces === before + 1);
      client.socket[how]();
      await until(() => engine.numCancelled === before + 1);
    }
    expect(engine.requests).toHaveLength(2);
    expect(engine.status.runningSequences).toBe(0);
  });

  test("leaving frees a place in the queue", async () => {
    const { open, server } = await tests.start(new FakeEngine({ hangAfter: 0, pieces: ["a"] }, "slow", 1));
    const clients = await Promise.all([1, 2, 3, 4].map(() => open()));
    for (const client of clients) client.say({ input: "hi" });
    const waiting = async () => (await (await fetch(`${server.url}/health`)).json()).waiting;
    await vi.waitFor(async () => expect(await waiting()).toBe(3));
    for (const { socket } of clients) socket.close();
    await vi.waitFor(async () => expect(await waiting()).toBe(0));
  });

  test("a server that stops lets what runs come to its end, and closes the others at once", async () => {
    const { open, server, engine } = await tests.start({ pieces: ["a", "b", "c"], delayMs: 30 });
    const [busy, idle] = [await open(), await open()];
    const answer = busy.ask({ input: "hi" });
    await until(() => engine.requests.length === 1);
    const closed = server.close();
    expect((await idle.closed).code).toBe(1001);
    expect(lastOf(await answer).type).toBe("response.completed");
    expect(await busy.closed).toEqual({ code: 1001, reason: "the server is stopping" });
    await closed;
  });

  test("what does not end in time is ended, with an error", async () => {
    const { open, server, engine } = await tests.start({ pieces: ["a", "b"], hangAfter: 1 });
    const client = await open();
    const answer = client.ask({ input: "hi" });
    await until(() => engine.numPieces === 1);
    const closed = server.close(50);
    expect(lastOf(await answer)).toMatchObject({ status: 503, code: "engine/closed" });
    expect((await client.closed).code).toBe(1001);
    await closed;
  });

  test("old ones are told so, once they have answered", async () => {
    const { open } = await tests.start({ pieces: ["a", "b", "c"], delayMs: 250 }, { sockets: { maxAgeMs: 400 } });
    const client = await open();
    client.say({ input: "hi" });
    expect((await client.closed).code).toBe(1000);
    expect(client.heard.at(-2)?.type).toBe("response.completed");
    expect(lastOf(client.heard)).toMatchObject({ status: 400, code: "websocket_connection_limit_reached" });
  });

  test("those that have nothing to do are closed, those that are busy are not", async () => {
    const { open } = await tests.start({ pieces: Array(5).fill("a"), delayMs: 200 }, { sockets: { idleMs: 500 } });
    const client = await open();
    expect(lastOf(await client.ask({ input: "hi" })).type).toBe("response.completed");
    expect((await client.closed).code).toBe(1000);
  });

  test("metrics count them and what they ask", async () => {
    const { open, server } = await tests.start({ pieces: ["a"] });
    const client = await open();
    await client.ask({ input: "hi" });
    await client.ask("{");
    const figures = async () => (await fetch(`${server.url}/metrics`)).text();
    const text = await figures();
    expect(text).toContain("qwents_websockets 1\n");
    for (const status of [101, 200, 400]) {
      expect(text).toContain(`qwents_requests_total{route="/v1/responses",status="${status}"} 1\n`);
    }
    client.socket.close();
    await vi.waitFor(async () => expect(await figures()).toContain("qwents_websockets 0\n"));
  });

  test("a handshake that is given up leaves nothing behind", async () => {
    const { server, open } = await tests.start({ pieces: ["a"] });
    const { port } = new URL(server.url);
    const lines = [
      "GET /v1/responses HTTP/1.1",
      "host: localhost",
      ...Object.entries(upgrade).map((h) => h.join(": ")),
    ];
    const whole = `${lines.join("\r\n")}\r\n\r\n`;
    for (let cut = 20; cut < whole.length + 20; cut += 20) {
      const socket = connect(Number(port), "127.0.0.1").on("error", () => {});
      socket.write(whole.slice(0, cut), () => (cut % 40 === 0 ? socket.destroy() : socket.resetAndDestroy()));
    }
    expect(lastOf(await (await open()).ask({ input: "hi" })).type).toBe("response.completed");
  });
});
