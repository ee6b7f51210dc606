import type { GenerateEvent } from "@qwents/engine";
import { expect, test } from "vitest";
import { likeliest } from "./best-of.ts";
import type { CollectedChoice } from "./collect.ts";

type Text = Extract<GenerateEvent, { type: "text" }>;
const end = {} as CollectedChoice["end"];

function choice(...logprobs: number[]): CollectedChoice {
  const token = { tokenId: 1, text: "", bytes: new Uint8Array(), top: [] };
  const text: Text = {
    type: "text",
    channel: "content",
    text: String(logprobs),
    tokenIds: [1],
    logprobs: logprobs.map((logprob) => ({ ...token, logprob })),
  };
  return { texts: [text], promptLogprobs: [], end };
}

test("the best mean a token wins, prompt by prompt", () => {
  const [a, b, c, d, e, f] = [choice(-1, -1), choice(-0.5), choice(-2), choice(-3), choice(-4, -1), choice(-1)];
  expect(likeliest([a, b, c, d, e, f], 3, 2)).toEqual([b, a, f, e]);
  expect(likeliest([a, b], 1, 1)).toEqual([a, b]);
});
