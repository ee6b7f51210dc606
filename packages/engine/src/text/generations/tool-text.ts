// The parts of built-in chat templates that show a model its tools and how to call them, in Jinja.

const definitions = `{{- '<tools>' -}}
{%- for tool in tools -%}{{- '\\n' + (tool | tojson) -}}{%- endfor -%}
{{- '\\n</tools>\\n\\n' -}}`;

/** Definitions as lines of JSON, calls as JSON, after Hermes. */
export const hermesToolText = `{{- '# Tools\\n\\nYou can call functions to help with what the user asks.\\n\\n' -}}
{{- 'Their signatures are between <tools> and </tools>, each a line of JSON:\\n' -}}
${definitions}
{{- 'To call a function, write a JSON object with its name and arguments between <tool_call> and </tool_call>:\\n' -}}
{{- '<tool_call>\\n{"name": <function-name>, "arguments": <args-json-object>}\\n</tool_call>' -}}`;

const callFormat = `{{- 'To call a function, write this, and nothing behind it:\\n\\n' -}}
{{- '<tool_call>\\n<function=function_name>\\n<parameter=first_parameter>\\nvalue\\n</parameter>\\n' -}}
{{- '<parameter=second_parameter>\\na value\\nof several lines\\n</parameter>\\n</function>\\n</tool_call>\\n\\n' -}}
{{- 'Parameters that are required must be there. What you want to say about a call comes before it. ' -}}
{{- 'Where no function helps, answer as usual, without a word about functions.' -}}`;

/** Definitions as lines of JSON, calls as tags. */
export const xmlToolText = `{{- '# Tools\\n\\nYou can call these functions:\\n\\n' -}}
${definitions}
${callFormat}`;

const parameters = `{%- for name, field in tool.parameters.properties | items -%}
    {{- '\\n<parameter>\\n<name>' + name + '</name>' -}}
    {%- for key, value in field | items -%}
      {{- '\\n<' + key + '>' + ((value | trim) if value is string else value | tojson) + '</' + key + '>' -}}
    {%- endfor -%}
    {{- '\\n</parameter>' -}}
  {%- endfor -%}`;

/** Definitions as tags, calls as tags. */
export const codingToolText = `{{- '# Tools\\n\\nYou can call these functions:\\n\\n<tools>' -}}
{%- for entry in tools -%}
  {%- set tool = entry.function -%}
  {{- '\\n<function>\\n<name>' + tool.name + '</name>' -}}
  {%- if tool.description -%}{{- '\\n<description>' + (tool.description | trim) + '</description>' -}}{%- endif -%}
  {{- '\\n<parameters>' -}}
  {%- if tool.parameters is mapping -%}
    {%- if tool.parameters.properties is mapping -%}
  ${parameters}
    {%- endif -%}
    {%- for key, value in tool.parameters | items if key not in ['type', 'properties'] -%}
      {{- '\\n<' + key + '>' + (value if value is string else value | tojson) + '</' + key + '>' -}}
    {%- endfor -%}
  {%- endif -%}
  {{- '\\n</parameters>\\n</function>' -}}
{%- endfor -%}
{{- '\\n</tools>\\n\\n' -}}
${callFormat}`;
