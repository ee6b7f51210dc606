import { describe, expect, test } from "vitest";
import { type ChatMessage, createChatTemplate } from "./chat-template.ts";

const strict = createChatTemplate(`{%- for m in messages -%}
{%- if m.role == 'system' and not loop.first -%}{{ raise_exception('System first!') }}{%- endif -%}
{{- '[' + m.role + ' ' + m.content + ']' -}}
{%- endfor -%}
{%- if not (messages | selectattr('role', 'equalto', 'user') | list) -%}{{ raise_exception('No question!') }}{%- endif -%}`);
const lenient = createChatTemplate("{% for m in messages %}[{{ m.role }} {{ m.content }}]{% endfor %}");

const said = (role: ChatMessage["role"], content: string | null): ChatMessage => ({ role, content });

describe("where a template takes one system message, the first", () => {
  test.each<[ChatMessage[], string]>([
    [[said("system", "a"), said("system", "b"), said("user", "c")], "[system a\n\nb][user c]"],
    [[said("developer", "a"), said("system", "b"), said("user", "c")], "[system a\n\nb][user c]"],
    [
      [said("user", "c"), said("system", "a"), said("assistant", "d"), said("developer", "b")],
      "[system a\n\nb][user c][assistant d]",
    ],
    [[said("system", null), said("user", "c"), said("system", "a")], "[system a][user c]"],
  ])("%j", (messages, expected) => {
    expect(strict.render(messages)).toBe(expected);
    expect(strict.renderParts([], messages)).toEqual([{ text: expected, isControl: false }]);
  });
});

test("elsewhere they stay where they are", () => {
  const messages = [said("system", "a"), said("user", "c"), said("system", "b")];
  expect(lenient.render(messages)).toBe("[system a][user c][system b]");
});

test("a conversation without a question is refused with what is missing", () => {
  const rejected = expect.objectContaining({
    code: "template/rejected",
    message: expect.stringMatching(/No question! It has no message that a user said: add one/),
  });
  expect(() => strict.render([said("system", "a")])).toThrow(rejected);
  expect(() => strict.render([said("assistant", "a"), said("system", "b")])).toThrow(rejected);
  const other = createChatTemplate("{{ raise_exception('Never!') }}");
  expect(() => other.render([said("user", "a")])).toThrow(
    expect.objectContaining({ message: expect.stringMatching(/Never!$/) }),
  );
});
