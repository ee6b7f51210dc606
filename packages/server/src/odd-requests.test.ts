import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { chatBody } from "./app-calls.fixture.ts";
import { FakeEngine } from "./fake-engine.fixture.ts";
import { type RunningServer, serve } from "./node.ts";

// What clients seldom send, and old or careless ones do.

const running: RunningServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close(0)));
});

async function start() {
  const engine = new FakeEngine({ pieces: ["Hel", "lo"] }, "Qwen/Qwen3-0.6B:Q8_0");
  const server = await serve({ engine, port: 0 });
  running.push(server);
  return server.url;
}

/** All that comes until the server closes the connection. */
function rawAnswer(url: string, lines: readonly string[], body = ""): Promise<string> {
  const { port, host } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let answer = "";
  const socket = connect(Number(port), "127.0.0.1");
  socket.on("data", (chunk) => {
    answer += chunk;
  });
  socket.on("close", () => resolve(answer));
  socket.on("error", reject);
  socket.write([...lines, `host: ${host}`, "content-type: application/json", "", body].join("\r\n"));
  return promise;
}

test("a stream of HTTP/1.0 is not chunked, and ends with the connection", async () => {
  const body = JSON.stringify(chatBody({ stream: true }));
  const lines = ["POST /v1/chat/completions HTTP/1.0", `content-length: ${body.length}`];
  const [head, ...events] = (await rawAnswer(await start(), lines, body)).split("\r\n\r\n");
  expect(head).not.toMatch(/transfer-encoding/i);
  expect(events.join("")).toMatch(/^data: \{/);
  expect(events.join("")).toMatch(/\n\ndata: \[DONE\]\n\n$/);
});

test.each(["/v1/models", "/v1/status?stream=true", "/v1/trace"])(
  "HEAD %s has no body and holds nothing",
  async (path) => {
    const url = await start();
    // More than may watch at once.
    for (let i = 0; i < 40; i++) {
      const answer = await fetch(url + path, { method: "HEAD" });
      expect([answer.status, await answer.text()]).toEqual([200, ""]);
    }
    expect((await fetch(`${url}/v1/status?stream=true&updates=1`)).status).toBe(200);
  },
);

test.each(["Qwen/Qwen3-0.6B:Q8_0", "Qwen%2FQwen3-0.6B%3AQ8_0", "qwen/qwen3-0.6b:q8_0"])("an id as %s", async (id) => {
  expect((await fetch(`${await start()}/v1/models/${id}`)).status).toBe(200);
});

test.each(["%ZZ", "%E0%A4%A", "%00", "..%2F..%2Fetc%2Fpasswd", "Qwen"])("no model is called %s", async (id) => {
  const answer = await fetch(`${await start()}/v1/models/${id}`);
  expect([answer.status, (await answer.json()).error.code]).toEqual([404, "model_not_found"]);
});
