import type { Intent } from "../domain.ts";
import { oneOf } from "../language/slots.ts";

const mirror = oneOf({
  left: {
    en: ["the left mirror", "the left wing mirror", "the left side mirror", "the left-hand mirror"],
    de: ["den linken Spiegel", "den linken Außenspiegel", "den Spiegel links"],
  },
  right: {
    en: ["the right mirror", "the right wing mirror", "the right side mirror", "the right-hand mirror"],
    de: ["den rechten Spiegel", "den rechten Außenspiegel", "den Spiegel rechts"],
  },
});
const direction = oneOf({
  up: { en: ["up", "upwards", "higher"], de: ["nach oben", "höher"] },
  down: { en: ["down", "downwards", "lower"], de: ["nach unten", "tiefer"] },
  inward: { en: ["inwards", "in", "towards the car"], de: ["nach innen", "zum Auto hin"] },
  outward: { en: ["outwards", "out", "away from the car"], de: ["nach außen", "vom Auto weg"] },
});

/** Folding and tilting the side mirrors. */
export const mirrorIntents: readonly Intent[] = [
  {
    tool: "fold_mirrors",
    en: {
      imperative: [
        "[fold|tuck|pull|bring] in the [mirrors|wing mirrors|side mirrors]",
        "[fold|tuck|pull] the [mirrors|wing mirrors|side mirrors] in",
        "retract the [mirrors|side mirrors]",
      ],
      other: [
        "mirrors in",
        "the mirrors should be folded in",
        "it's a tight spot, mirrors in",
        "i [want|need|'d like] the mirrors folded in",
      ],
      held: [
        "make the car narrower, mirrors in",
        "have the mirrors tucked in",
        "the wing mirrors stick out, fold them",
      ],
    },
    de: {
      imperative: ["[klapp|klappe|fahr|zieh] die [Spiegel|Außenspiegel|Seitenspiegel] ein"],
      infinitive: ["die [Spiegel|Außenspiegel|Seitenspiegel] [einklappen|einfahren|anklappen]"],
      other: [
        "[Spiegel|Außenspiegel] [rein|einklappen|einfahren]",
        "die Spiegel sollen rein",
        "es ist eng hier, Spiegel rein",
        "ich möchte die Spiegel eingeklappt",
      ],
      held: [
        "leg die Spiegel an",
        "mach das Auto schmaler, Spiegel einklappen",
        "die Außenspiegel gehören eingeklappt",
      ],
    },
    args: ({ folded }) => ({ folded: folded ?? true }),
    followUps: [
      {
        en: ["[fold |and |]out again", "fold them out again"],
        de: ["wieder ausklappen", "wieder raus"],
        set: { folded: false },
      },
    ],
  },
  {
    tool: "fold_mirrors",
    en: {
      imperative: [
        "[fold|bring|push] out the [mirrors|wing mirrors|side mirrors]",
        "[fold|put] the [mirrors|wing mirrors|side mirrors] [back |]out",
        "unfold the [mirrors|side mirrors]",
        "extend the mirrors",
      ],
      other: ["mirrors out", "the mirrors should be out", "i [want|need|'d like] the mirrors [out|unfolded]"],
      held: [
        "the mirrors are still folded, out with them",
        "have the mirrors unfolded",
        "i can't see behind me, mirrors out",
      ],
    },
    de: {
      imperative: ["[klapp|klappe|fahr] die [Spiegel|Außenspiegel|Seitenspiegel] [wieder |]aus"],
      infinitive: ["die [Spiegel|Außenspiegel|Seitenspiegel] [ausklappen|ausfahren|aufklappen]"],
      other: [
        "[Spiegel|Außenspiegel] [raus|ausklappen|ausfahren]",
        "die Spiegel sollen raus",
        "ich brauche die Spiegel draußen",
        "ich möchte die Spiegel ausgeklappt",
      ],
      held: [
        "die Spiegel sind noch angeklappt, raus damit",
        "stell die Spiegel wieder raus",
        "die Außenspiegel gehören ausgeklappt",
      ],
    },
    args: ({ folded }) => ({ folded: folded ?? false }),
    followUps: [
      {
        en: ["[fold |and |]in again", "fold them in again"],
        de: ["wieder einklappen", "wieder rein"],
        set: { folded: true },
      },
    ],
  },
  {
    tool: "adjust_mirror",
    slots: { mirror, direction },
    en: {
      imperative: ["[move|tilt|turn|adjust|set] {mirror} [a bit |a little |]{direction}", "put {mirror} {direction}"],
      other: [
        "{mirror} [a bit |a little |]{direction}",
        "i [want|need|'d like] {mirror} [a bit |]{direction}",
        "{mirror} should be [a bit |]{direction}",
      ],
      held: ["nudge {mirror} {direction}", "{mirror} has to go {direction}", "could {mirror} go a touch {direction}"],
    },
    de: {
      imperative: ["[stell|stelle|dreh|neig|beweg] {mirror} [etwas |ein bisschen |]{direction}"],
      infinitive: ["{mirror} [etwas |ein bisschen |]{direction} [stellen|drehen|bewegen]"],
      other: [
        "{mirror} [etwas |bitte |]{direction}",
        "ich [brauche|möchte|hätte gern] {mirror} [etwas |]{direction}",
        "stellen Sie {mirror} {direction}",
      ],
      held: [
        "kipp {mirror} {direction}",
        "{mirror} gehört ein Stück {direction}",
        "ich bräuchte {mirror} eine Spur {direction}",
      ],
    },
    args: ({ mirror, direction }) => ({ mirror: mirror!, direction: direction! }),
    correctable: ["mirror"],
    followUps: [
      { en: ["[and |now |]{mirror}[ too|]"], de: ["[und |jetzt |]{mirror}[ auch|]"], slots: ["mirror"] },
      {
        en: ["[now |]{direction}", "and [a bit |]{direction}"],
        de: ["[jetzt |]{direction}", "und [etwas |]{direction}"],
        slots: ["direction"],
      },
    ],
  },
];
