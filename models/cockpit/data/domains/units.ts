import type { Domain, FollowUp, Intent, Slot } from "../domain.ts";
import { converted, MEASURES, measureInAnswer, PAIRINGS } from "../language/measures.ts";
import { inDigits } from "../language/numbers.ts";
import { decimalNumber, oneOf } from "../language/slots.ts";

const WORDS = Object.fromEntries(Object.entries(MEASURES).map(([name, { en, de }]) => [name, { en, de }]));

function unitSlot(names: string): Slot {
  return oneOf(Object.fromEntries(names.split(" ").map((name) => [name, WORDS[name]!])));
}

const EN: Intent["en"] = {
  imperative: [
    "convert {value} {from} [to|into] {to}",
    "[turn|change] {value} {from} into {to}",
    "[tell|show] me what {value} {from} is in {to}",
    "[work out|calculate] {value} {from} in {to}",
    "give me {value} {from} in {to}",
    "express {value} {from} in {to}",
  ],
  other: [
    "[what is|what's] {value} {from} in {to}",
    "what are {value} {from} in {to}",
    "how many {to} are [there in |in |]{value} {from}",
    "how many {to} is {value} {from}",
    "how much is {value} {from} in {to}",
    "{value} {from} in {to}",
    "{value} {from} to {to}",
    "{value} {from} [is|are|makes] how many {to}",
    "in {to}, [what is|how much is] {value} {from}",
    "i need {value} {from} in {to}",
    "i'd like to know [how many {to} {value} {from} are|what {value} {from} is in {to}]",
  ],
  held: [
    "{value} {from} would be how much in {to}",
    "can {value} {from} be put into {to} for me",
    "what do {value} {from} come to in {to}",
    "i have {value} {from}, what is that in {to}",
    "in {to} please: {value} {from}",
  ],
};
const DE: Intent["de"] = {
  imperative: [
    "[rechne|rechne mir] {value} {from} in {to} um",
    "wandle {value} {from} in {to} um",
    "konvertiere {value} {from} [in|zu] {to}",
    "sag mir, [wie viel|was] {value} {from} in {to} [ist|sind]",
    "gib mir {value} {from} in {to}",
    "rechnen Sie [bitte |]{value} {from} in {to} um",
  ],
  infinitive: [
    "{value} {from} in {to} [umrechnen|umwandeln]",
    "mir sagen, wie viel {to} {value} {from} sind",
    "mir {value} {from} in {to} umrechnen",
  ],
  other: [
    "[wie viel|wie viele] {to} sind {value} {from}",
    "wie viel [ist|sind] {value} {from} in {to}",
    "was [ist|sind] {value} {from} in {to}",
    "{value} {from} in {to}",
    "{value} {from} [sind wie viel|wie viel sind das in] {to}",
    "in {to}, wie viel sind {value} {from}",
    "ich brauche {value} {from} in {to}",
    "ich [will|möchte] wissen, wie viel {to} {value} {from} sind",
  ],
  held: [
    "was machen {value} {from} in {to}",
    "{value} {from} entsprechen wie viel {to}",
    "ich habe {value} {from}, was ist das in {to}",
    "wie viel wären {value} {from} in {to}",
    "auf {to} umgerechnet, was sind {value} {from}",
  ],
};

const IN_ANOTHER: FollowUp = {
  en: ["and in {to}", "what about in {to}"],
  de: ["und in {to}", "und wie viel in {to}"],
  slots: ["to"],
};

function intent(from: string, to: string, first: number, last: number): Intent {
  return {
    tool: "convert_units",
    weight: 0.2,
    slots: { value: decimalNumber(first, last), from: unitSlot(from), to: unitSlot(to) },
    en: EN,
    de: DE,
    args: ({ value, from, to }) => ({ value: value!, from: from!, to: to! }),
    correctable: ["value"],
    followUps: [
      {
        en: ["and {value} {from}", "what about {value} {from}"],
        de: ["und {value} {from}", "und wie viel sind {value} {from}"],
        slots: ["value", "from"],
      },
      ...(to.includes(" ") ? [IN_ANOTHER] : []),
      { en: ["and {value}", "what about {value}"], de: ["und {value}", "und bei {value}"], slots: ["value"] },
    ],
  };
}

export const units: Domain = {
  tools: {
    convert_units: {
      names: ["unit_converter", "convert", "unit_conversion", "convert_measure", "change_units", "convert_quantity"],
      heldNames: ["measure_translate", "scale_switch"],
      description: [
        "Convert a value from one unit to another.",
        "Converts lengths, weights, temperatures, speeds, volumes, areas and times between units.",
        "Unit conversion: how much a quantity is in another unit.",
      ],
      parameters: {
        value: {
          type: "number",
          description: ["The number to convert.", "How many of the first unit."],
          names: ["amount", "number", "quantity"],
        },
        from: {
          type: "string",
          description: [
            "Unit of the value: kilometers, pounds, miles_per_hour, celsius …",
            "Unit to convert from, in the English plural such as feet or kilometers_per_hour.",
          ],
          names: ["from_unit", "unit", "source_unit"],
        },
        to: {
          type: "string",
          description: [
            "Unit wanted: miles, kilograms, liters, fahrenheit …",
            "Unit to convert to, in the English plural such as meters or miles_per_hour.",
          ],
          names: ["to_unit", "target", "target_unit"],
        },
      },
      result: (args) => ({
        result: converted(Number(args.value), String(args.from), String(args.to)),
        unit: args.to!,
      }),
      answer: {
        en: (args, result) =>
          `${args.value} ${measureInAnswer(String(args.from), "en")} are ${result.result} ${measureInAnswer(String(args.to), "en")}.`,
        de: (args, result) =>
          `${inDigits(Number(args.value), "de")} ${measureInAnswer(String(args.from), "de")} sind ${inDigits(Number(result.result), "de")} ${measureInAnswer(String(args.to), "de")}.`,
      },
    },
  },
  intents: PAIRINGS.flatMap(({ sides: [left, right], first, last }) => [
    intent(left, right, first, last),
    intent(right, left, first, last),
  ]),
};
