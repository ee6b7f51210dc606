import type { Language } from "./domain.ts";
import type { Random } from "./random.ts";

/** How people wrap a wish; keyed by the form that stands behind. */
const BEFORE: Readonly<Record<Language, Readonly<Record<"imperative" | "infinitive" | "other", readonly string[]>>>> = {
  en: {
    imperative:
      "please |please |could you |can you |would you |could you please |can you please |i'd like you to |i want you to |i need you to |hey car, |ok, |hey, |cockpit, |hey cockpit, |so, |right, |now |just |go ahead and |would you be so kind and |do me a favour and |let's |quickly |be a dear and ".split(
        "|",
      ),
    infinitive: [""],
    other: "hey, |ok, |so, |hey car, |cockpit, |please, |um, |well, |right, |excuse me, |hi, |and ".split("|"),
  },
  de: {
    imperative:
      "bitte |bitte |hey, |ok, |hey Auto, |Cockpit, |hey Cockpit, |komm, |so, |also, |los, |jetzt |sei so gut und |sei so lieb und |tu mir den Gefallen und ".split(
        "|",
      ),
    infinitive:
      "kannst du |kannst du |kannst du bitte |kannst du mal |könntest du |könntest du bitte |könntest du mal |würdest du |würdest du bitte |ich möchte |ich will |bitte |bitte |können Sie |können Sie bitte |könnten Sie |würden Sie bitte |kannst du mir |ich würde gern |magst du |du sollst ".split(
        "|",
      ),
    other: "hey, |ok, |so, |also, |hey Auto, |Cockpit, |bitte, |äh, |naja, |Entschuldigung, |hallo, |und ".split("|"),
  },
};
const AFTER: Readonly<Record<Language, readonly string[]>> = {
  en: " please|, please|, please| now| for me|, thanks| thanks|, will you| right now|, ok| if you can| then".split("|"),
  de: " bitte|, bitte|, bitte| jetzt|, danke| danke|, ja| mal bitte|, wenn es geht| gleich".split("|"),
};
const BEHIND_VERB = "mal|bitte|doch|mal bitte|doch mal|jetzt|bitte mal".split("|");
const FILLERS: Readonly<Record<Language, readonly string[]>> = {
  en: "um|uh|like|kind of|maybe|actually|er".split("|"),
  de: "äh|ähm|mal|eben|vielleicht|halt|irgendwie".split("|"),
};

export type Mood = keyof (typeof BEFORE)["en"];

/** The phrase with politeness, address and fillers, by chance. `endsOpen`: its end is text to be copied. */
export function dressed(phrase: string, mood: Mood, language: Language, random: Random, endsOpen: boolean): string {
  let said = phrase;
  const german = language === "de";
  if (german && mood === "imperative" && random.chance(0.3)) said = softened(said, random.pick(BEHIND_VERB));
  if (!endsOpen && random.chance(mood === "other" ? 0.08 : 0.14)) said += random.pick(AFTER[language]);
  const share = mood === "infinitive" ? 0.75 : mood === "imperative" ? 0.35 : 0.12;
  if (random.chance(share)) said = random.pick(openings(mood, language, said)) + said;
  if (random.chance(0.04)) said = withFiller(said, random.pick(FILLERS[language]), random);
  return said;
}

/** A particle behind the German verb and its pronoun: "sag mir bitte", "mach mal". */
function softened(phrase: string, particle: string): string {
  return phrase.replace(/^\S+( (mir|mich|uns|dir|Sie))*/, `$& ${particle}`);
}

/** What is done for oneself is asked of somebody: "kannst du mir", not "ich will mir". */
function openings(mood: Mood, language: Language, phrase: string): readonly string[] {
  const all = BEFORE[language][mood];
  if (mood !== "infinitive" || !/^(mir|mich|uns) /.test(phrase)) return all;
  return all.filter(
    (opening) => /^(kannst|könntest|würdest|können|könnten|würden)/.test(opening) && !opening.includes("mir"),
  );
}

/** Between two words that both stand outside slots. */
function withFiller(phrase: string, filler: string, random: Random): string {
  const gaps = [...phrase.matchAll(/(?<=\p{L}) (?=\p{L})/gu)].map((match) => match.index);
  if (gaps.length === 0) return phrase;
  const at = random.pick(gaps);
  return `${phrase.slice(0, at)} ${filler}${phrase.slice(at)}`;
}
