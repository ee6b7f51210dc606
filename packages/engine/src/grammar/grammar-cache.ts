import type { ReasoningStart } from "../text/reasoning.ts";
import type { Tokenizer } from "../text/tokenizer.ts";
import { compileGrammar } from "./compile-grammar.ts";
import { tooComplex } from "./grammar-error.ts";
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
    try {
      return this.#kept(JSON.stringify([start, spec]), spec, start, tokenizer);
    } catch (error) {
      if (error instanceof RangeError) throw tooComplex("it nests too deeply", "Make it flatter.");
      throw error;
    }
  }

  #kept(key: string, spec: GrammarSpec, start: ReasoningStart, tokenizer: Tokenizer): TokenGrammar {
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
