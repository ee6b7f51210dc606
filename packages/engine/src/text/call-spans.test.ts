import { describe, expect, test } from "vitest";
import { CallSpans } from "./call-spans.ts";
import type { ToolCallStyle } from "./chat-template.ts";

const json = '<tool_call>\n{"name": "f", "arguments": {"a": "</tool_call>"}}\n</tool_call>';
const xml = "<tool_call>\n<function=f>\n<parameter=a>\n1 < 2\n</parameter>\n</function>\n</tool_call>";
const bare = "<function=f>\n<parameter=a>\n1\n</parameter>\n</function>\n</tool_call>";

function spansOf(style: ToolCallStyle, pieces: Iterable<string>) {
  const spans = new CallSpans({ style, tools: [{ name: "f" }] });
  const all = [...[...pieces].flatMap((piece) => spans.push(piece)), ...spans.flush()];
  const textOf = (wanted: boolean) => all.map(({ isCall, text }) => (isCall === wanted ? text : "|")).join("");
  return [textOf(false), textOf(true)].map((text) => text.replace(/\|+/g, "|"));
}

describe.each<[ToolCallStyle, text: string, outside: string, inside: string]>([
  ["json", `Hm.\n${json}\nso`, "Hm.\n|\nso", `|${json}|`],
  ["json", `${json}${json}`, "|", json + json],
  ["json", "a < b, <tool", "a < b, <tool", "|"],
  ["json", '<tool_call>{"name": "f"', "|", '<tool_call>{"name": "f"'],
  ["json", "<tool_call> is a tag", "|is a tag", "<tool_call> |"],
  ["json", bare, bare, "|"],
  ["xml", `Hm. ${xml} so`, "Hm. | so", `|${xml}|`],
  ["xml", json, "|", json],
  ["xml", bare, "|", bare],
  ["xml", "<function=g>", "<function=g>", "|"],
])("%s: %j", (style, text, outside, inside) => {
  test("parted anywhere", () => {
    for (let i = 0; i <= text.length; i++) {
      expect(spansOf(style, [text.slice(0, i), text.slice(i)])).toEqual([outside, inside]);
    }
    expect(spansOf(style, text)).toEqual([outside, inside]);
  });
});

test("only what may be a call's first tag is held back", () => {
  const spans = new CallSpans({ tools: [{ name: "f" }] });
  expect(spans.push("a <tool_")).toEqual([{ isCall: false, text: "a " }]);
  expect(spans.push("call>")).toEqual([{ isCall: true, text: "<tool_call>" }]);
  expect(spans.push('\n{"na')).toEqual([{ isCall: true, text: '\n{"na' }]);
});
