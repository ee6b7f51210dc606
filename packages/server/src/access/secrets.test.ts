import { afterEach, expect, test, vi } from "vitest";
import { FakeEngine } from "../fake-engine.fixture.ts";
import { type RunningServer, serve } from "../node.ts";
import { hashKey, newKey } from "./api-key.ts";

let server: RunningServer | undefined;
afterEach(async () => {
  await server?.close(0);
  vi.restoreAllMocks();
});

const said = "the patient's name is Rumpelstilzchen";

test("neither keys nor what is said get into logs, and keys into no answer", async () => {
  const printed: string[] = [];
  for (const name of ["error", "warn", "log", "info"] as const) {
    vi.spyOn(console, name).mockImplementation((...values) => {
      printed.push(
        values.map((value) => (value instanceof Error ? `${value.stack} ${value.cause}` : String(value))).join(),
      );
    });
  }
  const engine = new FakeEngine(() => ({ pieces: [said], fault: new Error("a bug") }));
  const [key, other] = [newKey(), newKey()];
  const keys = [{ name: "anna", sha256: await hashKey(key) }];
  server = await serve({ engine, port: 0, keys: () => keys });
  const answers: string[] = [];
  const ask = async (path: string, body: string | object, bearer = key, method = "POST") => {
    const response = await fetch(`${server?.url}${path}`, {
      method,
      headers: { "content-type": "application/json", authorization: `Bearer ${bearer}`, "x-api-key": bearer },
      ...(method === "POST" && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    answers.push(`${[...response.headers]}${await response.text()}`);
    return response.status;
  };
  const messages = [{ role: "user", content: said }];
  expect(await ask("/v1/chat/completions", { messages })).toBe(500);
  expect(await ask("/v1/chat/completions", { messages, stream: true })).toBe(200);
  expect(await ask("/v1/messages", { model: "default", max_tokens: 5, messages })).toBe(500);
  expect(await ask("/api/chat", { model: "default", messages })).toBe(200);
  expect(await ask("/v1/completions", { prompt: said })).toBe(500);
  expect(await ask("/v1/chat/completions", { messages, temperature: said })).toBe(400);
  expect(await ask("/v1/chat/completions", `{"messages": ["${said}`)).toBe(400);
  expect(await ask("/v1/chat/completions", { messages }, other)).toBe(401);
  expect(await ask(`/v1/models/${key}`, "", key, "GET")).toBe(404);
  expect(await ask("/v1/nothing", { messages })).toBe(404);
  await ask("/metrics", "", key, "GET");

  expect(printed.join()).toContain("a bug");
  expect(printed.join()).toMatch(/req_/);
  for (const secret of [key, other, keys[0].sha256, "Rumpelstilzchen"]) expect(printed.join()).not.toContain(secret);
  // One path had a key in it, of which the answer speaks.
  const others = answers.filter((answer) => !answer.includes("model_not_found"));
  for (const secret of [key, other, keys[0].sha256]) expect(others.join()).not.toContain(secret);
});
