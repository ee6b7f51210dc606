import { Random } from "../fuzz/random.ts";
import type { OfferedTool, ToolCallCase } from "./cases.ts";
import { randomArguments, randomTools } from "./random-tools.ts";

type Call = ToolCallCase["expected"]["tool_calls"][number];

const words = ["Let me see.", "Ich sehe nach.", "1 < 2, so:", "好的。", "🙂 One moment…", "I call <tools> now."];
const thoughts = ["The user asks for this.", "Erst dies,\n\ndann das.", 'First a < b; then {"c": 1}.', "嗯。"];

/** Random answers of both styles that call random tools. Equal arguments make equal cases. */
export function generateCases(seed: number, count: number): ToolCallCase[] {
  return Array.from({ length: count }, (_, i) => generateCase(new Random(seed, i), i));
}

function generateCase(random: Random, index: number): ToolCallCase {
  const style = index % 2 === 0 ? "json" : "xml";
  const thinking = random.pick(["open", "closed", "free"] as const);
  const tools = randomTools(random);
  const calls = Array.from({ length: 1 + random.below(3) }, () => randomCall(random, tools));
  const content = random.chance(0.5) ? random.pick(words) : "";
  const reasoning = thinking === "closed" || random.chance(0.2) ? "" : random.pick(thoughts);
  const write = style === "json" ? writtenAsJson : writtenInTags;
  const output = [
    thoughtAs(reasoning, thinking),
    content === "" ? "" : `${content}\n\n`,
    calls.map((call) => write(call, random)).join("\n"),
  ].join("");
  const expected = { reasoning, content, tool_calls: calls };
  return { name: `generated ${index + 1}`, style, thinking, tools, output, expected };
}

function randomCall(random: Random, tools: readonly OfferedTool[]): Call {
  const { name, parameters } = random.pick(tools).function;
  return { name, arguments: randomArguments(random, parameters ?? {}) };
}

function thoughtAs(reasoning: string, thinking: ToolCallCase["thinking"]): string {
  if (thinking === "closed") return "";
  if (thinking === "open") return `${reasoning}\n</think>\n\n`;
  return reasoning === "" ? "" : `<think>\n${reasoning}\n</think>\n\n`;
}

/** As Qwen2.5 and Qwen3 write calls: in Python's way or tightly, with or without escapes. */
function writtenAsJson({ name, arguments: args }: Call, random: Random): string {
  const style = random.below(3);
  const text = style === 0 ? JSON.stringify(args) : style === 1 ? JSON.stringify(args, null, 2) : pythonJson(args);
  const inner = `{"name": ${JSON.stringify(name)}, "arguments": ${random.chance(0.3) ? escaped(text) : text}}`;
  return random.chance(0.9) ? `<tool_call>\n${inner}\n</tool_call>` : `<tool_call>${inner}</tool_call>`;
}

/** As Qwen3-Coder and the models since Qwen3.5 write them: text as it is, all else as JSON. */
function writtenInTags({ name, arguments: args }: Call): string {
  const parameters = Object.entries(args).map(([key, value]) => {
    const text = typeof value === "string" ? value : pythonJson(value);
    return `<parameter=${key}>\n${text}\n</parameter>\n`;
  });
  return `<tool_call>\n<function=${name}>\n${parameters.join("")}</function>\n</tool_call>`;
}

/** With a space behind colons and commas. */
function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${pythonJson(inner)}`)
    .join(", ")}}`;
}

/** With escapes for what is not ASCII: all of that stands in strings. */
function escaped(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
