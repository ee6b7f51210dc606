interface Node {
  readonly children: Map<number, Node>;
  tokenId: number;
}

export interface AddedTokenMatch {
  readonly tokenId: number;
  readonly start: number;
  readonly end: number;
}

/** Finds whole added tokens (`<|im_end|>`, `<think>`, …) in text: the leftmost, of those the longest. */
export class AddedTokenMatcher {
  readonly #root: Node = { children: new Map(), tokenId: -1 };

  constructor(tokens: Iterable<readonly [content: string, tokenId: number]>) {
    for (const [content, tokenId] of tokens) this.#add(content, tokenId);
  }

  /** The first match at or after `from`. Takes at most the longest token's length in steps a character. */
  find(text: string, from: number): AddedTokenMatch | undefined {
    const { children } = this.#root;
    for (let start = from; children.size > 0 && start < text.length; start++) {
      const first = children.get(text.charCodeAt(start));
      const match = first && this.#longestFrom(first, text, start);
      if (match) return match;
    }
    return undefined;
  }

  #add(content: string, tokenId: number): void {
    let node = this.#root;
    for (let i = 0; i < content.length; i++) {
      const unit = content.charCodeAt(i);
      let child = node.children.get(unit);
      if (!child) {
        child = { children: new Map(), tokenId: -1 };
        node.children.set(unit, child);
      }
      node = child;
    }
    node.tokenId = tokenId;
  }

  #longestFrom(first: Node, text: string, start: number): AddedTokenMatch | undefined {
    let match: AddedTokenMatch | undefined;
    let end = start + 1;
    for (let node: Node | undefined = first; node; node = node.children.get(text.charCodeAt(end++))) {
      if (node.tokenId >= 0) match = { tokenId: node.tokenId, start, end };
    }
    return match;
  }
}
