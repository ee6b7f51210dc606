import { group } from "../../../models/cockpit/data/group.ts";
import type { Piece } from "../../../models/cockpit/data/transcript.ts";
import type { Tokenizer } from "../../../packages/engine/src/text/tokenizer.ts";

/** A text, and where the model's own words are in it. */
export interface Conversation {
  readonly tokenIds: readonly number[];
  /** Positions whose next token the model was taught to write. */
  readonly positions: readonly number[];
}

/** Groups far behind those of training. */
const FIRST_GROUP = 2_000_000_000;
const LONGEST = 1500;

/** Conversations of Cockpit's generator, one of a group, none longer than 1,500 tokens. */
export function conversations(tokenizer: Tokenizer, count: number): Conversation[] {
  const found: Conversation[] = [];
  for (let i = FIRST_GROUP; found.length < count; i++) {
    const { preamble, conversations } = group(i);
    const [first] = conversations;
    const conversation = first && tokenized(tokenizer, [{ text: preamble, isTarget: false }, ...first]);
    if (conversation && conversation.tokenIds.length <= LONGEST) found.push(conversation);
  }
  return found;
}

function tokenized(tokenizer: Tokenizer, pieces: readonly Piece[]): Conversation {
  const tokenIds: number[] = [];
  const positions: number[] = [];
  for (const { text, isTarget } of pieces) {
    const ids = tokenizer.encode(text, { parseSpecial: true });
    if (isTarget) positions.push(...ids.map((_, j) => tokenIds.length + j - 1));
    tokenIds.push(...ids);
  }
  return { tokenIds, positions };
}
