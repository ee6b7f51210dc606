import { expect, test } from "vitest";
import { EventQueue } from "./event-queue.ts";
import type { GenerateEvent } from "./generate.ts";

const text = (value: string, tokenId: number, channel: "content" | "reasoning" = "content"): GenerateEvent => ({
  type: "text",
  channel,
  text: value,
  tokenIds: [tokenId],
});
const start: GenerateEvent = { type: "start", promptTokens: 3 };
const end: GenerateEvent = {
  type: "end",
  finishReason: "stop",
  usage: {
    promptTokens: 3,
    cachedTokens: 0,
    completionTokens: 2,
    reasoningTokens: 0,
    draftTokens: 0,
    acceptedDraftTokens: 0,
  },
  timings: { queuedMs: 0, promptMs: 0, generationMs: 0 },
};

test("a reader that keeps up gets every event as it comes", async () => {
  const queue = new EventQueue();
  const reads = [queue.next(), queue.next(), queue.next(), queue.next(), queue.next()];
  for (const event of [start, text("a", 1), text("b", 2), end]) queue.push(event);
  const results = await Promise.all(reads);
  expect(results.map(({ value }) => value?.type)).toEqual(["start", "text", "text", "end", undefined]);
  expect(results[2].value).toEqual(text("b", 2));
});

test("unread text of a channel grows in place, without losing anything", async () => {
  const queue = new EventQueue();
  queue.push(start);
  for (let i = 0; i < 1000; i++) queue.push(text("r", i, "reasoning"));
  for (let i = 0; i < 1000; i++) queue.push(text("c", i));
  queue.push(end);
  const values = [];
  for (let next = await queue.next(); !next.done; next = await queue.next()) values.push(next.value);
  expect(values.map(({ type }) => type)).toEqual(["start", "text", "text", "end"]);
  const ids = Array.from({ length: 1000 }, (_, i) => i);
  expect(values[1]).toEqual({ type: "text", channel: "reasoning", text: "r".repeat(1000), tokenIds: ids });
  expect(values[2]).toEqual({ type: "text", channel: "content", text: "c".repeat(1000), tokenIds: ids });
});

test("logprobs are merged with their text", async () => {
  const queue = new EventQueue();
  for (const tokenId of [1, 2]) {
    const logprob = { tokenId, text: "x", bytes: Uint8Array.of(120), logprob: -tokenId, top: [] };
    queue.push({ type: "text", channel: "content", text: "x", tokenIds: [tokenId], logprobs: [logprob] });
  }
  queue.push({ type: "text", channel: "content", text: "held back", tokenIds: [] });
  const { value } = await queue.next();
  expect(value?.type === "text" && value.logprobs?.map(({ logprob }) => logprob)).toEqual([-1, -2]);
});

test("an error comes once, after what was queued; then it is over", async () => {
  const queue = new EventQueue();
  queue.push(start);
  queue.fail(new Error("broken"));
  queue.fail(new Error("later"));
  queue.push(end);
  expect((await queue.next()).value).toEqual(start);
  await expect(queue.next()).rejects.toThrow("broken");
  expect(await queue.next()).toEqual({ done: true, value: undefined });
});

test("readers that wait learn of an error or the end", async () => {
  const failing = new EventQueue();
  const reads = [failing.next(), failing.next()];
  failing.fail(new Error("broken"));
  await expect(reads[0]).rejects.toThrow("broken");
  expect((await reads[1]).done).toBe(true);
  expect((await failing.next()).done).toBe(true);

  const discarded = new EventQueue();
  const read = discarded.next();
  discarded.discard();
  discarded.push(start);
  expect((await read).done).toBe(true);
  expect((await discarded.next()).done).toBe(true);
});
