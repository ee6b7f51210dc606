import fc from "fast-check";
import { expect, test } from "vitest";
import { ReasoningSplitter, type ReasoningStart, reasoningStart } from "./reasoning.ts";

interface Split {
  readonly reasoning: string;
  readonly content: string;
}

/** By definition, of the whole text. */
function splitWhole(text: string, start: ReasoningStart, hasTools = false): Split {
  const opening = /^\s*<think>/.exec(text)?.[0];
  if (start === "content" || (start === "undecided" && opening === undefined)) return { reasoning: "", content: text };
  const body = text.slice(opening?.length ?? 0);
  const called = hasTools ? body.search(/<tool_call>\s{0,16}(\{|<function=)/) : -1;
  const closed = body.indexOf("</think>");
  if (called >= 0 && (closed < 0 || called < closed)) {
    return { reasoning: trimmed(body.slice(0, called)), content: body.slice(called).replace(/<\/think>\n*/, "") };
  }
  const [thought, ...rest] = body.split("</think>");
  return { reasoning: trimmed(thought), content: rest.join("</think>").replace(/^\n+/, "") };
}

const trimmed = (thought: string) => thought.replace(/^\n+|\n+$/g, "");

function split(parts: readonly string[], start: ReasoningStart, hasTools = false): Split {
  const splitter = new ReasoningSplitter(start, hasTools);
  const result = { reasoning: "", content: "" };
  for (const { channel, text } of [...parts.flatMap((part) => splitter.push(part)), ...splitter.flush()]) {
    expect(text).not.toBe("");
    result[channel] += text;
  }
  return result;
}

test.each<[string, ReasoningStart]>([
  ["<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n", "undecided"],
  ["<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n<think>\n", "reasoning"],
  ["<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n", "content"],
  ["<|im_start|>user\n<think> is a tag<|im_end|>\n<|im_start|>assistant\n", "undecided"],
  ["<|im_start|>user\n</think><|im_end|>\n<|im_start|>assistant\n<think>\nHalf a thought", "reasoning"],
])("a prompt tells how its answer begins: %j", (prompt, start) => {
  expect(reasoningStart(prompt)).toBe(start);
});

test.each<[string, ReasoningStart, Split]>([
  ["<think>\nHm.\n</think>\n\nYes.", "undecided", { reasoning: "Hm.", content: "Yes." }],
  ["\n<think>\n\n</think>\n\nYes.\n", "undecided", { reasoning: "", content: "Yes.\n" }],
  ["\nYes, <think> is a tag.", "undecided", { reasoning: "", content: "\nYes, <think> is a tag." }],
  ["Hm.\n\nWell.\n</think>\n\nYes.", "reasoning", { reasoning: "Hm.\n\nWell.", content: "Yes." }],
  ["<think>\nHm.</think>Yes.", "reasoning", { reasoning: "Hm.", content: "Yes." }],
  ["Hm, and then", "reasoning", { reasoning: "Hm, and then", content: "" }],
  ["Hm.\n</thi", "reasoning", { reasoning: "Hm.\n</thi", content: "" }],
  ["Hm.</think>a</think>b", "reasoning", { reasoning: "Hm.", content: "a</think>b" }],
  ["<think>\nNo.\n</think>", "content", { reasoning: "", content: "<think>\nNo.\n</think>" }],
  ["<thin", "undecided", { reasoning: "", content: "<thin" }],
  ["", "undecided", { reasoning: "", content: "" }],
])("%j after %s", (text, start, expected) => {
  expect(split([text], start)).toEqual(expected);
  expect(split([...text], start)).toEqual(expected);
});

const call = "<tool_call>\n<function=f>\n</function>\n</tool_call>";

test.each<[string, Split]>([
  [`Hm.\n\n${call}`, { reasoning: "Hm.", content: call }],
  [`Hm.\n${call}\n</think>\n\nDone.`, { reasoning: "Hm.", content: `${call}\nDone.` }],
  ['<think>Hm. <tool_call>{"name": "f"', { reasoning: "Hm. ", content: '<tool_call>{"name": "f"' }],
  [`Hm.\n</think>\n\n${call}`, { reasoning: "Hm.", content: call }],
  ["Is <tool_call> a tag?\n</think>\n\nYes.", { reasoning: "Is <tool_call> a tag?", content: "Yes." }],
  ["A <tool_call>\n<fun", { reasoning: "A <tool_call>\n<fun", content: "" }],
])("with tools on offer, a call ends the thought: %j", (text, expected) => {
  for (const start of ["reasoning", text.startsWith("<think>") ? "undecided" : "reasoning"] as const) {
    expect(split([text], start, true)).toEqual(expected);
    expect(split([...text], start, true)).toEqual(expected);
  }
});

test("without tools it is talk of a call", () => {
  expect(split([`Hm.\n\n${call}`], "reasoning")).toEqual({ reasoning: `Hm.\n\n${call}`, content: "" });
});

test("parts every text alike, however it is cut", () => {
  const tag = fc.constantFrom("<tool_call>", "<tool_call>\n{", "<tool_call><function=f>", "<function=", "{");
  const plain = fc.constantFrom(
    "<think>",
    "</think>",
    "\n",
    "\n\n",
    " ",
    "a",
    "<",
    "</",
    "think>",
    "<thi",
    "nk>",
    "bc",
  );
  const words = fc.array(fc.oneof({ arbitrary: plain, weight: 3 }, tag), { maxLength: 10 });
  const start = fc.constantFrom<ReasoningStart>("undecided", "reasoning", "content");
  fc.assert(
    fc.property(words, fc.infiniteStream(fc.nat(5)), start, fc.boolean(), (words, lengths, from, hasTools) => {
      const text = words.join("");
      const parts: string[] = [];
      for (let i = 0; i < text.length; i += parts.at(-1)!.length || 1) {
        parts.push(text.slice(i, i + 1 + lengths.next().value!));
      }
      const expected = splitWhole(text, from, hasTools);
      expect(split(parts, from, hasTools)).toEqual(expected);
      expect(split([...text], from, hasTools)).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

test("the channel follows the text", () => {
  const splitter = new ReasoningSplitter("undecided");
  const channels = ["<think>", "\n", "Hm", "\n", "</think>", "\n\n", "Yes"].map((text) => {
    splitter.push(text);
    return splitter.channelBehind("");
  });
  expect(channels).toEqual([..."rrrrccc"].map((letter) => (letter === "r" ? "reasoning" : "content")));
  expect(new ReasoningSplitter("reasoning").channelBehind("")).toBe("reasoning");
});
