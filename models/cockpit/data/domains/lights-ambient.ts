import type { Intent, Language } from "../domain.ts";
import { percentOf } from "../language/car-slots.ts";
import { meaning, oneOf } from "../language/slots.ts";
import { switchIntents } from "../language/switch-intents.ts";
import { thing } from "../language/switching.ts";

/** The first word is that of answers. */
export const COLORS: Readonly<Record<string, Readonly<Record<Language, readonly string[]>>>> = {
  red: { en: ["red"], de: ["rot"] },
  blue: { en: ["blue"], de: ["blau"] },
  green: { en: ["green"], de: ["grün"] },
  yellow: { en: ["yellow"], de: ["gelb"] },
  orange: { en: ["orange"], de: ["orange"] },
  purple: { en: ["purple", "violet"], de: ["lila", "violett"] },
  pink: { en: ["pink"], de: ["pink", "rosa"] },
  white: { en: ["white"], de: ["weiß"] },
  turquoise: { en: ["turquoise", "teal"], de: ["türkis"] },
};
const color = oneOf(COLORS);
const percent = percentOf(5, 95);
const EN = "[ambient light|ambient lighting|mood light|mood lighting|ambience lighting]";
const DE = "[Ambientelicht|Stimmungslicht|Ambientlicht]";
const amount = meaning([
  { value: 100, en: ["full brightness", "maximum", "full"], de: ["volle Helligkeit", "Maximum"] },
  { value: 50, en: ["half brightness", "half"], de: ["halbe Helligkeit", "die Hälfte"] },
]);

/** Colour and brightness of the ambient light. */
export const ambientIntents: readonly Intent[] = [
  {
    tool: "set_ambient_light",
    slots: { color },
    weight: 2,
    en: {
      imperative: [
        `[make|turn|set|switch|change] the ${EN} [to |]{color}`,
        `[make|set] the [lights|light] in here {color}`,
        `give me {color} ${EN}`,
        `[set|change] the color of the ${EN} to {color}`,
        "[colour|light] the cabin {color}",
        `paint the ${EN} {color}`,
      ],
      other: [
        `${EN} {color}`,
        `{color} ${EN}`,
        `i [want|'d like|would like] the ${EN} [in |]{color}`,
        `i [want|'d like|would like] {color} ${EN}`,
        `the ${EN} should be {color}`,
        "[could we have|let's have] {color} light in here",
        `i'm in the mood for {color} light`,
      ],
      held: [
        `let the ${EN} shine {color}`,
        "bathe the cabin in {color}",
        `how about {color} for the ${EN}`,
        "i'd love {color} light around me",
      ],
    },
    de: {
      imperative: [
        `[mach|stell|stelle|schalt|färb] das ${DE} [auf |]{color}`,
        "mach [das Licht|es] hier drin {color}",
        `[ändere|wechsle] die Farbe vom ${DE} auf {color}`,
        "mach die Ambientebeleuchtung {color}",
        "leuchte {color}",
      ],
      infinitive: [`das ${DE} auf {color} [stellen|schalten]`, "die Ambientebeleuchtung {color} machen"],
      other: [
        `${DE} [in |auf |]{color}`,
        `ich [will|möchte|hätte gern] das ${DE} [in |]{color}`,
        `das ${DE} soll {color} [sein|leuchten]`,
        "Ambientebeleuchtung {color}",
        "ich hätte das Licht hier drin gern {color}",
        `stellen Sie das ${DE} auf {color}`,
      ],
      held: [
        `lass das ${DE} {color} scheinen`,
        "tauch den Innenraum in {color}",
        `wie wäre es mit {color} fürs ${DE}`,
        "ich will es hier ringsum {color} haben",
      ],
    },
    args: ({ color }) => ({ color: color! }),
    correctable: ["color"],
    followUps: [
      {
        en: ["[and now|now|rather|better|maybe] {color}", "make it {color}"],
        de: ["[und jetzt|jetzt|lieber|besser] {color}", "mach es {color}"],
        slots: ["color"],
      },
    ],
  },
  {
    tool: "set_ambient_light",
    slots: { percent },
    en: {
      imperative: [
        `[set|put|turn|change] the ${EN} to {percent}`,
        `[set|change] the brightness of the ${EN} to {percent}`,
        `dim the ${EN} to {percent}`,
        `make the ${EN} {percent} bright`,
      ],
      other: [
        `${EN} [to |at |]{percent}`,
        `{percent} ${EN}`,
        `i [want|'d like] the ${EN} at {percent}`,
        `the ${EN} should be at {percent}`,
        `${EN} brightness {percent}`,
      ],
      held: [
        `let the ${EN} glow at {percent}`,
        `bring the ${EN} to {percent}`,
        `{percent} would be right for the ${EN}`,
      ],
    },
    de: {
      imperative: [
        `[stell|stelle|setz|dimm|dreh] das ${DE} auf {percent}`,
        `[stell|setz] die Helligkeit vom ${DE} auf {percent}`,
        `mach das ${DE} auf {percent}`,
      ],
      infinitive: [`das ${DE} auf {percent} [stellen|dimmen|setzen]`, `die Helligkeit vom ${DE} auf {percent} setzen`],
      other: [
        `${DE} [auf |]{percent}`,
        `ich [will|möchte|hätte gern] das ${DE} auf {percent}`,
        `das ${DE} soll auf {percent}`,
        "Ambientebeleuchtung [auf |]{percent}",
        `stellen Sie das ${DE} auf {percent}`,
      ],
      held: [
        `lass das ${DE} mit {percent} leuchten`,
        `{percent} wären gut fürs ${DE}`,
        `bring das ${DE} auf {percent}`,
      ],
    },
    args: ({ percent }) => ({ brightness: percent! }),
    correctable: ["percent"],
    followUps: [
      {
        en: ["[now |rather |better |make it |]{percent}"],
        de: ["[jetzt |lieber |besser |]{percent}", "auf {percent}"],
        slots: ["percent"],
      },
    ],
  },
  {
    tool: "set_ambient_light",
    slots: { amount },
    en: {
      imperative: [`[set|turn|put] the ${EN} to {amount}`, `dim the ${EN} to {amount}`, `run the ${EN} at {amount}`],
      other: [`${EN} [to|at] {amount}`, `the ${EN} at {amount} please`, `i [want|'d like] the ${EN} at {amount}`],
      held: [`let the ${EN} glow at {amount}`, `{amount} for the ${EN}`],
    },
    de: {
      imperative: [`[stell|stelle|setz|dreh] das ${DE} auf {amount}`],
      infinitive: [`das ${DE} auf {amount} [stellen|setzen|drehen]`],
      other: [`${DE} [bitte |]auf {amount}`, `ich [will|möchte|hätte gern] das ${DE} auf {amount}`],
      held: [`bring das ${DE} auf {amount}`, `das ${DE} könnte auf {amount}`],
    },
    args: ({ amount }) => ({ brightness: amount! }),
  },
  {
    tool: "set_ambient_light",
    slots: { color, percent },
    en: {
      imperative: [
        `[make|set|turn] the ${EN} [to |]{color} at {percent}`,
        `[set|put] the ${EN} to {percent} {color}`,
        `make the ${EN} {color} with {percent} brightness`,
      ],
      other: [
        `${EN} {color} [at |]{percent}`,
        `{color} ${EN} at {percent}`,
        `i [want|'d like] {color} ${EN} at {percent}`,
      ],
      held: [`let the ${EN} shine {color} with {percent}`, `how about {color} and {percent} for the ${EN}`],
    },
    de: {
      imperative: [`[mach|stell|stelle] das ${DE} auf {color} mit {percent}`, `mach das ${DE} {color}, {percent} hell`],
      infinitive: [`das ${DE} auf {color} mit {percent} stellen`],
      other: [
        `${DE} {color}[ mit|] {percent}`,
        `ich [will|möchte|hätte gern] das ${DE} {color} mit {percent}`,
        `das ${DE} soll {color} sein mit {percent}`,
      ],
      held: [`lass das ${DE} {color} mit {percent} scheinen`, `wie wäre es mit {color} und {percent} fürs ${DE}`],
    },
    args: ({ color, percent }) => ({ color: color!, brightness: percent! }),
    correctable: ["color", "percent"],
  },
  ...switchIntents({ tool: "set_ambient_light", thing: thing(EN, "n", DE) }).map((intent) => ({
    ...intent,
    args: (values: Parameters<Intent["args"]>[0]) => ({ brightness: intent.args(values).on ? 100 : 0 }),
  })),
];
