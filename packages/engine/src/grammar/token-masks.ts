import { tooComplex } from "./grammar-error.ts";
import type { Machine, State } from "./machine.ts";
import type { VocabularyTrie } from "./vocabulary-trie.ts";

/** Tokens that can come next, by list where they are few, else a bit for each of the vocabulary. */
export interface TokenMask {
  readonly ids?: Uint32Array;
  readonly bits?: Uint32Array;
}

/** Steps of the machine that one mask may cost; usual grammars need some thousands. */
const maxStepsPerMask = 4_000_000;
const maxKeptBytes = 16 * 2 ** 20;
const fewestBits = 1024;

/** Which tokens can come behind a state: a walk through the vocabulary, made once for states that are alike. */
export class TokenMasks {
  readonly #machine: Machine;
  readonly #trie: VocabularyTrie;
  readonly #masks = new Map<State, TokenMask>();
  readonly #path: State[];
  #keptBytes = 0;

  constructor(machine: Machine, trie: VocabularyTrie) {
    this.#machine = machine;
    this.#trie = trie;
    this.#path = new Array(trie.maxLength + 1);
  }

  /** @throws QwenError `grammar/too-complex` */
  of(state: State): TokenMask {
    const near = this.#machine.near(state, this.#trie.maxLength);
    const known = this.#masks.get(near);
    if (known !== undefined) return known;
    const mask = this.#walk(near);
    const numBytes = (mask.ids ?? mask.bits!).byteLength;
    if (this.#keptBytes + numBytes > maxKeptBytes) {
      this.#masks.clear();
      this.#keptBytes = 0;
    }
    this.#keptBytes += numBytes;
    this.#masks.set(near, mask);
    return mask;
  }

  #walk(start: State): TokenMask {
    const { bytes, depths, ends, tokenStarts, tokenIds } = this.#trie;
    const machine = this.#machine;
    const path = this.#path;
    path[0] = start;
    const maxSteps = machine.numSteps + maxStepsPerMask;
    const allowed: number[] = [];
    for (let node = 0; node < bytes.length; ) {
      const next = machine.step(path[depths[node]], bytes[node]);
      if (next === null) {
        node = ends[node];
        continue;
      }
      path[depths[node] + 1] = next;
      for (let i = tokenStarts[node]; i < tokenStarts[node + 1]; i++) allowed.push(tokenIds[i]);
      node++;
      if (machine.numSteps > maxSteps) throw tooComplex("what can come next takes too long to find out", advice);
    }
    return pack(allowed);
  }
}

const advice = "Let fewer of its alternatives begin alike.";

function pack(allowed: readonly number[]): TokenMask {
  const last = allowed.reduce((most, id) => Math.max(most, id), 0);
  const ids = Uint32Array.from(allowed);
  if (ids.length < fewestBits || ids.byteLength * 8 <= last) return { ids };
  const bits = new Uint32Array((last >> 5) + 1);
  for (const id of ids) bits[id >> 5] |= 1 << (id & 31);
  return { bits };
}
