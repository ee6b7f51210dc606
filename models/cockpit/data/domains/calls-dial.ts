import type { Intent, Slot } from "../domain.ts";
import { ofSplit } from "../draw.ts";

/** As people write numbers, in groups or not; the call carries only plus and digits. */
const number: Slot = (draw) => {
  const { random } = draw;
  const digits = (length: number): string => Array.from({ length }, () => random.integer(0, 9)).join("");
  const text = ofSplit(
    draw,
    () => {
      if (random.chance(0.1)) return random.pick(["112", "110", "911", "999", "101", "116117", "19222"]);
      const gap = random.pick([" ", " ", "", "", "-", "/"]);
      const start = random.pick([
        "0171",
        "0151",
        "0160",
        "030",
        "089",
        "07700",
        "020",
        "+49",
        "+44",
        "555",
        "0800",
        `0${digits(3)}`,
      ]);
      const rest = random.pick([[3, 4], [4, 4], [6], [7], [2, 2, 3], [3, 3, 2], [4], [8]]).map(digits);
      return [start, ...rest].join(gap === "/" && rest.length > 1 ? " " : gap);
    },
    (made) => made,
  );
  return { text, value: text.replace(/[^+\d]/g, "") };
};

export const dialIntent: Intent = {
  tool: "dial_number",
  slots: { number },
  en: {
    imperative: [
      "call {number}",
      "dial {number}",
      "call [the |this |]number {number}",
      "dial [the |this |]number {number}",
      "phone {number}",
      "ring [the number |]{number}",
      "make a call to {number}",
      "start a call to [the number |]{number}",
      "connect me with {number}",
      "try the number {number}",
      "type in {number} and call",
    ],
    other: [
      "i [want|need|'d like|have] to call [the number |]{number}",
      "[number|phone number] {number}[ please|]",
      "a call to {number}",
      "{number}, call [that|this][ number|]",
      "the number is {number}, [call it|dial it]",
      "can i call {number}",
      "phone call to {number}",
    ],
    held: [
      "i have a number here, {number}, ring that",
      "get me {number} on the phone",
      "the number to dial is {number}",
      "let's try {number} by phone",
    ],
  },
  de: {
    imperative: [
      "ruf {number} an",
      "wähl {number}",
      "wähl [die |diese ]Nummer {number}",
      "ruf die [Nummer |Telefonnummer |]{number} an",
      "wähle die {number}",
      "starte einen Anruf an {number}",
      "verbinde mich mit [der Nummer |]{number}",
      "versuch [es bei der|die] Nummer {number}",
      "tipp {number} ein und ruf an",
    ],
    infinitive: [
      "[die |die Nummer |]{number} [anrufen|wählen]",
      "bei {number} anrufen",
      "mich mit der {number} verbinden",
    ],
    other: [
      "ich [möchte|will|muss] [die |die Nummer |]{number} anrufen",
      "[Nummer|Telefonnummer] {number}[ bitte|]",
      "Anruf an {number}",
      "{number}, ruf [da|dort|die Nummer] an",
      "die Nummer ist {number}, ruf da an",
      "rufen Sie [bitte |]die {number} an",
      "wählen Sie [bitte |]die {number}",
    ],
    held: [
      "ich habe hier eine Nummer, {number}, da musst du anrufen",
      "gib mir die {number} ans Telefon",
      "die Nummer zum Wählen ist {number}",
      "versuchen wir mal die {number}",
    ],
  },
  args: (values) => values,
  correctable: ["number"],
  incomplete: [
    {
      en: {
        say: ["dial a number", "call a number", "i want to dial a [phone |]number"],
        ask: "Which number?",
        complete: ["{number}", "the number is {number}", "dial {number}"],
      },
      de: {
        say: ["wähl eine Nummer", "ruf eine Nummer an", "ich will eine Nummer wählen"],
        ask: "Welche Nummer?",
        complete: ["{number}", "die Nummer ist {number}", "wähl {number}"],
      },
    },
  ],
};
