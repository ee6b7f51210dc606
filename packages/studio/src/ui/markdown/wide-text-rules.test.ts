import type { Token } from "marked";
import { describe, expect, test } from "vitest";
import { closedBlock, isSameBlock, splitBlocks } from "./split-blocks.ts";

/** As HTML has it, shortened: `<strong>`, `<em>`, `<del>` and `<link>` around text. */
function shown(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      const inner = "tokens" in token && token.tokens ? shown(token.tokens) : "text" in token ? token.text : token.raw;
      return ["strong", "em", "del", "link"].includes(token.type) ? `<${token.type}>${inner}</>` : inner;
    })
    .join("");
}

const read = (text: string) => shown(splitBlocks(text).blocks);

test.each(["水温3~5度，约10~15分钟", "5~10 km, then 20~30 km", "~a~"])("%s is not struck through", (text) => {
  expect(read(text)).toBe(text);
  // Nor changed while it grows.
  expect(shown(splitBlocks(text).blocks.map(closedBlock))).toBe(text);
});

test("two tildes strike through", () => expect(read("a ~~3~5~~字")).toBe("a <del>3~5</>字"));

test.each([
  ["**注意：**请", "<strong>注意：</>请"],
  ["这是**“重点”**内容", "这是<strong>“重点”</>内容"],
  ["**„Titel“**und", "<strong>„Titel“</>und"],
  ["***注意：***请", "<em><strong>注意：</></>请"],
  ["用**`a**b`**请", "用<strong>a**b</>请"],
  ["看**[a](b)。**请", "看<strong><link>a</>。</>请"],
  ["**한국어(Korean)**은", "<strong>한국어(Korean)</>은"],
  ["甲：**乙**，“**丙**”", "甲：<strong>乙</>，“<strong>丙</>”"],
  ["*斜 “**粗**” 体*", "<em>斜 “<strong>粗</>” 体</>"],
  ["`**注意：**`请", "**注意：**请"],
  ["3*（4+5）*6", "3*（4+5）*6"],
  ["2 ** 3 ** 4", "2 ** 3 ** 4"],
  ["a_b_c _d_ **_e_**", "a_b_c <em>d</> <strong><em>e</></>"],
])("emphasis in %s", (text, expected) => expect(read(text)).toBe(expected));

test.each([
  ["详见https://example.com/a。然后继续", "详见<link>https://example.com/a</>。然后继续"],
  ["（www.example.com/a）", "（www.example.com/a）"],
  ["https://example.com/a——然后", "<link>https://example.com/a</>——然后"],
  ["https://zh.wikipedia.org/wiki/中文 好", "<link>https://zh.wikipedia.org/wiki/中文</> 好"],
  ["https://ja.wikipedia.org/wiki/佐々木", "<link>https://ja.wikipedia.org/wiki/佐々木</>"],
  ["zh.wikipedia.org/wiki/中文", "zh.wikipedia.org/wiki/中文"],
  ["邮箱a@b.com。然后", "邮箱<link>a@b.com</>。然后"],
])("addresses in %s", (text, expected) => expect(read(text)).toBe(expected));

describe("what is made to be slow", () => {
  const repeated = (part: string, end = "") => part.repeat(40_000 / part.length) + end;

  test.each([
    ["stars", `x${"**".repeat(50_000)}`],
    ["ends alone", repeated("：**")],
    ["beginnings alone", repeated("**“ ", "”**")],
    ["beginnings of lines that are struck through", repeated("~~a ", "b~~")],
    ["addresses", repeated("https://a.b/c。")],
    ["emphasis in emphasis", "*a **b ".repeat(3000) + "c** d*".repeat(3000)],
  ])("%s", (_, text) => {
    const start = performance.now();
    splitBlocks(text);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

test("a paragraph is another one once it is known where its link leads", () => {
  const text = "See [a][1].\n\n";
  const [before] = splitBlocks(text).blocks;
  const [after] = splitBlocks(`${text}[1]: https://example.org`).blocks;
  expect(isSameBlock(before, splitBlocks(text).blocks[0])).toBe(true);
  expect(isSameBlock(before, after)).toBe(false);
});
