import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Rng } from "../core/rng.ts";
import { miniMetadata } from "../text/mini-vocabulary.fixture.ts";
import { ReasoningSplitter, type ReasoningStart } from "../text/reasoning.ts";
import { tokenizerFromGguf } from "../text/tokenizer-from-gguf.ts";
import { parseToolCalls, ToolCallSplitter } from "../text/tool-calls.ts";
import { randomWalk, tokenGrammarOf } from "./grammar-walk.fixture.ts";
import type { ToolToCall } from "./tool-schema.ts";

const tokenizer = tokenizerFromGguf(miniMetadata());
const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false });

const values: readonly Record<string, unknown>[] = [
  { type: "string" },
  { type: "string", maxLength: 5 },
  { type: "string", pattern: "^[a-z]+$" },
  { enum: ["km", "", "two words"] },
  { type: "integer", minimum: -3, maximum: 40 },
  { type: "number" },
  { type: "boolean" },
  { type: ["string", "null"] },
  { anyOf: [{ type: "string" }, { type: "integer" }] },
  { anyOf: [{ type: "string" }, { type: "object", properties: { deep: { type: "number" } }, required: ["deep"] }] },
  { type: "array", items: { type: "string" } },
  { type: "object", additionalProperties: { type: "integer" } },
  { $ref: "#/$defs/node" },
  {},
];
const $defs = {
  node: { type: "object", properties: { next: { anyOf: [{ $ref: "#/$defs/node" }, { type: "null" }] } } },
};
const tool = fc
  .tuple(
    fc.dictionary(fc.constantFrom("city", "unit", "n", "odd-name", "x<y"), fc.constantFrom(...values), { maxKeys: 3 }),
    fc.nat(3),
  )
  .map(([properties, numRequired]) => ({
    parameters: { type: "object", properties, required: Object.keys(properties).slice(0, numRequired), $defs },
  }));
const tools = fc
  .tuple(tool, tool)
  .map(([first, second]): ToolToCall[] => [
    { name: "get_weather", ...first },
    { name: "get", ...second },
    { name: "now" },
  ]);

test.each<[style: "json" | "xml", start: ReasoningStart, said: string, choice?: "auto" | "required"]>([
  ["json", "content", ""],
  ["xml", "content", ""],
  ["json", "reasoning", "Is <tool_call> the tag? Yes.\n</think>\n\n"],
  ["xml", "undecided", "<think>\nNow.\n<tool_call>\n<function="],
  ["json", "content", "Let me see.\n<tool_call>", "auto"],
  ["xml", "content", "Let me see.\n<function=get>", "auto"],
])(
  "calls (%s, %s %j) are calls, and their arguments are what the tools' schemas allow",
  (style, start, said, choice = "required") => {
    let numCalls = 0;
    const checked = fc.property(tools, fc.boolean(), fc.integer(), (offered, severally, seed) => {
      // Text may go on behind a call, without end.
      const parallel = severally && choice === "required";
      // A name that no tag can have: such a tool is called in JSON, which does not begin like this.
      fc.pre(!(said.endsWith("<function=get>") && JSON.stringify(offered[1]).includes("x<y")));
      const rng = Rng.fromSeed(seed);
      const grammar = tokenGrammarOf({ type: "tools", tools: offered, style, choice, parallel }, tokenizer, start);
      const { text, isWhole } = randomWalk(grammar, () => rng.next(), 400, said);
      const answer = answerOf(text, start);
      if (!isWhole) return;
      const { content, toolCalls } = parseToolCalls(answer, { style, tools: offered });
      expect(content, text).toBe(choice === "auto" ? "Let me see." : "");
      expect(toolCalls.length, text).toBeGreaterThan(0);
      if (!parallel) expect(toolCalls.length, text).toBe(1);
      for (const call of toolCalls) {
        numCalls++;
        const schema = offered.find(({ name }) => name === call.name)?.parameters ?? {
          type: "object",
          maxProperties: 0,
        };
        const validate = ajv.compile(schema);
        const isValid = validate(JSON.parse(call.arguments));
        expect(
          isValid,
          `${text}\n${call.arguments}\n${JSON.stringify(schema)}\n${ajv.errorsText(validate.errors)}`,
        ).toBe(true);
      }
      expect(callsByPiece(answer, style, offered)).toEqual(toolCalls);
    });
    fc.assert(checked, { numRuns: 30 });
    expect(numCalls).toBeGreaterThan(10);
  },
);

function answerOf(text: string, start: ReasoningStart): string {
  const splitter = new ReasoningSplitter(start, true);
  const parts = [...splitter.push(text), ...splitter.flush()];
  return parts.map((part) => (part.channel === "content" ? part.text : "")).join("");
}

function callsByPiece(answer: string, style: "json" | "xml", offered: readonly { readonly name: string }[]) {
  const splitter = new ToolCallSplitter({ style, tools: offered });
  const parts = [...[...answer].flatMap((character) => splitter.push(character)), ...splitter.flush()];
  return parts.flatMap((part) => (part.type === "toolCall" ? [part.toolCall] : []));
}
