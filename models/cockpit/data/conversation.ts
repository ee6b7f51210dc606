import type { Entry } from "./catalogue.ts";
import { shelves } from "./catalogue.ts";
import type { Intent, Language } from "./domain.ts";
import type { Draw, Split } from "./draw.ts";
import { type Context, completed, continued, type Exchange, fulfilled, type Wish, wish } from "./exchange.ts";
import type { OfferedTool } from "./offered-tools.ts";
import type { Random } from "./random.ts";
import { noTool } from "./talk/fixed-answers.ts";
import { beyondExchange, talkExchange } from "./talk/talk-exchange.ts";
import type { Turn } from "./transcript.ts";
import { asTyped, sayIntent } from "./utterance.ts";

/** A tool that a request offers, with what people may want of it. */
export interface Offer {
  readonly tool: OfferedTool;
  readonly intents: readonly Intent[];
}

export type Kind = "call" | "calls" | "incomplete" | "no-tool" | "talk" | "beyond";

const WITH_TOOLS: readonly (readonly [Kind, number])[] = [
  ["call", 56],
  ["calls", 13],
  ["incomplete", 4],
  ["no-tool", 17],
  ["talk", 6],
  ["beyond", 4],
];
const WITHOUT_TOOLS: readonly (readonly [Kind, number])[] = [
  ["talk", 50],
  ["beyond", 30],
  ["no-tool", 20],
];

/** Choosing the call is harder to learn than answering from its result: many conversations end there. */
const ENDS_AT_CALL = 0.8;

/** One to four exchanges with one person. */
export function conversation(offers: readonly Offer[], random: Random): Turn[] {
  const turns: Turn[] = [];
  const numExchanges = random.weighted([
    [1, 80],
    [2, 13],
    [3, 5],
    [4, 2],
  ]);
  let language: Language = random.pick(["en", "de"]);
  let context: Context | undefined;
  for (let i = 0; i < numExchanges; i++) {
    if (random.chance(0.05)) language = language === "en" ? "de" : "en";
    const draw: Draw = { random, language, split: "train" };
    const made = exchange(offers, context, draw);
    turns.push(...made.turns);
    context = made.context;
  }
  return random.chance(ENDS_AT_CALL) ? withoutResult(turns) : turns;
}

/** Turns up to the last calls, if what follows is only their result and the answer. */
function withoutResult(turns: readonly Turn[]): Turn[] {
  return turns.at(-2)?.role === "tool" ? turns.slice(0, -2) : [...turns];
}

function exchange(offers: readonly Offer[], context: Context | undefined, draw: Draw): Exchange {
  if (context && draw.random.chance(0.55)) {
    const made = continued(context, draw);
    if (made) return made;
  }
  for (;;) {
    const kind = draw.random.weighted(offers.length > 0 ? WITH_TOOLS : WITHOUT_TOOLS);
    const made = exchangeOf(kind, offers, draw, "train");
    if (made) return made;
  }
}

/** An exchange of this kind, or undefined if these tools do not allow it this time. */
export function exchangeOf(kind: Kind, offers: readonly Offer[], draw: Draw, wording: Split): Exchange | undefined {
  if (kind === "talk") return talkExchange(draw, wording);
  if (kind === "beyond") return beyondExchange(draw, wording);
  if (kind === "no-tool") return withoutTool(offers, draw, wording);
  if (kind === "incomplete") return incompleteExchange(offers, draw);
  const wishes = severalWishes(
    offers,
    draw,
    wording,
    kind === "call"
      ? 1
      : draw.random.weighted([
          [2, 85],
          [3, 15],
        ]),
  );
  return wishes && fulfilled(wishes, draw);
}

function pickIntent(intents: readonly Intent[], random: Random): Intent {
  return random.weighted(intents.map((intent) => [intent, intent.weight ?? 1] as const));
}

function severalWishes(offers: readonly Offer[], draw: Draw, wording: Split, count: number): Wish[] | undefined {
  const chosen = draw.random.shuffled(offers).slice(0, count);
  if (chosen.length < count) return undefined;
  const wishes: Wish[] = [];
  for (const { tool, intents } of chosen) {
    const made = wish(pickIntent(intents, draw.random), tool, draw, wording);
    if (!made) return undefined;
    wishes.push(made);
  }
  const open = wishes.filter(({ said }) => said.endsOpen && said.text.split(" ").length > 5);
  if (count > 1 && open.length > 1) return undefined;
  return [...wishes.filter((made) => !open.includes(made)), ...open];
}

function incompleteExchange(offers: readonly Offer[], draw: Draw): Exchange | undefined {
  const { tool, intents } = draw.random.pick(offers);
  const intent = pickIntent(intents, draw.random);
  return intent.incomplete ? completed(intent, draw.random.pick(intent.incomplete), tool, draw) : undefined;
}

/** A wish for which nothing is offered, nor a neighbour that could do it. */
function withoutTool(offers: readonly Offer[], draw: Draw, wording: Split): Exchange {
  const { random, language } = draw;
  const offered = new Set(offers.map(({ tool }) => tool.key));
  let entry: Entry;
  do entry = random.pick(random.pick(shelves).entries);
  while ([entry.key, ...(entry.definition.standIns ?? [])].some((key) => offered.has(key)));
  const said = sayIntent(pickIntent(entry.intents, random), draw, wording);
  return {
    turns: [
      { role: "user", content: asTyped(said, random) },
      { role: "assistant", content: noTool[language] },
    ],
  };
}
