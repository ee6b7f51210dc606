import { codingToolText, hermesToolText, xmlToolText } from "./tool-text.ts";

/** In what a generation's chat template differs from the others'. */
export interface TemplateTraits {
  /** System text where the conversation has none. */
  readonly defaultSystem?: string;
  /** How tools are described, and calls written: as JSON after Hermes, or as tags, with definitions as tags or as JSON. */
  readonly tools: "hermes" | "coding" | "xml";
  /**
   * Which thoughts of earlier turns stay: none ("never"), those after the last question ("lastQuestion"), all where
   * `preserve_thinking` is true ("optional") or unless it is false ("always").
   */
  readonly thoughts: "never" | "lastQuestion" | "optional" | "always";
  /**
   * What follows the opening of the answer: nothing; an empty thought where thinking is off; an open thought; an open
   * one, or an empty one where thinking is off.
   */
  readonly opening: "none" | "closed" | "open" | "openOrClosed";
  /** How truth values, numbers and null in earlier calls are written where calls are tags. Default: as Python does. */
  readonly scalars?: "python" | "json";
  /** Whether the system text comes behind the tools, as it does since Qwen3.5, and conversations must be well-formed. */
  readonly isStrict?: boolean;
  /** Whether `reasoning_effort` becomes a sentence of the system text. */
  readonly hasEffort?: boolean;
}

/** A chat template in Jinja: ChatML with these traits. It writes what models read; the wording of instructions is ours. */
export function chatMlTemplate(traits: TemplateTraits): string {
  return [
    lastQuestion(traits),
    systemTurn(traits),
    "{%- for message in messages -%}",
    message(traits),
    "{%- endfor -%}",
    "{%- if add_generation_prompt -%}",
    `{{- '<|im_start|>assistant\\n' -}}${openings[traits.opening]}`,
    "{%- endif -%}",
  ].join("\n");
}

const emptyThought = "{{- '<think>\\n\\n</think>\\n\\n' -}}";
const openThought = "{{- '<think>\\n' -}}";
const isOff = "enable_thinking is defined and enable_thinking is false";
const openings = {
  none: "",
  closed: `{%- if ${isOff} -%}${emptyThought}{%- endif -%}`,
  open: openThought,
  openOrClosed: `{%- if ${isOff} -%}${emptyThought}{%- else -%}${openThought}{%- endif -%}`,
};

/** Sets `state.question` to the index of the last message that a user said, and not a tool's result. */
function lastQuestion({ isStrict }: TemplateTraits): string {
  return `{%- set state = namespace(question=-1) -%}
{%- for message in messages -%}
  {%- set said = message.content | trim -%}
  {%- set is_result = said.startswith('<tool_response>') and said.endswith('</tool_response>') -%}
  {%- if message.role == 'user' and not is_result -%}{%- set state.question = loop.index0 -%}{%- endif -%}
  ${isStrict ? "{%- if message.role == 'system' and not loop.first -%}{{- raise_exception('System message must be at the beginning.') -}}{%- endif -%}" : ""}
{%- endfor -%}
${isStrict ? "{%- if state.question < 0 -%}{{- raise_exception('No user query found in messages.') -}}{%- endif -%}" : ""}`;
}

const efforts = {
  xhigh:
    "Reasoning effort: xhigh. Take the time to think the task through: question what you assume, weigh the alternatives, and check the answer before you give it.",
  low: "Reasoning effort: low. Think no more than you need to, and come to the answer soon.",
};

function effortText({ hasEffort }: TemplateTraits): string {
  if (!hasEffort) return "{%- set effort = '' -%}";
  return `{%- set level = reasoning_effort | default('xhigh') -%}
{%- if level not in ['xhigh', 'medium', 'low'] -%}
  {{- raise_exception('Unexpected reasoning effort: it must be xhigh, medium or low.') -}}
{%- endif -%}
{%- set effort = {'xhigh': '${efforts.xhigh}', 'medium': '', 'low': '${efforts.low}'}[level] -%}
{%- if ${isOff} -%}{%- set effort = '' -%}{%- endif -%}`;
}

function systemTurn(traits: TemplateTraits): string {
  const { tools, defaultSystem = "", isStrict } = traits;
  const texts = { hermes: hermesToolText, coding: codingToolText, xml: xmlToolText };
  // Where there are both, the older generations have the tools last.
  const order = isStrict ? "[effort, described, own]" : "[own, described]";
  return `${effortText(traits)}
{%- set own = '${defaultSystem}' -%}
{%- if messages[0].role == 'system' -%}{%- set own = messages[0].content${isStrict ? " | trim" : ""} -%}{%- endif -%}
{%- set described = '' -%}
{%- if tools -%}{%- set described -%}${texts[tools]}{%- endset -%}{%- endif -%}
{%- set system = namespace(text='') -%}
{%- for part in ${order} if part -%}
  {%- set system.text = system.text + ('\\n\\n' if system.text else '') + part -%}
{%- endfor -%}
{%- if system.text or messages[0].role == 'system' -%}
  {{- '<|im_start|>system\\n' + system.text + '<|im_end|>\\n' -}}
{%- endif -%}`;
}

function message(traits: TemplateTraits): string {
  const content = traits.isStrict ? "message.content | trim" : "message.content";
  const isCoding = traits.tools === "coding";
  return `{%- set content = ${content} -%}
{%- if message.role == 'user' or (message.role == 'system' and not loop.first) -%}
  {{- '<|im_start|>' + message.role + '\\n' + content + '<|im_end|>\\n' -}}
{%- elif message.role == 'assistant' -%}
  {{- '<|im_start|>assistant\\n' -}}
  ${thought(traits)}
  {{- content -}}
  ${calls(traits)}
  {{- '<|im_end|>\\n' -}}
{%- elif message.role == 'tool' -%}
  {%- if loop.first or loop.previtem.role != 'tool' -%}{{- '<|im_start|>user${isCoding ? "\\n" : ""}' -}}{%- endif -%}
  {{- '${isCoding ? "" : "\\n"}<tool_response>\\n' + content + '\\n</tool_response>${isCoding ? "\\n" : ""}' -}}
  {%- if loop.last or loop.nextitem.role != 'tool' -%}{{- '<|im_end|>\\n' -}}{%- endif -%}
{%- endif -%}`;
}

const keeps = {
  lastQuestion: "loop.index0 > state.question",
  optional: "(preserve_thinking is defined and preserve_thinking is true) or loop.index0 > state.question",
  always: "preserve_thinking is not defined or preserve_thinking is true or loop.index0 > state.question",
};

/** The turn's thought, from its own field or, before Qwen3.8, from the content. */
function thought({ thoughts, isStrict }: TemplateTraits): string {
  if (thoughts === "never") return "";
  const inContent = `{%- elif '</think>' in content -%}
    {%- set reasoning = content.split('</think>')[0].split('<think>')[-1] -%}
    {%- set content = content.split('</think>')[-1].lstrip('\\n') -%}`;
  // Qwen3 shows an empty thought only in the turn that is going on.
  const isShown = isStrict ? "true" : "reasoning or loop.last";
  const strip = isStrict ? "reasoning | trim" : "reasoning.strip('\\n')";
  return `{%- set reasoning = '' -%}
  {%- if message.reasoning_content is string -%}
    {%- set reasoning = message.reasoning_content -%}
  ${thoughts === "always" ? "" : inContent}
  {%- endif -%}
  {%- if (${keeps[thoughts]}) and (${isShown}) -%}
    {%- set content = content.lstrip('\\n') -%}
    {{- '<think>\\n' + ${isStrict ? `(${strip})` : strip} + '\\n</think>\\n\\n' -}}
  {%- endif -%}`;
}

function calls({ tools, scalars = "python" }: TemplateTraits): string {
  const gap = tools === "hermes" ? "\\n" : "\\n\\n";
  const isText =
    scalars === "json" ? "value is string" : "value is string or value is not iterable and value is not mapping";
  const written =
    tools === "hermes"
      ? `{{- '{"name": "' + call.name + '", "arguments": ' + (call.arguments | tojson) + '}' -}}`
      : `{{- '<function=' + call.name + '>\\n' -}}
    {%- for key, value in call.arguments | items -%}
      {{- '<parameter=' + key + '>\\n' + (value | string if ${isText} else value | tojson) + '\\n</parameter>\\n' -}}
    {%- endfor -%}
    {{- '</function>' -}}`;
  return `{%- for tool_call in message.tool_calls or [] -%}
    {%- set call = tool_call.function -%}
    {{- ('${gap}' if loop.first else '\\n') if content or not loop.first else '' -}}
    {{- '<tool_call>\\n' -}}${written}{{- '\\n</tool_call>' -}}
  {%- endfor -%}`;
}
