/** Names of GGUF's `tokenizer.ggml.pre`: "qwen2" up to Qwen3 and Qwen3-Next, "qwen35" since Qwen3.5. */
export type PreTokenizerName = "qwen2" | "qwen35";

/**
 * How text is cut into pieces that merges never cross. The hub's `tokenizer.json` holds the expression as text; since
 * Qwen3.5 combining marks belong to letters.
 */
interface PreTokenizer {
  readonly name: PreTokenizerName;
  readonly hubPattern: string;
  /** The same for JavaScript, with the flag u. It matches at least one character anywhere in any text. */
  readonly pattern: string;
}

// The files' \s is Unicode's White_Space, which JavaScript's is not: that has U+FEFF and lacks U+0085. Their inline
// (?i:…) is spelt out, for engines without modifiers.
const space = "\\p{White_Space}";

function preTokenizer(name: PreTokenizerName, letter: string, letterInClass: string): PreTokenizer {
  return {
    name,
    hubPattern: `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?${letter}+|\\p{N}| ?[^\\s${letterInClass}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+`,
    pattern: `'(?:[sStTmMdD]|[rRvV][eE]|[lL]{2})|[^\\r\\n\\p{L}\\p{N}]?${letter}+|\\p{N}| ?[^${space}${letterInClass}\\p{N}]+[\\r\\n]*|${space}*[\\r\\n]+|${space}+(?!\\P{White_Space})|${space}+`,
  };
}

/** All that are known. */
export const preTokenizers: readonly PreTokenizer[] = [
  preTokenizer("qwen2", "\\p{L}", "\\p{L}"),
  preTokenizer("qwen35", "[\\p{L}\\p{M}]", "\\p{L}\\p{M}"),
];
