import type { Tokenizer } from "../text/tokenizer.ts";

/**
 * The bytes of all tokens that are text, as a tree in depth-first order: a token's bytes are its node's and those of the
 * nodes above it.
 */
export interface VocabularyTrie {
  /** [numNodes] */
  readonly bytes: Uint8Array;
  /** [numNodes] 0 for the first byte of a token. */
  readonly depths: Uint16Array;
  /** [numNodes] The first node that is not below this one. */
  readonly ends: Uint32Array;
  /** [numNodes + 1] where the tokens of each node begin in `tokenIds`; several tokens may have the same bytes. */
  readonly tokenStarts: Uint32Array;
  readonly tokenIds: Uint32Array;
  /** Of the longest token, in bytes. */
  readonly maxLength: number;
}

/** In bytes; Qwen's longest has 256. */
const maxTokenLength = 4096;

interface Entry {
  readonly tokenId: number;
  /** A byte a character. */
  readonly key: string;
}

/** Control tokens are left out: they are structure, not text. */
export function createVocabularyTrie(tokenizer: Tokenizer): VocabularyTrie {
  const entries = textTokens(tokenizer);
  // Tokens in order share their beginnings with their neighbours.
  entries.sort((x, y) => (x.key < y.key ? -1 : x.key > y.key ? 1 : x.tokenId - y.tokenId));
  const numNodes = countNodes(entries);
  const bytes = new Uint8Array(numNodes);
  const depths = new Uint16Array(numNodes);
  const ends = new Uint32Array(numNodes);
  const tokenStarts = new Uint32Array(numNodes + 1);
  const path: number[] = [];
  let node = 0;
  let before = "";
  for (const { key } of entries) {
    const shared = sharedLength(before, key);
    for (const left of path.splice(shared)) ends[left] = node;
    for (let depth = shared; depth < key.length; depth++) {
      bytes[node] = key.charCodeAt(depth);
      depths[node] = depth;
      path.push(node++);
    }
    tokenStarts[path[path.length - 1] + 1]++;
    before = key;
  }
  for (const left of path) ends[left] = node;
  for (let i = 0; i < numNodes; i++) tokenStarts[i + 1] += tokenStarts[i];
  const maxLength = entries.reduce((length, { key }) => Math.max(length, key.length), 0);
  return { bytes, depths, ends, tokenStarts, tokenIds: Uint32Array.from(entries, ({ tokenId }) => tokenId), maxLength };
}

function textTokens(tokenizer: Tokenizer): Entry[] {
  const entries: Entry[] = [];
  for (let tokenId = 0; tokenId < tokenizer.vocabSize; tokenId++) {
    if (tokenizer.isSpecial(tokenId) || tokenizer.isUnused(tokenId)) continue;
    const key = String.fromCharCode(...tokenizer.tokenBytes(tokenId));
    if (key.length > 0 && key.length <= maxTokenLength) entries.push({ tokenId, key });
  }
  return entries;
}

function countNodes(entries: readonly Entry[]): number {
  let count = 0;
  let before = "";
  for (const { key } of entries) {
    count += key.length - sharedLength(before, key);
    before = key;
  }
  return count;
}

function sharedLength(x: string, y: string): number {
  const most = Math.min(x.length, y.length);
  let length = 0;
  while (length < most && x.charCodeAt(length) === y.charCodeAt(length)) length++;
  return length;
}
