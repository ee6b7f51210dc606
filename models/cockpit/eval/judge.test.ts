import { describe, expect, it } from "vitest";
import type { Case, Expected } from "./cases.ts";
import { judge } from "./judge.ts";

const asked = (expected: Expected): Case => ({ set: "known", language: "en", messages: [], tools: [], expected });
const call = (json: string): string => `<tool_call>\n${json}\n</tool_call>`;

const window = { name: "set_window", arguments: { window: "driver", position: 50 } };
const light = { name: "set_light", arguments: { zones: ["front", "rear"], color: "größer" } };
const windowText = call('{"name": "set_window", "arguments": {"window": "driver", "position": 50}}');
const lightText = call('{"name": "set_light", "arguments": {"zones": ["front", "rear"], "color": "größer"}}');

describe("where calls are expected", () => {
  const two = asked({ kind: "calls", calls: [window, light] });
  const one = asked({ kind: "calls", calls: [window] });

  it("the right ones are exact, also with keys in another order and other space", () => {
    const written = `<tool_call>\n{"arguments":{"position":50.0,"window":"driver"},"name":"set_window"}\n</tool_call>\n${lightText}`;
    for (const text of [`${windowText}\n${lightText}`, written]) {
      expect(judge(two, text)).toEqual({ exact: true, validCalls: true, hasCall: true, holdsValues: false });
    }
  });

  it.each([
    ["in another order", `${lightText}\n${windowText}`],
    ["one too few", windowText],
    ["one twice", `${windowText}\n${lightText}\n${lightText}`],
    ["an item of a list elsewhere", `${windowText}\n${lightText.replace('"front", "rear"', '"rear", "front"')}`],
    ["another letter", `${windowText}\n${lightText.replace("größer", "groesser")}`],
    ["a number as text", `${windowText.replace("50", '"50"')}\n${lightText}`],
    ["an argument more", `${windowText.replace("50", '50, "zone": "all"')}\n${lightText}`],
    ["text before them", `Here you go.\n${windowText}\n${lightText}`],
    ["text behind them", `${windowText}\n${lightText}\nDone.`],
  ])("%s: not exact, but valid", (_, text) => {
    expect(judge(two, text)).toMatchObject({ exact: false, validCalls: true, hasCall: true });
  });

  it.each([
    ["JSON that does not parse", windowText.replace("50}", "50")],
    ["arguments that are no object", call('{"name": "set_window", "arguments": [50]}')],
    ["no name", call('{"arguments": {"window": "driver", "position": 50}}')],
    ["no end", windowText.replace("\n</tool_call>", "")],
    ["a right one and a damaged one", `${windowText}\n${call('{"name": "set_light", "arguments": {')}`],
  ])("%s: not valid, not exact", (_, text) => {
    expect(judge(one, text)).toMatchObject({ exact: false, validCalls: false, hasCall: true });
  });

  it("an answer in words is not exact, and no call", () => {
    expect(judge(one, "Done.")).toMatchObject({ exact: false, validCalls: true, hasCall: false });
  });
});

describe("where an answer is expected", () => {
  const warm = asked({ kind: "answer", answer: "It is 21.5 degrees in Ulm.", values: ["21.5", "Ulm"] });

  it("the same text is exact and holds the values", () => {
    expect(judge(warm, "It is 21.5 degrees in Ulm.")).toEqual({
      exact: true,
      validCalls: true,
      hasCall: false,
      holdsValues: true,
    });
  });

  it("other words may hold the values", () => {
    expect(judge(warm, "In Ulm: 21.5.")).toMatchObject({ exact: false, holdsValues: true });
    expect(judge(warm, "It is 21 degrees in Ulm.")).toMatchObject({ exact: false, holdsValues: false });
  });

  it("a call is no answer, whatever stands beside it", () => {
    const text = `It is 21.5 degrees in Ulm.\n${windowText}`;
    expect(judge(warm, text)).toMatchObject({ exact: false, hasCall: true, holdsValues: false });
  });
});
