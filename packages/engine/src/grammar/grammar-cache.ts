import type { ReasoningStart } from "../text/reasoning.ts";
import type { Tokenizer } from "../text/tokenizer.ts";
import { compileGrammar } from "./compile-grammar.ts";
import type { GrammarSpec } from "./grammar-spec.ts";
import { TokenGrammar } from "./token-grammar.ts";
import { createVocabularyTrie, type VocabularyTrie } from "./vocabulary-trie.ts";

const maxKept = 8;

/** Grammars used lately, with what was found out about them: agents send the same tools turn after turn. */
export class GrammarCache {
  /** In the order of their last use. */
  readonly #grammars = new Map<string, TokenGrammar>();
  #trie: VocabularyTrie | undefined;

  /** @throws QwenError `grammar/invalid`, `grammar/too-complex` */
  get(spec: GrammarSpec, start: ReasoningStart, tokenizer: Tokenizer): TokenGrammar {
    const key = JSON.stringify([start, spec]);
    const known = this.#grammars.get(key);
    const grammar = known ?? this.#create(spec, start, tokenizer);
    this.#grammars.delete(key);
    this.#grammars.set(key, grammar);
    if (this.#grammars.size > maxKept) this.#grammars.delete(this.#grammars.keys().next().value!);
    return grammar;
  }

  #create(spec: GrammarSpec, start: ReasoningStart, tokenizer: Tokenizer): TokenGrammar {
    const program = compileGrammar(spec, start);
    this.#trie ??= createVocabularyTrie(tokenizer);
    return new TokenGrammar(program, tokenizer, this.#trie);
  }
}
