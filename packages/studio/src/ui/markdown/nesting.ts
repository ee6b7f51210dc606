import { type Lexer, type MarkedExtension, Tokenizer } from "marked";

const base = Tokenizer.prototype;

/**
 * Levels of quotes, lists and emphasis within each other, for which a phone has room. What lies deeper is text: a model
 * that repeats `>` makes thousands.
 */
const maxDepth = 12;
const depths = new WeakMap<Lexer, number>();

/** What `find` finds, which looks for more of the same inside; nothing where that is too deep. */
export function nested<T>(lexer: Lexer, find: () => T | undefined): T | undefined {
  const depth = depths.get(lexer) ?? 0;
  if (depth >= maxDepth) return undefined;
  depths.set(lexer, depth + 1);
  try {
    return find();
  } finally {
    depths.set(lexer, depth);
  }
}

export const nestingRules: MarkedExtension = {
  tokenizer: {
    blockquote(source) {
      return nested(this.lexer, () => base.blockquote.call(this, source));
    },
    list(source) {
      return nested(this.lexer, () => base.list.call(this, source));
    },
  },
};
