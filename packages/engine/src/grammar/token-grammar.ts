import type { Tokenizer } from "../text/tokenizer.ts";
import { Machine } from "./machine.ts";
import type { Program } from "./program.ts";
import { TokenMasks } from "./token-masks.ts";
import type { VocabularyTrie } from "./vocabulary-trie.ts";

/** A grammar and what is known of it over a vocabulary: shared by all answers that it constrains. */
export class TokenGrammar {
  readonly tokenizer: Tokenizer;
  readonly machine: Machine;
  readonly masks: TokenMasks;

  /** @throws QwenError `grammar/invalid`, `grammar/too-complex` */
  constructor(program: Program, tokenizer: Tokenizer, trie: VocabularyTrie) {
    this.tokenizer = tokenizer;
    this.machine = new Machine(program);
    this.masks = new TokenMasks(this.machine, trie);
  }
}
