import type { Token } from "marked";
import { describe, expect, test } from "vitest";
import { safeAddress } from "./safe-address.ts";
import { type Blocks, closedBlock, noBlocks, splitBlocks, splitGrowing } from "./split-blocks.ts";

const sample = `# Title

A paragraph with **bold**, \`code\` and $a_1$,
over two lines

Setext
===

- one

  more of it
- two

1. three
   - four

> quoted
lazily

| a | b |
|---|---|
| 1 | 2 |

$$
x^2
$$

\\[ y \\]

\`\`\`js
const a = 1;

const b = 2;
\`\`\`

    indented

<div>raw</div>

---
The end.`;

const kinds = (blocks: readonly Token[]) => blocks.map(({ type, raw }) => [type, raw]);

describe("blocks", () => {
  test("of a growing text are those of the whole one, at every length", () => {
    let blocks: Blocks = noBlocks;
    for (let length = 1; length <= sample.length; length++) {
      blocks = splitGrowing(sample.slice(0, length), blocks);
      expect(kinds(blocks.blocks)).toEqual(kinds(splitBlocks(sample.slice(0, length)).blocks));
    }
  });

  test("that are finished are the very same ones, so that they are not drawn again", () => {
    const before = splitGrowing("One.\n\nTwo.\n\nThree", noBlocks);
    const after = splitGrowing("One.\n\nTwo.\n\nThree, fo", before);
    expect(after.blocks[0]).toBe(before.blocks[0]);
    expect(after.blocks[2]).not.toBe(before.blocks[4]);
  });

  test("a text that becomes another one is read anew", () => {
    const before = splitGrowing("One.\n\nTwo.\n\nThree", noBlocks);
    expect(kinds(splitGrowing("Else.", before).blocks)).toEqual([["paragraph", "Else."]]);
  });

  test("breaks of Windows count as others", () => {
    expect(splitGrowing("a\r\n\r\nb\r\n\r\nc", splitGrowing("a\r\n\r\nb\r", noBlocks)).text).toBe("a\n\nb\n\nc");
  });

  test("emphasis that is open at the end is shown as such", () => {
    const [block] = splitGrowing("Some **bold te", noBlocks).blocks;
    expect(JSON.stringify(closedBlock(block))).toContain('"strong"');
  });
});

describe("maths", () => {
  const found = (text: string) => JSON.stringify(splitBlocks(text).blocks).match(/"tex":"[^"]*"/g) ?? [];

  test.each([
    ["the area $\\pi r^2$.", ['"tex":"\\\\pi r^2"']],
    ["either \\(a\\) or $b$", ['"tex":"a"', '"tex":"b"']],
    ["$$\nx\n$$", ['"tex":"x"']],
    ["in $$x$$ a line", ['"tex":"x"']],
    ["\\[x\n+ y\\]", ['"tex":"x\\n+ y"']],
    ["from $5 to $10", []],
    ["it costs $ 5 $ or so", []],
    ["`$a$`", []],
    ["a $ alone", []],
  ])("%s", (text, formulas) => expect(found(text)).toEqual(formulas));
});

test("links lead to the web or to a mailbox, and nowhere else", () => {
  expect(safeAddress("https://example.org/a?b")).toBe("https://example.org/a?b");
  expect(safeAddress("mailto:a@example.org")).toBe("mailto:a@example.org");
  const others = [
    "javascript:alert(1)",
    " JAVASCRIPT:alert(1)",
    "data:text/html,x",
    "/v1/models",
    "#a",
    "file:///etc/passwd",
  ];
  for (const address of [...others, "java\nscript:alert(1)", "vbscript:x", "blob:http://x/y"]) {
    expect(safeAddress(address), address).toBeUndefined();
  }
});
