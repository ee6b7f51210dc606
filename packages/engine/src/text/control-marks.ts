import { AddedTokenMatcher } from "./added-token-matcher.ts";

/** A piece of a rendered prompt. */
export interface PromptPart {
  readonly text: string;
  /** Whether it is a control token that the template itself wrote, and not only text that looks like one. */
  readonly isControl: boolean;
}

/**
 * Tells the control tokens that a template writes from those that stand in the messages, which must stay text: else a
 * message could end its own turn and speak as the system. Before rendering, every control token in the template's own
 * literals gets a mark in front; afterwards only marked ones count, and all marks are taken out. The mark is random, so
 * that no message can hold it; and as nothing in the messages is changed, templates can look into them, cut and join
 * them as ever. A template that pieces a control token together, or searches messages for one, would not find it.
 */
export class ControlMarks {
  readonly #mark = randomMark();
  readonly #matcher: AddedTokenMatcher;

  constructor(controlTokens: readonly string[]) {
    this.#matcher = new AddedTokenMatcher(controlTokens.map((token, index) => [token, index]));
  }

  /** `literal` with its control tokens marked. */
  add(literal: string): string {
    let marked = "";
    let end = 0;
    for (let match = this.#matcher.find(literal, 0); match; match = this.#matcher.find(literal, end)) {
      marked += literal.slice(end, match.start) + this.#mark + literal.slice(match.start, match.end);
      end = match.end;
    }
    return marked + literal.slice(end);
  }

  /** A rendered text without marks, parted at the control tokens that had one. */
  split(text: string): PromptPart[] {
    const [first, ...rest] = text.split(this.#mark);
    const parts: PromptPart[] = [];
    let plain = first;
    for (const piece of rest) {
      const match = this.#matcher.find(piece, 0);
      const end = match?.start === 0 ? match.end : 0;
      if (end > 0) {
        parts.push({ text: plain, isControl: false }, { text: piece.slice(0, end), isControl: true });
        plain = "";
      }
      plain += piece.slice(end);
    }
    parts.push({ text: plain, isControl: false });
    return parts.filter((part) => part.text !== "");
  }
}

/** Sixteen random digits between two code points that no text may contain. */
export function randomMark(): string {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2));
  return `\ufdd0${high.toString(16).padStart(8, "0")}${low.toString(16).padStart(8, "0")}\ufdd1`;
}
