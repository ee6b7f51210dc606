import { describe, expect, test } from "vitest";
import { AnswerText } from "./answer-text.ts";
import { EventQueue } from "./event-queue.ts";
import type { GenerateEvent } from "./generate.ts";
import { Generation, type ThinkingLimit } from "./generation.ts";
import { Candidates } from "./sampling/candidates.ts";
import { Sampler } from "./sampling/sampler.ts";
import { defaultSampling } from "./sampling/sampling-options.ts";
import { Sequence } from "./scheduler/sequence.ts";
import { miniMetadata } from "./text/mini-vocabulary.fixture.ts";
import type { ReasoningStart } from "./text/reasoning.ts";
import { tokenizerFromGguf } from "./text/tokenizer-from-gguf.ts";

const vocabSize = 264;
const tokenizer = tokenizerFromGguf(miniMetadata());
const endId = 259;

interface Setting {
  readonly stop?: readonly string[];
  readonly start?: ReasoningStart;
  readonly maxTokens?: number;
  readonly thinkingLimit?: ThinkingLimit;
}

/**
 * Lets a generation choose the given tokens, one a step, and collects what its reader sees: an event a token, but for
 * tokens that are forced.
 */
async function play(tokenIds: readonly number[], setting: Setting = {}) {
  const { stop = [], start = "content", maxTokens = 100, thinkingLimit } = setting;
  const events = new EventQueue();
  const sequence = new Sequence({ promptTokenIds: [1, 2, 3], maxLength: 3 + maxTokens });
  const scratch = new Candidates(vocabSize);
  const options = { ...defaultSampling, temperature: 0 };
  let numEnds = 0;
  const generation = new Generation({
    sequence,
    sampler: new Sampler({ options, seed: 1, promptTokenIds: [1, 2, 3], scratch }),
    text: new AnswerText(tokenizer, { stop, start }),
    endTokenIds: new Set([endId]),
    unusedTokenIds: Int32Array.of(261, 262, 263),
    thinkingLimit,
    logprob: undefined,
    events,
    truncation: undefined,
    onEnd: () => numEnds++,
    requestedMs: performance.now(),
  });
  const seen: GenerateEvent[] = [];
  generation.begin();
  for (const [i, wanted] of tokenIds.entries()) {
    const logits = new Float32Array(vocabSize);
    logits[wanted] = 1;
    // Rows without a token are likelier, and must not be chosen all the same.
    logits[262] = 2;
    const { tokenId, forcedTokenIds = [], isLast } = generation.advance(logits);
    expect(tokenId).toBe(wanted);
    expect(numEnds).toBe(0);
    if (!isLast) for (const id of [tokenId, ...forcedTokenIds]) sequence.append(id);
    if (isLast) expect(i).toBe(tokenIds.length - 1);
    if (isLast) generation.leave();
    if (!isLast) seen.push((await events.next()).value as GenerateEvent);
  }
  if (numEnds === 0) generation.end("cancelled");
  for (let next = await events.next(); !next.done; next = await events.next()) seen.push(next.value);
  expect(numEnds).toBe(1);
  return seen;
}

const idsOf = (text: string) => [...new TextEncoder().encode(text)];
const textOf = (events: readonly GenerateEvent[], channel = "content") =>
  events.map((event) => (event.type === "text" && event.channel === channel ? event.text : "")).join("");
const tokensOf = (events: readonly GenerateEvent[]) =>
  events.flatMap((event) => (event.type === "text" ? event.tokenIds : []));

test("every token makes an event, characters come whole", async () => {
  const events = await play([...idsOf("aé"), endId]);
  expect(events.map((event) => (event.type === "text" ? [event.text, event.tokenIds] : event.type))).toEqual([
    ["a", idsOf("a")],
    ["", [0xc3]],
    ["é", [0xa9]],
    "end",
  ]);
  expect(events.at(-1)).toMatchObject({
    finishReason: "stop",
    usage: { promptTokens: 3, completionTokens: 4, reasoningTokens: 0 },
  });
});

test("a stop string ends it, and none of the string is delivered", async () => {
  const events = await play(idsOf("one END"), { stop: ["nope", "END"] });
  expect(textOf(events)).toBe("one ");
  expect(tokensOf(events)).toEqual(idsOf("one END"));
  expect(events.at(-1)).toMatchObject({ finishReason: "stop", stop: "END" });
});

test("text held back for a stop string that does not come is delivered at the end", async () => {
  for (const [maxTokens, finishReason] of [
    [5, "length"],
    [9, "cancelled"],
  ] as const) {
    const events = await play(idsOf("a  EN"), { stop: ["END"], maxTokens });
    expect(textOf(events)).toBe("a  EN");
    expect(events.at(-1)).toMatchObject({ finishReason, usage: { completionTokens: 5 } });
  }
});

test("a character that is cut short reads as U+FFFD", async () => {
  expect(textOf(await play([...idsOf("a"), 0xe2, 0x82], { maxTokens: 3 }))).toBe("a\ufffd");
});

test("thoughts have a channel and a count of their own, tags included", async () => {
  const ids = [260, ...idsOf("\nhm\n</think>\n\nyes"), endId];
  for (const start of ["undecided", "reasoning"] as const) {
    const events = await play(ids, { start });
    expect([textOf(events, "reasoning"), textOf(events)]).toEqual(["hm", "yes"]);
    expect(tokensOf(events)).toEqual(ids.slice(0, -1));
    expect(events.at(-1)).toMatchObject({
      usage: { completionTokens: ids.length, reasoningTokens: 1 + "\nhm\n</think>".length },
    });
  }
});

describe("a thought that is too long", () => {
  const closing = "\nEnough.\n</think>\n\n";
  const thinkingLimit = { maxTokens: 3, closingTokenIds: idsOf(closing) };

  test("is ended, and the answer begins", async () => {
    const ids = [...idsOf("hmm"), ...idsOf("yes"), endId];
    const events = await play(ids, { start: "reasoning", thinkingLimit });
    expect([textOf(events, "reasoning"), textOf(events)]).toEqual(["hmm\nEnough.", "yes"]);
    expect(tokensOf(events)).toEqual(idsOf(`hmm${closing}yes`));
    expect(events.at(-1)).toMatchObject({
      finishReason: "stop",
      usage: { completionTokens: ids.length + closing.length, reasoningTokens: 3 + "\nEnough.\n</think>".length },
    });
  });

  test("also if the model opens it by itself", async () => {
    const events = await play([260, ...idsOf("hm"), ...idsOf("yes")], { start: "undecided", thinkingLimit });
    expect([textOf(events, "reasoning"), textOf(events)]).toEqual(["hm\nEnough.", "yes"]);
  });

  test("is left alone if it is over in time, or if there is none", async () => {
    const limit = { ...thinkingLimit, maxTokens: 12 };
    const events = await play(idsOf("hm</think>yes, and more"), { start: "reasoning", thinkingLimit: limit });
    expect([textOf(events, "reasoning"), textOf(events)]).toEqual(["hm", "yes, and more"]);
    expect(textOf(await play(idsOf("no thought"), { start: "undecided", thinkingLimit }))).toBe("no thought");
  });

  test("is not ended once more while a stop string holds its end back", async () => {
    const limit = { ...thinkingLimit, maxTokens: "hm</think>".length };
    const ids = idsOf("hm</think>yes");
    const events = await play(ids, { start: "reasoning", thinkingLimit: limit, stop: [">>"] });
    expect([textOf(events, "reasoning"), textOf(events)]).toEqual(["hm", "yes"]);
    expect(events.at(-1)).toMatchObject({ usage: { reasoningTokens: "hm</think>".length } });
  });

  test("ends with the room there is", async () => {
    const events = await play(idsOf("hmm"), { start: "reasoning", thinkingLimit, maxTokens: 6 });
    expect([textOf(events, "reasoning"), textOf(events)]).toEqual(["hmm\nEn", ""]);
    expect(events.at(-1)).toMatchObject({ finishReason: "length", usage: { completionTokens: 6 } });
  });
});
