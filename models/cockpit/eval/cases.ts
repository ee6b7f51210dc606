import type { ChatMessage, ToolDefinition } from "@qwents/engine";
import { heldShelf, type Shelf } from "../data/catalogue.ts";
import { exchangeOf, type Kind, type Offer } from "../data/conversation.ts";
import type { Language, Values } from "../data/domain.ts";
import type { Draw, Split } from "../data/draw.ts";
import { continued, type Exchange } from "../data/exchange.ts";
import { someOffers } from "../data/group.ts";
import { offer } from "../data/offered-tools.ts";
import { Random } from "../data/random.ts";
import { assistantText, type Call } from "../data/transcript.ts";
import { messagesOf } from "./messages.ts";

/** What a model is asked, and what it should say. */
export interface Case {
  readonly set: CaseSet;
  readonly language: Language;
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly ToolDefinition[];
  readonly expected: Expected;
}

export type Expected =
  | { readonly kind: "calls"; readonly calls: readonly Call[] }
  /** `values`: parts of the tools' results that the answer has to hold. */
  | { readonly kind: "answer"; readonly answer: string; readonly values: readonly string[] }
  /** Any answer without a call. */
  | { readonly kind: "no-call" };

/** What is measured apart; the order is that of the table. */
export const caseSets = {
  known: "known phrasings, new values",
  unseen: "unseen phrasings, new values",
  several: "several wishes at once, unseen phrasings",
  next: "corrections and follow-ups",
  names: "tool names never seen",
  tools: "tools never seen, nor what is said of them",
  results: "answers from results",
  "no-tool": "no tool fits",
  "no-tool-unseen": "no tool fits, unseen phrasings",
  talk: "talk, unseen phrasings",
  beyond: "beyond it, unseen phrasings",
  people: "40 utterances written by hand",
} as const;
export type CaseSet = keyof typeof caseSets;
export type GeneratedSet = Exclude<CaseSet, "people">;

type Maker = (
  draw: Draw,
) => { readonly exchange: Exchange; readonly offers: readonly Offer[]; readonly at: number } | undefined;

const HELD = "held" satisfies Split;

/** The case of a set and a language with this number: the same whoever asks. */
export function makeCase(set: GeneratedSet, language: Language, index: number): Case {
  const random = new Random(`cockpit-eval/${set}/${language}/${index}`);
  for (;;) {
    const made = makers[set]({ random, language, split: HELD });
    if (made) return caseOf(set, language, made.exchange, made.offers, made.at);
  }
}

const numTools = (random: Random): number => random.integer(2, 12);

function inOffers(kind: Kind, wording: Split, at: number, names: Split = "train"): Maker {
  return (draw) => {
    const offers = someOffers(numTools(draw.random), draw.random, names);
    const exchange = exchangeOf(kind, offers, draw, wording);
    return exchange && { exchange, offers, at };
  };
}

const makers: Readonly<Record<GeneratedSet, Maker>> = {
  known: inOffers("call", "train", 1),
  unseen: inOffers("call", HELD, 1),
  several: inOffers("calls", HELD, 1),
  next: (draw) => {
    const offers = someOffers(numTools(draw.random), draw.random);
    const first = exchangeOf("call", offers, draw, "train");
    const second = first?.context && continued(first.context, draw);
    if (!first || !second) return undefined;
    return { exchange: { turns: [...first.turns, ...second.turns] }, offers, at: first.turns.length + 1 };
  },
  names: inOffers("call", "train", 1, HELD),
  tools: (draw) => withHeldTool(heldShelf, draw),
  results: (draw) => inOffers(draw.random.chance(0.8) ? "call" : "calls", "train", 3)(draw),
  "no-tool": inOffers("no-tool", "train", 1),
  "no-tool-unseen": inOffers("no-tool", HELD, 1),
  talk: inOffers("talk", HELD, 1),
  beyond: inOffers("beyond", HELD, 1),
};

/** Tools of the held shelf, among others that are known. */
function withHeldTool(shelf: Shelf, draw: Draw): ReturnType<Maker> {
  const { random } = draw;
  const held = random.shuffled(shelf.entries).slice(0, random.integer(1, 3));
  const offered = held.map(({ key, definition, intents }) => ({ tool: offer(key, definition, random), intents }));
  const exchange = exchangeOf("call", offered, draw, "train");
  return (
    exchange && { exchange, offers: random.shuffled([...offered, ...someOffers(random.integer(1, 6), random)]), at: 1 }
  );
}

function caseOf(set: CaseSet, language: Language, { turns }: Exchange, offers: readonly Offer[], at: number): Case {
  const turn = turns[at]!;
  if (turn.role !== "assistant") throw new Error(`turn ${at} of "${set}" is not the model's`);
  const before = turns[at - 1]!;
  const expected: Expected = turn.calls
    ? { kind: "calls", calls: turn.calls }
    : {
        kind: "answer",
        answer: turn.content,
        values: before.role === "tool" ? valuesIn(turn.content, before.contents) : [],
      };
  return {
    set,
    language,
    messages: turns.slice(0, at).flatMap(messagesOf),
    tools: offers.map(({ tool }) => tool.schema.function),
    expected,
  };
}

/** The values of results that the right answer repeats, as it writes them. */
function valuesIn(answer: string, contents: readonly string[]): string[] {
  const values = contents.flatMap((content) => Object.values(JSON.parse(content) as Values)).flat(9);
  const written = values.flatMap((value) =>
    typeof value === "number" ? [String(value), String(value).replace(".", ",")] : [String(value)],
  );
  return [...new Set(written)].filter((text) => text !== "true" && text !== "false" && answer.includes(text));
}

/** What the model should write, as text. */
export function expectedText(expected: Expected): string {
  if (expected.kind === "no-call") return "(no call)";
  return expected.kind === "calls" ? assistantText({ content: "", calls: expected.calls }) : expected.answer;
}
