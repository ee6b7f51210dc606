import { expect, test } from "vitest";
import { cpuTimeMs } from "../core/cpu-time.fixture.ts";
import { createChatTemplate } from "./chat-template.ts";

const doubling =
  "{% set ns = namespace(s='aaaaaaaaaaaaaaaa') %}{% for i in range(40) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}";
const megabyte = doubling.replace("40", "16");
const list = "{% set l = range(200000) %}";

// Each would take minutes, gigabytes, or for ever, in the library's own interpreter.
test.each([
  ["a range without end", "{% for i in range(100000000000) %}{% endfor %}"],
  ["loops in loops", `${"{% for i in range(1000) %}".repeat(5)}x${"{% endfor %}".repeat(5)}`],
  ["empty loops over one list", `${list}{% for i in l %}{% for j in l %}{% endfor %}{% endfor %}`],
  ["a text that doubles", `${doubling}{{ ns.s }}`],
  [
    "a list that doubles",
    "{% set ns = namespace(l=[1, 2]) %}{% for i in range(60) %}{% set ns.l = ns.l + ns.l %}{% endfor %}",
  ],
  [
    "lists of one list",
    "{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}",
  ],
  [
    "mappings of one mapping",
    "{% set ns = namespace(l={}) %}{% for i in range(60) %}{% set ns.l = {'a': ns.l, 'b': ns.l} %}{% endfor %}{{ ns.l }}",
  ],
  [
    "a list compared with a text",
    "{% set ns = namespace(l=[1]) %}{% for i in range(40) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l == 'x' }}",
  ],
  ["a namespace in itself", "{% set ns = namespace() %}{% set ns.a = ns %}{{ ns }}"],
  ["a namespace in a list", "{% set ns = namespace() %}{% set ns.a = [ns] %}{{ ns }}"],
  [
    "a namespace among a macro's arguments",
    "{% set ns = namespace() %}{% macro m() %}{% set ns.a = varargs %}{{ ns }}{% endmacro %}{{ m(ns, ns) }}",
  ],
  ["a macro that calls itself", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"],
  ["cutting a text over and over", `${megabyte}{% for i in range(10000) %}{{ ns.s[0:1] }}{% endfor %}`],
  ["cutting a list over and over", `${list}{% for i in l %}{{ l[::-1][0] }}{% endfor %}`],
  [
    "searching for a long text",
    `${megabyte}{% set n = 'b' ~ ns.s[1:500000] %}{% for i in range(100) %}{{ n in ns.s }}{% endfor %}`,
  ],
  ["splitting at a long text", `${megabyte}{% set n = 'b' ~ ns.s[1:500000] %}{{ ns.s.split(n) | length }}`],
  ["splitting into characters", `${megabyte}{{ ns.s.split('a') | length }}`],
  ["a method kept for later", `${megabyte}{% set f = ns.s['split'] %}{{ f('a') | length }}`],
  ["replacing by a long text", `${megabyte}{{ ns.s.replace('a', ns.s) | length }}`],
  ["replacing in a filter", `${megabyte}{{ ns.s | replace('a', ns.s) | length }}`],
  ["stripping many characters", `${megabyte}{% for i in range(100) %}{{ ns.s.strip(ns.s) }}{% endfor %}`],
  ["indenting by a lot", "{{ 'a\\nb' | indent(1000000000) }}"],
  ["JSON indented by a lot", "{{ [1] | tojson(indent=1000000000) }}"],
  ["sorting over and over", `${list}{% for i in l %}{{ l | sort | length }}{% endfor %}`],
  [
    "sorting long texts",
    `${megabyte}{% set ns.l = [ns.s] %}{% for i in range(16) %}{% set ns.l = ns.l + ns.l %}{% endfor %}{{ ns.l | sort | length }}`,
  ],
])("ends %s", (_, source) => {
  const template = createChatTemplate(source);
  const begin = cpuTimeMs();
  const error = expect.objectContaining({ name: "QwenError", code: "template/bad-template" });
  expect(() => template.render([{ role: "user", content: "Hi" }])).toThrow(error);
  expect(cpuTimeMs() - begin).toBeLessThan(15_000);
});

test("a conversation of far too many parts is to blame itself", () => {
  const template = createChatTemplate(
    "{% for m in messages %}{% for i in range(1000) %}{{ m.content }}{% endfor %}{% endfor %}",
  );
  const messages = (length: number) => Array.from({ length }, () => ({ role: "user" as const, content: "Hi" }));
  expect(() => template.render(messages(2000))).toThrow(
    expect.objectContaining({ code: "request/context-too-long", message: expect.stringContaining("2000 messages") }),
  );
  expect(() => template.render(messages(1999))).toThrow(expect.objectContaining({ code: "template/bad-template" }));
});
