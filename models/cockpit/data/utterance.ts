import type { Filled, Intent, Language, Phrasings, Slot, Value, Values } from "./domain.ts";
import type { Draw, Split } from "./draw.ts";
import { dressed, type Mood } from "./manners.ts";
import { withoutMarks, withSlip } from "./noise.ts";
import { choose, slotsOf } from "./phrase.ts";
import type { Random } from "./random.ts";

/** What is said, still without capitals and end mark, and the values of its slots. */
export interface Said {
  readonly text: string;
  readonly values: Values;
  /** The end is open text, so that nothing may be added behind it. */
  readonly endsOpen: boolean;
  readonly mood: Mood;
}

const QUESTION =
  /^(what|which|who|how|where|when|why|is|are|do|does|did|can|could|should|would|will|have|any|was|wer|wie|wo|wann|warum|wieso|welche\w*|ist|sind|hat|habe|kann|kannst|könnt\w*|darf|soll|gibt|muss|wohin|würd\w*)\b/i;

/** One of the intent's wordings with its slots filled. */
export function sayIntent(intent: Intent, draw: Draw, wording: Split): Said {
  const phrasings = intent[draw.language];
  const [template, mood] =
    wording === "held" ? heldWording(phrasings, draw.random) : trainWording(phrasings, draw.random);
  const said = say(template, mood, intent.slots ?? {}, draw);
  return intent.fits?.(said.values) === false ? sayIntent(intent, draw, wording) : said;
}

function heldWording(phrasings: Phrasings, random: Random): [string, Mood] {
  return [random.pick(phrasings.held), "other"];
}

function trainWording({ imperative = [], infinitive = [], other = [] }: Phrasings, random: Random): [string, Mood] {
  const at = random.integer(0, imperative.length + infinitive.length + other.length - 1);
  if (at < imperative.length) return [imperative[at]!, "imperative"];
  const next = at - imperative.length;
  return next < infinitive.length ? [infinitive[next]!, "infinitive"] : [other[next - infinitive.length]!, "other"];
}

/** A template said in somebody's way. `plain`: without politeness, fillers and slips, as after a question. */
export function say(
  template: string,
  mood: Mood,
  slots: Readonly<Record<string, Slot>>,
  draw: Draw,
  plain = false,
): Said {
  const { random, language } = draw;
  let phrase = choose(template, random);
  const filled: Record<string, Filled> = {};
  for (const name of slotsOf(phrase)) filled[name] ??= slotNamed(slots, name, template)(draw);
  const last = /\{(\w+)\}$/.exec(phrase)?.[1];
  const endsOpen = last !== undefined && isOpen(filled[last]!);
  if (!plain) phrase = disturbed(dressed(phrase, mood, language, random, endsOpen), draw);
  const text = phrase.replace(/\{(\w+)\}/g, (_, name: string) => filled[name]!.text);
  const values = Object.fromEntries(Object.entries(filled).map(([name, { value }]) => [name, value]));
  return random.chance(0.3) ? lowered(text, filled, endsOpen, mood) : { text, values, endsOpen, mood };
}

function slotNamed(slots: Readonly<Record<string, Slot>>, name: string, template: string): Slot {
  const slot = slots[name];
  if (!slot) throw new Error(`no slot "${name}" for "${template}"`);
  return slot;
}

const isOpen = ({ text, value }: Filled): boolean => text === value && text.includes(" ");

/** More in training, since a word may be spoilt in many ways. */
const SLIPS: Readonly<Record<Split, number>> = { train: 0.28, held: 0.12 };

/** Slips and missing marks in what is not copied. */
function disturbed(phrase: string, { random, split }: Draw): string {
  const parts = phrase.split(/(\{\w+\})/);
  if (random.chance(SLIPS[split])) {
    const at = 2 * random.integer(0, (parts.length - 1) / 2);
    parts[at] = withSlip(parts[at]!, random);
  }
  const spelled = random.chance(0.04);
  return parts.map((part, i) => (spelled && i % 2 === 0 ? withoutMarks(part) : part)).join("");
}

/** All in small letters; what is copied is then copied so. */
function lowered(text: string, filled: Readonly<Record<string, Filled>>, endsOpen: boolean, mood: Mood): Said {
  const values = Object.entries(filled).map(([name, { text, value }]) => [name, loweredValue(text, value)]);
  return { text: text.toLowerCase(), values: Object.fromEntries(values), endsOpen, mood };
}

function loweredValue(text: string, value: Value): Value {
  if (typeof value === "string") return text.includes(value) ? value.toLowerCase() : value;
  return Array.isArray(value) ? value.map((item: Value) => loweredValue(text, item)) : value;
}

const JOINTS: Readonly<Record<Language, readonly string[]>> = {
  en: " and | and |, and | and then |, then |. | and also |, ".split("|"),
  de: " und | und |, und | und dann |, dann |. | und auch |, ".split("|"),
};

/** Several wishes in one sentence. */
export function joined(said: readonly Said[], language: Language, random: Random): Said {
  const text = said.map(({ text }) => text).reduce((left, right) => left + random.pick(JOINTS[language]) + right);
  return { text, values: said[0]!.values, endsOpen: said.at(-1)!.endsOpen, mood: "other" };
}

/** With a capital and an end mark, by chance; a copied value keeps its letters. */
export function asTyped({ text, values }: Said, random: Random): string {
  const copies = Object.values(values).some((value) => typeof value === "string" && text.startsWith(value));
  let typed = !copies && random.chance(0.55) ? text[0]!.toUpperCase() + text.slice(1) : text;
  const question = QUESTION.test(text);
  if (/[\p{L}\p{N}%°)]$/u.test(typed))
    typed += random.pick(question ? ["?", "?", "?", "", "", "."] : ["", "", "", ".", ".", "!"]);
  return typed.normalize("NFC");
}
