import { type LanguageModelV4Prompt, UnsupportedFunctionalityError } from "@ai-sdk/provider";
import { expect, test } from "vitest";
import { toMessages } from "./to-messages.ts";

test("a conversation with thoughts, calls and results", () => {
  const call = { type: "tool-call" as const, toolCallId: "a", toolName: "get_weather", input: { town: "Hamburg" } };
  const prompt: LanguageModelV4Prompt = [
    { role: "system", content: "Be brief." },
    { role: "user", content: [{ type: "text", text: "Weather?" }] },
    { role: "assistant", content: [{ type: "reasoning", text: "Hm." }, { type: "text", text: "So." }, call] },
    {
      role: "tool",
      content: [
        { type: "tool-result", toolCallId: "a", toolName: "get_weather", output: { type: "json", value: { t: 17 } } },
        { type: "tool-result", toolCallId: "b", toolName: "x", output: { type: "error-text", value: "broken" } },
      ],
    },
  ];
  expect(toMessages(prompt)).toEqual([
    { role: "system", content: "Be brief." },
    { role: "user", content: "Weather?" },
    {
      role: "assistant",
      content: "So.",
      reasoningContent: "Hm.",
      toolCalls: [{ id: "a", name: "get_weather", arguments: { town: "Hamburg" } }],
    },
    { role: "tool", content: '{"t":17}', toolCallId: "a" },
    { role: "tool", content: "Error: broken", toolCallId: "b" },
  ]);
});

test.each([
  [{ type: "text", value: "17" }, "17"],
  [{ type: "error-json", value: { code: 1 } }, 'Error: {"code":1}'],
  [{ type: "execution-denied", reason: "No." }, "Error: No."],
  [{ type: "execution-denied" }, "Error: The user did not allow this call."],
  [
    {
      type: "content",
      value: [
        { type: "text", text: "a" },
        { type: "text", text: "b" },
      ],
    },
    "a\nb",
  ],
] as const)("a tool's result %j reads %j", (output, content) => {
  const part = { type: "tool-result", toolCallId: "a", toolName: "x", output } as never;
  const approval = { type: "tool-approval-response", approvalId: "1", approved: false } as const;
  expect(toMessages([{ role: "tool", content: [approval, part] }])).toEqual([
    { role: "tool", content, toolCallId: "a" },
  ]);
});

test.each([
  { type: "text", text: "Grüße" },
  { type: "data", data: new TextEncoder().encode("Grüße") },
  { type: "data", data: Buffer.from("Grüße").toString("base64") },
] as const)("files of text are read: %j", (data) => {
  const file = { type: "file" as const, mediaType: "text/plain", data };
  const content = [{ type: "text" as const, text: "Read:" }, file];
  expect(toMessages([{ role: "user", content }])).toEqual([{ role: "user", content: "Read:\nGrüße" }]);
});

test.each([
  ["user", { type: "file", mediaType: "image/png", data: { type: "data", data: "" } }],
  ["user", { type: "file", mediaType: "text/plain", data: { type: "url", url: new URL("http://localhost/") } }],
  ["assistant", { type: "custom", kind: "a.b" }],
  ["assistant", { type: "tool-result", toolCallId: "a", toolName: "x", output: { type: "text", value: "" } }],
  ["function", { type: "text", text: "" }],
])("what a %s says that is no text is refused", (role, part) => {
  expect(() => toMessages([{ role, content: [part] }] as never)).toThrow(UnsupportedFunctionalityError);
});

test.each(["text", null, [1], 3])("the input of a call must be an object, not %j", (input) => {
  const call = { type: "tool-call" as const, toolCallId: "a", toolName: "x", input };
  const messages = () => toMessages([{ role: "assistant", content: [call] }]);
  expect(messages).toThrow(expect.objectContaining({ code: "request/invalid" }));
});
