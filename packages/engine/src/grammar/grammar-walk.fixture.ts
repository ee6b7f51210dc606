import type { ReasoningStart } from "../text/reasoning.ts";
import type { Tokenizer } from "../text/tokenizer.ts";
import { compileGrammar } from "./compile-grammar.ts";
import { GrammarConstraint } from "./grammar-constraint.ts";
import type { GrammarSpec } from "./grammar-spec.ts";
import { TokenGrammar } from "./token-grammar.ts";
import { createVocabularyTrie, type VocabularyTrie } from "./vocabulary-trie.ts";

const tries = new WeakMap<Tokenizer, VocabularyTrie>();

function trieOf(tokenizer: Tokenizer): VocabularyTrie {
  const trie = tries.get(tokenizer) ?? createVocabularyTrie(tokenizer);
  tries.set(tokenizer, trie);
  return trie;
}

export function tokenGrammarOf(
  spec: GrammarSpec,
  tokenizer: Tokenizer,
  start: ReasoningStart = "content",
): TokenGrammar {
  return new TokenGrammar(compileGrammar(spec, start), tokenizer, trieOf(tokenizer));
}

export interface Walk {
  readonly text: string;
  /** Whether it came to an end by itself. */
  readonly isWhole: boolean;
}

/**
 * A text of a grammar as a model without any sense would write it: all that may come next is as likely.
 * @param said what it begins with
 */
export function randomWalk(grammar: TokenGrammar, random: () => number, maxTokens = 300, said = ""): Walk {
  const { tokenizer } = grammar;
  const constraint = new GrammarConstraint(grammar, tokenizer.eosTokenIds);
  const ends = new Set(tokenizer.eosTokenIds);
  const tokenIds = tokenizer.encode(said);
  for (const tokenId of tokenIds) constraint.accept(tokenId);
  const logits = new Float32Array(tokenizer.vocabSize);
  for (let step = 0; step < maxTokens && !constraint.isOver; step++) {
    logits.fill(0);
    constraint.mask(logits);
    const allowed = Array.from(logits.keys()).filter((id) => logits[id] === 0);
    // Closing what is open is as likely as going on, so that texts come to an end.
    const closing = allowed.filter((id) => /^["}\]\n]+$|^<\/|^,$|^"/.test(tokenizer.tokenText(id)));
    const from = closing.length > 0 && random() < 0.5 ? closing : allowed;
    const tokenId = from[Math.floor(random() * from.length)];
    if (ends.has(tokenId)) return { text: tokenizer.decode(tokenIds), isWhole: true };
    constraint.accept(tokenId);
    tokenIds.push(tokenId);
  }
  return { text: tokenizer.decode(tokenIds), isWhole: constraint.isOver };
}

/** Whether a text, taken byte by byte, is of a grammar: as a whole, as a beginning, or not. */
export function judge(spec: GrammarSpec, text: string, tokenizer: Tokenizer, start: ReasoningStart = "content") {
  const { machine } = tokenGrammarOf(spec, tokenizer, start);
  let state = machine.start();
  for (const byte of new TextEncoder().encode(text)) {
    const next = machine.step(state, byte);
    if (next === null) return "wrong";
    state = next;
  }
  return state.isComplete ? "whole" : "open";
}
