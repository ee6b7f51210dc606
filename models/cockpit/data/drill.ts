import { heldShelf, shelves } from "./catalogue.ts";
import type { Language, Phrasings } from "./domain.ts";
import { splitOf } from "./draw.ts";
import type { Random } from "./random.ts";
import { noTool } from "./talk/fixed-answers.ts";
import { type Call, preamble, type Turn } from "./transcript.ts";
import { cockpitTokenizer } from "./vocabulary.ts";

/** Tools of random words, and what is said with some of these words. */
export interface Drill {
  readonly preamble: string;
  readonly conversations: readonly (readonly Turn[])[];
}

interface DrillTool {
  readonly name: string;
  readonly description: string;
  readonly parameter: string | undefined;
  /** Those of the description. */
  readonly words: readonly string[];
}

const NO_TOOL_SHARE = 0.15;
const OPENINGS: Readonly<Record<Language, readonly string[]>> = {
  en: ["please", "can you", "i want", "the", "my", "could we have"],
  de: ["bitte", "kannst du", "ich will", "das", "mein", "können wir"],
};
const NAME_STYLES: readonly ((words: readonly string[]) => string)[] = [
  (words) => words.join("_"),
  (words) => words.join("_"),
  (words) => words[0]! + words.slice(1).map(capitalised).join(""),
];

/**
 * Nothing here means anything: the only way to the right tool is to look for the words that were said among the tools
 * on offer. That is what choosing rests on.
 */
export function drill(random: Random, numConversations: number): Drill {
  const words = random.shuffled(pools().words);
  const take = (count: number): string[] => words.splice(0, count);
  const nameWords = random.shuffled(pools().nameWords);
  const names = Array.from({ length: random.integer(2, 8) }, () => nameWords.splice(0, random.integer(1, 3)));
  const tools = names
    .filter((name) => !pools().keptBack.has(name.join("_")))
    .map((name) => drillTool(name, take, random));
  const conversations = Array.from({ length: numConversations }, () => {
    const language = random.pick(["en", "de"] as const);
    const tool = random.chance(NO_TOOL_SHARE) ? undefined : random.pick(tools);
    return tool ? asked(tool, language, take, random) : refused(language, take, random);
  });
  return { preamble: preamble(undefined, tools.map(schemaOf)), conversations };
}

function drillTool(ofName: readonly string[], take: (count: number) => string[], random: Random): DrillTool {
  const words = take(random.integer(2, 6));
  return {
    name: random.pick(NAME_STYLES)(ofName),
    description: `The ${words.join(" ")}.`,
    parameter: random.chance(0.35) ? take(1)[0] : undefined,
    words,
  };
}

function schemaOf({ name, description, parameter }: DrillTool): object {
  const properties = parameter === undefined ? {} : { [parameter]: { type: "string" } };
  return { type: "function", function: { name, description, parameters: { type: "object", properties } } };
}

function asked(tool: DrillTool, language: Language, take: (count: number) => string[], random: Random): Turn[] {
  const said = random.shuffled(tool.words).slice(0, random.integer(1, 3));
  const value = Array.from({ length: random.integer(1, 6) }, () => random.pick(pools().longWords)).join(" ");
  const tail = tool.parameter === undefined ? "" : ` ${tool.parameter} ${value}`;
  const content = `${random.pick(OPENINGS[language])} ${mixed(said, take, random)}${tail}`;
  const call: Call = { name: tool.name, arguments: tool.parameter === undefined ? {} : { [tool.parameter]: value } };
  return [
    { role: "user", content },
    { role: "assistant", content: "", calls: [call] },
  ];
}

function refused(language: Language, take: (count: number) => string[], random: Random): Turn[] {
  const content = `${random.pick(OPENINGS[language])} ${mixed(take(random.integer(1, 3)), take, random)}`;
  return [
    { role: "user", content },
    { role: "assistant", content: noTool[language] },
  ];
}

/** The words, with up to two others that no tool has. */
function mixed(words: readonly string[], take: (count: number) => string[], random: Random): string {
  return random.shuffled([...words, ...take(random.integer(0, 2))]).join(" ");
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

interface Pools {
  /** Of wordings; each a single token behind a space, so that it looks the same wherever it stands. */
  readonly words: readonly string[];
  /** Of wordings, too, but of several tokens: what is copied. */
  readonly longWords: readonly string[];
  /** Of the names of tools. */
  readonly nameWords: readonly string[];
  /** Names for measuring, which chance could make of these words. */
  readonly keptBack: ReadonlySet<string>;
}
let known: Pools | undefined;

function pools(): Pools {
  if (known) return known;
  const tokenizer = cockpitTokenizer();
  const isToken = (word: string): boolean => tokenizer.encode(` ${word}`).length === 1;
  const all = trainedWords();
  known = {
    words: all.filter(isToken),
    longWords: all.filter((word) => !isToken(word)),
    nameWords: allNameWords(),
    keptBack: new Set([
      ...shelves.flatMap(({ entries }) => entries.flatMap(({ definition }) => definition.heldNames)),
      ...heldShelf.entries.flatMap(({ key, definition }) => [key, ...definition.names, ...definition.heldNames]),
    ]),
  };
  return known;
}

function trainedWords(): string[] {
  const openings = new Set(Object.values(OPENINGS).flat().join(" ").split(" "));
  const words = new Set(shelves.flatMap(({ entries }) => entries.flatMap(wordsOf)));
  return [...words].filter((word) => !openings.has(word.toLowerCase()) && splitOf(word) === "train");
}

function allNameWords(): string[] {
  const names = shelves.flatMap(({ entries }) => entries.flatMap(({ key, definition }) => [key, ...definition.names]));
  return [...new Set(names.flatMap((name) => name.split("_")))];
}

function wordsOf({ intents }: (typeof shelves)[number]["entries"][number]): string[] {
  return intents
    .flatMap(({ en, de }) => [en, de].flatMap(templates))
    .flatMap((template) => template.replace(/\{\w+\}/g, " ").match(/\p{L}{3,}/gu) ?? []);
}

function templates({ imperative = [], infinitive = [], other = [] }: Phrasings): readonly string[] {
  return [...imperative, ...infinitive, ...other];
}
