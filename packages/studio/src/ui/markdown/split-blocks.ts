import { Marked, type Token } from "marked";
import remend from "remend";
import { mathRules } from "./math-rules.ts";
import { nestingRules } from "./nesting.ts";
import { wideTextRules } from "./wide-text-rules.ts";

/** A text as blocks: paragraphs, lists, tables, code. */
export interface Blocks {
  readonly text: string;
  readonly blocks: readonly Token[];
}

export const noBlocks: Blocks = { text: "", blocks: [] };

const marked = new Marked({ gfm: true, extensions: mathRules }, nestingRules, wideTextRules);

/** The blocks of a whole text. */
export function splitBlocks(given: string): Blocks {
  const text = withPlainBreaks(given);
  return { text, blocks: marked.lexer(text) };
}

/**
 * The blocks of a text that is still being written. Those before its last ones are taken over from what it was before, so
 * that they need not be read and drawn again; emphasis and code that are open at its end are closed.
 */
export function splitGrowing(given: string, before: Blocks): Blocks {
  const text = withPlainBreaks(given);
  const settled = before.blocks.slice(0, lastOpen(before.blocks));
  const start = settled.map(({ raw }) => raw).join("");
  // The lexer tidies some blocks: where those are not what the text begins with, all is read anew.
  if (!text.startsWith(start)) return splitBlocks(text);
  return { text, blocks: [...settled, ...marked.lexer(text.slice(start.length))] };
}

/** The block at the end of a growing text as it is shown. */
export function closedBlock(block: Token): Token {
  if (block.type === "code" || block.type === "table" || block.type === "math") return block;
  // A tilde alone is none of ours: it needs no escape.
  const closed = remend(block.raw, { singleTilde: false });
  return closed === block.raw ? block : (marked.lexer(closed).find(({ type }) => type !== "space") ?? block);
}

/** Whether two blocks look alike. A link's address may stand elsewhere in the text, so that what is read of it can differ. */
export function isSameBlock(block: Token, other: Token): boolean {
  if (block === other) return true;
  if (block.raw !== other.raw || block.type !== other.type) return false;
  return block.type === "code" || !block.raw.includes("[") || JSON.stringify(block) === JSON.stringify(other);
}

/** As the lexer has them: else blocks would be shorter than what they were made of. */
const withPlainBreaks = (text: string) => text.replace(/\r\n?/g, "\n");

/** Where blocks begin that what follows can still change: a list takes in another item, a paragraph becomes a heading. */
function lastOpen(blocks: readonly Token[]): number {
  let numOpen = 0;
  for (let i = blocks.length - 1; i >= 0; i--) {
    if (blocks[i].type !== "space" && ++numOpen === 2) return i;
  }
  return 0;
}
