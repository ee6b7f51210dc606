import { assert, QwenError } from "../errors.ts";
import type { Constraint } from "./constraint.ts";
import type { State } from "./machine.ts";
import type { TokenGrammar } from "./token-grammar.ts";

/** Keeps one answer to a grammar. */
export class GrammarConstraint implements Constraint {
  readonly #grammar: TokenGrammar;
  readonly #endTokenIds: ReadonlySet<number>;
  #state: State;

  /** @param endTokenIds control tokens that end the answer: they may come where the grammar may end */
  constructor(grammar: TokenGrammar, endTokenIds: Iterable<number>) {
    this.#grammar = grammar;
    this.#endTokenIds = new Set([...endTokenIds].filter((id) => grammar.tokenizer.isSpecial(id)));
    this.#state = grammar.machine.start();
  }

  get isOver(): boolean {
    return this.#state.isComplete && this.#state.threads.length === 0;
  }

  mask(logits: Float32Array): void {
    const { machine, masks } = this.#grammar;
    this.#state = machine.renew(this.#state);
    const { ids, bits } = masks.of(this.#state);
    const ends = this.#state.isComplete ? Array.from(this.#endTokenIds, (id) => [id, logits[id]]) : [];
    if (ids !== undefined) keepListed(logits, ids);
    else keepBits(logits, bits!);
    for (const [id, logit] of ends) logits[id] = logit;
    if (ids?.length === 0 && ends.length === 0) throw noToken();
  }

  accept(tokenId: number): void {
    if (this.#endTokenIds.has(tokenId)) return;
    const { machine, tokenizer } = this.#grammar;
    let state: State | null = machine.renew(this.#state);
    for (const byte of tokenizer.tokenBytes(tokenId)) state &&= machine.step(state, byte);
    assert(state !== null, () => `token ${tokenId} is not of the grammar`);
    this.#state = state;
  }
}

function keepListed(logits: Float32Array, ids: Uint32Array): void {
  const kept = Float32Array.from(ids, (id) => logits[id]);
  logits.fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < ids.length; i++) logits[ids[i]] = kept[i];
}

function keepBits(logits: Float32Array, bits: Uint32Array): void {
  const numKnown = Math.min(logits.length, bits.length * 32);
  for (let word = 0; word < bits.length; word++) {
    const present = bits[word];
    if (present === 0xffffffff) continue;
    const end = Math.min(word * 32 + 32, logits.length);
    for (let id = word * 32; id < end; id++) {
      if ((present & (1 << (id & 31))) === 0) logits[id] = Number.NEGATIVE_INFINITY;
    }
  }
  logits.fill(Number.NEGATIVE_INFINITY, numKnown);
}

function noToken(): QwenError {
  const message =
    "The grammar asks for text that no token of this model begins with. Use a model with a whole vocabulary.";
  return new QwenError("grammar/invalid", message);
}
