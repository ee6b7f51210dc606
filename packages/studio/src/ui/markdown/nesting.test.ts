import type { Token } from "marked";
import { expect, test } from "vitest";
import { splitBlocks } from "./split-blocks.ts";

function depthOf(tokens: readonly Token[] = []): number {
  const inner = (token: Token) => [
    ...("tokens" in token ? (token.tokens ?? []) : []),
    ...("items" in token ? token.items : []),
  ];
  return Math.max(0, ...tokens.map((token) => 1 + depthOf(inner(token))));
}

test.each([
  ["quotes", ">"],
  ["lists", "+ "],
  ["numbered lists", "1. "],
  ["lists in quotes", "> - "],
  ["emphasis", "*a **b "],
])("%s within each other, without end", (_, part) => {
  const text = `${part.repeat(4000)}a${part === "*a **b " ? "** c*".repeat(4000) : ""}`;
  const { blocks } = splitBlocks(text);
  expect(depthOf(blocks)).toBeGreaterThan(10);
  expect(depthOf(blocks)).toBeLessThan(40);
  expect(blocks.map(({ raw }) => raw).join("")).toBe(text);
});

test("ten levels are kept", () => {
  expect(depthOf(splitBlocks(`${">".repeat(10)} a`).blocks)).toBe(12);
});
