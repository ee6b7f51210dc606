import { demoOffers } from "../demo-tools.ts";
import { type Entry, type Shelf, shelves } from "./catalogue.ts";
import { conversation, type Offer } from "./conversation.ts";
import type { Split } from "./draw.ts";
import { drill } from "./drill.ts";
import { type OfferedTool, offer } from "./offered-tools.ts";
import { Random } from "./random.ts";
import { systemTexts } from "./talk/system-texts.ts";
import { type Piece, pieces, preamble } from "./transcript.ts";

/** Conversations that begin with the same tools, so that these are computed once. */
export interface Group {
  /** Empty when there is neither system text nor tool. */
  readonly preamble: string;
  readonly conversations: readonly (readonly Piece[])[];
}

/** Names the data: a change of what is generated changes it. */
const DATA_VERSION = "cockpit-9";
/** Training learns the hardest quarter of them. */
const NUM_CONVERSATIONS = 96;
const NUM_DRILLS = 24;
const DRILL_SHARE = 0.05;
/** Of the groups: those with the tools of this project's own demo. */
const DEMO_SHARE = 0.05;
const NUM_TOOLS: readonly (readonly [number, number])[] = [
  [0, 3],
  [1, 4],
  [2, 7],
  [3, 8],
  [4, 8],
  [5, 8],
  [6, 9],
  [7, 9],
  [8, 9],
  [9, 9],
  [10, 10],
  [11, 9],
  [12, 9],
  [16, 4],
  [20, 3],
  [26, 1],
];

/** The training data: group `index` is the same whoever asks. */
export function group(index: number): Group {
  const random = new Random(`${DATA_VERSION}/${index}`);
  return random.chance(DRILL_SHARE) ? drilled(random) : talked(random);
}

function drilled(random: Random): Group {
  const { preamble, conversations } = drill(random, NUM_DRILLS);
  return { preamble, conversations: conversations.map((turns) => pieces(turns, () => true)) };
}

function talked(random: Random): Group {
  const offers = offersOf(random);
  const language = random.pick(["en", "de"] as const);
  const system = random.chance(0.35) ? random.pick(systemTexts[language]) : undefined;
  const conversations = Array.from({ length: NUM_CONVERSATIONS }, () => {
    const turns = conversation(offers, random);
    // In a history the empty thinking block is left out; the last turn has it, as the prompt does.
    return pieces(turns, (i) => i === turns.length - 1 || random.chance(0.5));
  });
  return {
    preamble: preamble(
      system,
      offers.map(({ tool }) => tool.schema),
    ),
    conversations,
  };
}

function offersOf(random: Random): readonly Offer[] {
  if (!random.chance(DEMO_SHARE)) return someOffers(random.weighted(NUM_TOOLS), random);
  return random.chance(0.5) ? demoOffers : random.shuffled(demoOffers);
}

/** Some tools under different names, in any order; half of the time mostly of the same kind. */
export function someOffers(count: number, random: Random, naming: Split = "train"): Offer[] {
  const favourites = random.chance(0.5) ? random.shuffled(shelves).slice(0, random.integer(1, 2)) : [];
  const chosen = new Map<string, Entry>();
  const names = new Set<string>();
  const offers: Offer[] = [];
  while (offers.length < count) {
    const entry = someEntry(favourites, random);
    if (chosen.has(entry.key)) continue;
    chosen.set(entry.key, entry);
    const tool: OfferedTool = offer(entry.key, entry.definition, random, naming);
    if (!names.has(tool.name)) offers.push({ tool, intents: entry.intents });
    names.add(tool.name);
  }
  return offers;
}

function someEntry(favourites: readonly Shelf[], random: Random): Entry {
  const from = favourites.length > 0 && random.chance(0.6) ? favourites : shelves;
  return random.pick(
    random.weighted(from.map((shelf) => [shelf, Math.min(shelf.entries.length, 12)] as const)).entries,
  );
}
