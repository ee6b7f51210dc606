import { describe, expect, test } from "vitest";
import { AnswerText, type AnswerTextOptions } from "./answer-text.ts";
import { miniMetadata } from "./text/mini-vocabulary.fixture.ts";
import { tokenizerFromGguf } from "./text/tokenizer-from-gguf.ts";

const tokenizer = tokenizerFromGguf(miniMetadata());
const tools = [{ name: "f" }];
const call = '<tool_call>\n{"name": "f", "arguments": {"a": 21}}\n</tool_call>';

/** What comes of a text, a byte a token: a channel's text, and what ended it. */
function read(text: string, options: Partial<AnswerTextOptions>) {
  const answer = new AnswerText(tokenizer, {
    stop: [],
    start: "content",
    hasTools: true,
    calls: { tools },
    ...options,
  });
  const said = { reasoning: "", content: "" };
  for (const id of new TextEncoder().encode(text)) {
    const { parts, stop } = answer.push(id);
    for (const part of parts) said[part.channel] += part.text;
    if (stop !== undefined) return { ...said, stop };
  }
  for (const part of answer.flush()) said[part.channel] += part.text;
  return said;
}

describe("stop strings and calls of tools", () => {
  test.each(["21", "\n", "<tool_call>", "</tool_call>", "_", "<", '"f"', "}}"])("%j does not end a call", (stop) => {
    expect(read(call, { stop: [stop] })).toEqual({ reasoning: "", content: call });
  });

  test("before, between and behind calls they count", () => {
    const text = `one ${call} two ${call} three`;
    expect(read(text, { stop: ["one"] })).toMatchObject({ content: "", stop: "one" });
    expect(read(text, { stop: ["two", "21"] })).toMatchObject({ content: `one ${call} `, stop: "two" });
    expect(read(text, { stop: ["three"] })).toMatchObject({ content: text.slice(0, -5), stop: "three" });
  });

  test.each([". <tool", "so. <tool_call>\n", "</tool_call> a", "> and"])(
    "%j over the border does not count",
    (stop) => {
      const text = `so. ${call} and`;
      expect(read(text, { stop: [stop] })).toEqual({ reasoning: "", content: text });
    },
  );

  test("a part before a call and a part behind it are no stop string", () => {
    const text = `EN${call}D`;
    expect(read(text, { stop: ["END"] })).toEqual({ reasoning: "", content: text });
    expect(read(`${text}END`, { stop: ["END"] })).toMatchObject({ content: text, stop: "END" });
  });

  test("in a thought they count, in a call that ends it not", () => {
    const thought = "<think>\nhm 21 degrees\n</think>\n\n";
    expect(read(thought + call, { stop: ["21"], start: "reasoning" })).toMatchObject({ reasoning: "hm ", stop: "21" });
    const forgetful = `<think>\nhm\n${call}21`;
    expect(read(forgetful, { stop: ["21"], start: "reasoning" })).toEqual({
      reasoning: "hm",
      content: call,
      stop: "21",
    });
  });

  test("what turns out to be no call is text again", () => {
    expect(read("<tool_call> has 21 meanings", { stop: ["21"] })).toMatchObject({
      content: "<tool_call> has ",
      stop: "21",
    });
    expect(read("a <tool", { stop: ["too"] }).content).toBe("a <");
  });

  test("without tools a call is text like any other", () => {
    const answer = new AnswerText(tokenizer, { stop: ["21"], start: "content" });
    const pushes = [...new TextEncoder().encode(call)].slice(0, call.indexOf("21") + 2).map((id) => answer.push(id));
    expect(pushes.at(-1)?.stop).toBe("21");
  });
});
