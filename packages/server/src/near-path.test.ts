import { expect, test } from "vitest";
import { callsTo } from "./app-calls.fixture.ts";
import { FakeEngine } from "./fake-engine.fixture.ts";

const calls = callsTo({ engine: new FakeEngine({}) });

test.each([
  ["/chat/completions", "/v1/chat/completions"],
  ["//v1/chat/completions", "/v1/chat/completions"],
  ["/v1/chat/completions/", "/v1/chat/completions"],
  ["/v1/v1/messages", "/v1/messages"],
  ["/openai/v1/models", "/v1/models"],
  ["/v1/api/chat", "/api/chat"],
  ["/v1/health", "/health"],
])("%s is not there, %s is", async (path, meant) => {
  const response = await calls.post(path, {});
  expect(response.status).toBe(404);
  expect((await response.json()).error.message).toContain(`Did you mean ${meant}? `);
});

test("for others there is no better one", async () => {
  const response = await calls.post(`/nothing${"/a".repeat(5000)}`, {});
  expect((await response.json()).error.message).not.toContain("Did you mean");
});
