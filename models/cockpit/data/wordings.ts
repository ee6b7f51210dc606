import { readdirSync, readFileSync } from "node:fs";
import type { Intent, Language, Phrasings } from "./domain.ts";

/** Further wordings of an intent; none of them is kept back. */
type More = Readonly<Record<Language, Omit<Phrasings, "held">>>;

/** By tool, in the order of the tool's intents. */
type Wordings = Readonly<Record<string, readonly More[]>>;

const FOLDER = new URL("wordings/", import.meta.url);
const names = new Set(readdirSync(FOLDER));

/** What wordings/{shelf}.json adds to a shelf. */
export function wordingsOf(shelf: string): Wordings {
  const file = `${shelf}.json`;
  return names.has(file) ? (JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Wordings) : {};
}

/** The intents of one tool with what is added to them. */
export function withMore(intents: readonly Intent[], more: readonly More[] | undefined): readonly Intent[] {
  if (!more) return intents;
  if (more.length !== intents.length)
    throw new Error(`wordings of ${intents[0]?.tool}: ${more.length} for ${intents.length} intents`);
  return intents.map((intent, i) => {
    const { en, de } = more[i]!;
    return { ...intent, en: joined(intent.en, en), de: joined(intent.de, de) };
  });
}

function joined(own: Phrasings, more: Omit<Phrasings, "held">): Phrasings {
  const both = (form: keyof typeof more): readonly string[] => [...(own[form] ?? []), ...(more[form] ?? [])];
  return { imperative: both("imperative"), infinitive: both("infinitive"), other: both("other"), held: own.held };
}
