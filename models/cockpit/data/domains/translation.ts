import type { Domain, Filled, Language, Slot } from "../domain.ts";
import { type Draw, ofSplit, splitOf } from "../draw.ts";
import { mixed } from "../language/mixed.ts";
import { PHRASES, rowWith, TONGUES, type Tongue, translated } from "../language/set-phrases.ts";
import { sameText } from "../language/slots.ts";

const NAMES: Readonly<Record<Tongue, Readonly<Record<Language, string>>>> = {
  english: { en: "English", de: "Englisch" },
  german: { en: "German", de: "Deutsch" },
  french: { en: "French", de: "Französisch" },
  spanish: { en: "Spanish", de: "Spanisch" },
  italian: { en: "Italian", de: "Italienisch" },
  polish: { en: "Polish", de: "Polnisch" },
  turkish: { en: "Turkish", de: "Türkisch" },
  chinese: { en: "Chinese", de: "Chinesisch" },
  malay: { en: "Malay", de: "Malaiisch" },
};
const OWN: Readonly<Record<Language, Tongue>> = { en: "english", de: "german" };
/** Of the columns, those in Latin letters that people here say aloud. */
const SPOKEN = TONGUES.filter((tongue) => tongue !== "chinese");

/** A language other than the speaker's, as it stands behind "into" / "auf". */
function target({ random, language }: Draw): Filled {
  const tongue = random.pick(TONGUES.filter((tongue) => tongue !== OWN[language]));
  return { text: NAMES[tongue][language], value: tongue };
}

/** The same in German behind "ins": "Französische". */
function ins(draw: Draw): Filled {
  const { text, value } = target(draw);
  return { text: `${text}e`, value };
}

/** The speaker's own language. */
function own({ language }: Draw): Filled {
  return { text: NAMES[OWN[language]][language], value: OWN[language] };
}

const TRAINED = PHRASES.filter((row) => splitOf(row[0]!) === "train");
/** In training: phrases that are none, so that what stands around them tells where they end. */
const MIXED_SHARE = 0.35;

/** One phrase, or two with a comma between. */
const pick =
  (tongueOf: (draw: Draw) => Tongue): Slot =>
  (draw) => {
    const column = TONGUES.indexOf(tongueOf(draw));
    if (draw.split === "train" && draw.random.chance(MIXED_SHARE)) return sameText(mixedPhrase(column, draw));
    const rows = Array.from({ length: draw.random.chance(0.3) ? 2 : 1 }, () => rowOf(draw));
    return sameText(rows.map((row) => row[column]!).join(", "));
  };

function mixedPhrase(column: number, draw: Draw): string {
  const make = (): string =>
    mixed(
      TRAINED.map((row) => row[column]!),
      draw,
    );
  return ofSplit(draw, make, (text) => rowWith(text)?.[0] ?? text);
}

function rowOf(draw: Draw): readonly string[] {
  return ofSplit(
    draw,
    () => draw.random.pick(PHRASES),
    (row) => row[0]!,
  );
}

const phrase = pick(({ language }) => OWN[language]);
const foreign = pick(({ random, language }) => random.pick(SPOKEN.filter((tongue) => tongue !== OWN[language])));

export const translation: Domain = {
  tools: {
    translate: {
      names: [
        "translate_text",
        "translator",
        "translate_phrase",
        "say_in_language",
        "interpreter",
        "language_translate",
      ],
      heldNames: ["speak_foreign", "dolmetsch"],
      description: [
        "Translate a text into another language.",
        "Translates words or a phrase to the target language.",
        "How something is said in another language, or what foreign words mean.",
      ],
      parameters: {
        text: {
          type: "string",
          description: ["The text, exactly as said.", "What to translate, word for word."],
          names: ["phrase", "sentence", "source_text", "input"],
        },
        target: {
          type: "string",
          enum: TONGUES,
          description: ["The language to translate into.", "Target language."],
          names: ["language", "target_language", "to", "into"],
        },
      },
      result: (args) => ({
        translation: translated(String(args.text), String(args.target)),
        language: args.target!,
      }),
      answer: {
        en: (args, result) => `In ${NAMES[args.target as Tongue].en}: ${result.translation}`,
        de: (args, result) => `Auf ${NAMES[args.target as Tongue].de}: ${result.translation}`,
      },
    },
  },
  intents: [
    {
      tool: "translate",
      weight: 2,
      slots: { phrase, target, ins },
      en: {
        imperative: [
          "translate {phrase} [to|into] {target}",
          'translate "{phrase}" [to|into] {target}',
          "translate into {target}: {phrase}",
          "[say|put] {phrase} in {target}",
          "say in {target}: {phrase}",
          "tell me [how to say {phrase} in {target}|the {target} for {phrase}]",
          "[give|show] me {phrase} in {target}",
          "[turn|put] {phrase} into {target}",
        ],
        other: [
          "how do [you|i] say {phrase} in {target}",
          'how do [you|i] say "{phrase}" in {target}',
          "what is {phrase} in {target}",
          "what's the {target} [word |]for {phrase}",
          "what does {phrase} [mean|sound like] in {target}",
          "{phrase} in {target}",
          "i [want|need] to say {phrase} in {target}",
          "i'd like to know what {phrase} is in {target}",
          "i need {phrase} in {target}",
          "[in |]{target}, how do i say {phrase}",
          "{target} translation of {phrase}",
          "how would a {target} speaker say {phrase}",
        ],
        held: [
          "what would {phrase} be in {target}",
          "could you help me say {phrase} in {target}",
          "what do they say in {target} for {phrase}",
          "a {target} version of {phrase}, please",
          "{phrase}, how is that in {target}",
        ],
      },
      de: {
        imperative: [
          "[übersetz|übersetze] [mir |]{phrase} [auf|in] {target}",
          "[übersetz|übersetze] {phrase} ins {ins}",
          "übersetze „{phrase}“ ins {ins}",
          "übersetz [mal |]ins {ins}: {phrase}",
          "sag [mal |]{phrase} auf {target}",
          "sag auf {target}: {phrase}",
          "sag mir, was {phrase} auf {target} heißt",
          "übersetzen Sie [bitte |]{phrase} ins {ins}",
        ],
        infinitive: [
          "{phrase} [auf {target} sagen|ins {ins} übersetzen]",
          "mir {phrase} ins {ins} übersetzen",
          "mir sagen, was {phrase} auf {target} heißt",
        ],
        other: [
          "was heißt {phrase} auf {target}",
          "was heißt „{phrase}“ auf {target}",
          "wie sagt man {phrase} auf {target}",
          "wie sage ich {phrase} auf {target}",
          "wie heißt {phrase} auf {target}",
          "was bedeutet {phrase} auf {target}",
          "{phrase} auf {target}",
          "ich [will|möchte|muss] {phrase} auf {target} sagen",
          "ich brauche {phrase} auf {target}",
          "was ist {phrase} auf {target}",
          "auf {target}, wie sagt man {phrase}",
        ],
        held: [
          "wie lautet {phrase} auf {target}",
          "was sagt man auf {target} für {phrase}",
          "{phrase}, wie geht das auf {target}",
          "hilf mir, {phrase} auf {target} zu sagen",
          "bitte eine Übersetzung von {phrase} ins {ins}",
        ],
      },
      args: (v) => ({ text: v.phrase!, target: (v.target ?? v.ins)! }),
      correctable: ["phrase"],
      followUps: [
        {
          en: ["and {phrase}", "and how do i say {phrase}", "what about {phrase}"],
          de: ["und {phrase}", "und wie sagt man {phrase}", "und was heißt {phrase}"],
          slots: ["phrase"],
        },
        {
          en: ["and in {target}", "what about in {target}", "now in {target}", "the same in {target}"],
          de: ["und auf {target}", "und wie ist es auf {target}", "jetzt auf {target}", "dasselbe auf {target}"],
          slots: ["target"],
        },
      ],
      incomplete: [
        {
          en: {
            say: ["translate {phrase}", "translate {phrase} for me"],
            ask: "Into which language?",
            complete: ["{target}", "into {target}", "to {target}"],
          },
          de: {
            say: ["übersetze {phrase}", "übersetz mir {phrase}"],
            ask: "In welche Sprache?",
            complete: ["{target}", "auf {target}", "ins {ins}"],
          },
        },
        {
          en: {
            say: ["translate something [to|into] {target}", "how do i say something in {target}"],
            ask: "What shall I translate?",
            complete: ["{phrase}"],
          },
          de: {
            say: ["übersetze etwas ins {ins}", "übersetz mir was auf {target}"],
            ask: "Was soll ich übersetzen?",
            complete: ["{phrase}"],
          },
        },
      ],
    },
    {
      tool: "translate",
      slots: { foreign, own },
      en: {
        imperative: [
          "translate {foreign} [to|into] {own}",
          'translate "{foreign}" [to|into] {own}',
          "tell me what {foreign} means in {own}",
          "put {foreign} into {own}",
        ],
        other: [
          "what does {foreign} mean in {own}",
          "what is {foreign} in {own}",
          "how do you say {foreign} in {own}",
          "somebody said {foreign}, what is that in {own}",
          "the sign says {foreign}, what's that in {own}",
          "{foreign} in {own}",
          "i need {foreign} in {own}",
        ],
        held: [
          "in {own}, what would {foreign} be",
          "i don't understand {foreign}, translate it to {own}",
          "{foreign}, and now the same in {own}",
          "{foreign}, how is that in {own}",
        ],
      },
      de: {
        imperative: [
          "übersetze {foreign} [auf|in] {own}",
          "übersetz mir {foreign} ins {own}e",
          "sag mir, was {foreign} auf {own} heißt",
          "übersetze „{foreign}“ ins {own}e",
        ],
        infinitive: ["{foreign} ins {own}e übersetzen", "mir sagen, was {foreign} auf {own} heißt"],
        other: [
          "was heißt {foreign} auf {own}",
          "was bedeutet {foreign} auf {own}",
          "wie sagt man {foreign} auf {own}",
          "jemand hat {foreign} gesagt, was heißt das auf {own}",
          "auf dem Schild steht {foreign}, was ist das auf {own}",
          "{foreign} auf {own}",
        ],
        held: [
          "{foreign}, was ist das auf {own}",
          "ich verstehe {foreign} nicht, übersetz es ins {own}e",
          "wie lautet {foreign} auf {own}",
          "auf {own} bitte: {foreign}",
        ],
      },
      args: ({ foreign, own }) => ({ text: foreign!, target: own! }),
      followUps: [
        {
          en: ["and {foreign}", "and what does {foreign} mean"],
          de: ["und {foreign}", "und was heißt {foreign}"],
          slots: ["foreign"],
        },
      ],
    },
  ],
};
