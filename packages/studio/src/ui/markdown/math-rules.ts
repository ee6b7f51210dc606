import type { TokenizerAndRendererExtension, Tokens } from "marked";

export interface MathToken extends Tokens.Generic {
  readonly type: "math";
  readonly tex: string;
  readonly isDisplayed: boolean;
}

const blockPatterns = [/^ {0,3}\$\$([\s\S]+?)\$\$[ \t]*(?:\n|$)/, /^ {0,3}\\\[([\s\S]+?)\\\][ \t]*(?:\n|$)/];
const displayedPatterns = [/^\$\$([^$]+?)\$\$/, /^\\\[([\s\S]+?)\\\]/];
/** Amounts of money are none: no space inside the dollars, no digit behind them. */
const inlinePatterns = [/^\$(?![\s$])((?:\\.|[^\\$\n])+?)(?<!\s)\$(?!\d)/, /^\\\(([\s\S]+?)\\\)/];

/** Maths between `$…$`, `$$…$$`, `\(…\)` and `\[…\]`. */
export const mathRules: TokenizerAndRendererExtension[] = [
  {
    name: "math",
    level: "block",
    start: (source) => indexOf(source, /\$\$|\\\[/),
    tokenizer: (source) => mathToken(source, blockPatterns, true),
  },
  {
    name: "math",
    level: "inline",
    start: (source) => indexOf(source, /\$|\\[([]/),
    tokenizer: (source) => mathToken(source, displayedPatterns, true) ?? mathToken(source, inlinePatterns, false),
  },
];

function mathToken(source: string, patterns: readonly RegExp[], isDisplayed: boolean): MathToken | undefined {
  for (const pattern of patterns) {
    const match = pattern.exec(source);
    if (match !== null && match[1].trim() !== "") {
      return { type: "math", raw: match[0], tex: match[1].trim(), isDisplayed };
    }
  }
  return undefined;
}

function indexOf(source: string, pattern: RegExp): number | undefined {
  const at = source.search(pattern);
  return at < 0 ? undefined : at;
}
