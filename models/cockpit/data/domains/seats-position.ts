import type { Intent, Values } from "../domain.ts";
import { oneOf, wholeNumber } from "../language/slots.ts";

/** As an object: "move {chair}", "fahr {chair}". */
const chair = oneOf({
  driver: { en: ["my seat", "the driver's seat", "the driver seat"], de: ["meinen Sitz", "den Fahrersitz"] },
  passenger: {
    en: ["the passenger seat", "the passenger's seat", "the front passenger seat"],
    de: ["den Beifahrersitz", "den Sitz vom Beifahrer"],
  },
  rear_left: { en: ["the rear left seat", "the back left seat"], de: ["den Sitz hinten links", "den linken Rücksitz"] },
  rear_right: {
    en: ["the rear right seat", "the back right seat"],
    de: ["den Sitz hinten rechts", "den rechten Rücksitz"],
  },
});
const direction = oneOf({
  forward: {
    en: ["forward", "forwards", "to the front", "further forward"],
    de: ["nach vorn", "nach vorne", "weiter vor", "weiter nach vorn"],
  },
  back: {
    en: ["back", "backwards", "to the back", "further back"],
    de: ["nach hinten", "zurück", "weiter zurück", "weiter nach hinten"],
  },
  up: { en: ["up", "higher", "upwards"], de: ["höher", "nach oben", "hoch"] },
  down: { en: ["down", "lower", "downwards"], de: ["tiefer", "nach unten", "runter", "niedriger"] },
});
const memory = wholeNumber(1, 5);
const args = ({ direction, chair }: Values): Values => ({
  direction: direction!,
  ...(chair === undefined ? {} : { seat: chair }),
});

const backrest = (wanted: "recline" | "upright"): Intent => {
  const lean = wanted === "recline";
  const en = lean ? "[back|further back|flatter]" : "[upright|up|more upright]";
  const de = lean ? "[nach hinten|flacher|zurück]" : "[aufrechter|steiler|gerade]";
  return {
    tool: "move_seat",
    en: {
      imperative: [
        `[move|tilt|put|set] the [backrest|seat back] [a bit |a little |]${en}`,
        ...(lean
          ? ["recline the [seat|backrest]", "lean the [seat|backrest] back", "tilt the seat back"]
          : ["raise the [backrest|seat back]", "sit me up", "put the seat upright"]),
      ],
      other: [
        `[backrest|seat back] [a bit |]${en}`,
        `i [want|need|'d like] the backrest [a bit |]${en}`,
        `the backrest should be [a bit |]${en}`,
        ...(lean
          ? ["i want to [lie|lean] back", "i'd like to recline"]
          : ["i want to sit up straight", "i'd like to sit [straight|upright]"]),
      ],
      held: lean
        ? ["let me lie back a bit", "i want to stretch out and rest", "have the backrest recline"]
        : ["i'm lying too flat", "bring the backrest back up", "straighten the backrest"],
    },
    de: {
      imperative: [
        `[stell|stelle|fahr|mach] die [Lehne|Rückenlehne] [etwas |]${de}`,
        ...(lean
          ? ["neig die [Lehne|Rückenlehne] nach hinten", "klapp die Lehne zurück"]
          : ["richte die [Lehne|Rückenlehne] auf"]),
      ],
      infinitive: [
        `die [Lehne|Rückenlehne] [etwas |]${de} stellen`,
        lean ? "die Lehne nach hinten neigen" : "die Lehne aufrichten",
      ],
      other: [
        `[Lehne|Rückenlehne] [etwas |]${de}`,
        `ich [will|möchte|hätte gern] die [Lehne|Rückenlehne] [etwas |]${de}`,
        ...(lean ? ["ich will [mich zurücklehnen|flacher liegen]"] : ["ich will [gerade|aufrecht] sitzen"]),
      ],
      held: lean
        ? ["lass mich etwas zurücklehnen", "ich möchte mich ausruhen, Lehne nach hinten", "leg die Lehne um"]
        : ["ich liege zu flach", "bring die Lehne wieder hoch", "ich sitze zu weit nach hinten gelehnt"],
    },
    args: ({ direction = wanted }) => ({ direction }),
    followUps: [
      {
        en: ["[a bit |]more upright", "back up again"],
        de: ["[etwas |]aufrechter", "wieder aufrechter"],
        set: { direction: "upright" },
      },
      { en: ["[a bit |]flatter", "lean back more"], de: ["[etwas |noch |]flacher"], set: { direction: "recline" } },
    ],
  };
};

/** Where the seats stand. */
export const positionIntents: readonly Intent[] = [
  {
    tool: "move_seat",
    slots: { direction },
    en: {
      imperative: [
        "[move|slide|shift|put|push] the seat [a bit |a little |]{direction}",
        "move me [a bit |a little |]{direction}",
        "adjust the seat {direction}",
      ],
      other: [
        "seat [a bit |a little |]{direction}",
        "i [want|need|'d like] the seat [a bit |]{direction}",
        "the seat should [be|go] [a bit |]{direction}",
        "i [want|need|'d like] to sit [a bit |]{direction}",
      ],
      held: ["have the seat go {direction}", "let the seat travel {direction}", "the seat needs to come {direction}"],
    },
    de: {
      imperative: [
        "[fahr|schieb|stell|beweg|mach] den Sitz [etwas |ein bisschen |ein Stück |]{direction}",
        "fahr mich {direction}",
      ],
      infinitive: ["den Sitz [etwas |ein Stück |]{direction} [fahren|schieben|stellen|bewegen]"],
      other: [
        "Sitz [etwas |ein Stück |bitte |]{direction}",
        "ich [will|möchte|hätte gern] den Sitz [etwas |]{direction}",
        "der Sitz soll [etwas |]{direction}",
        "stellen Sie den Sitz {direction}",
      ],
      held: ["lass den Sitz {direction} gehen", "der Sitz muss {direction}", "rück den Sitz {direction}"],
    },
    args,
    correctable: ["direction"],
    followUps: [
      { en: ["[and |now |a bit |]{direction}"], de: ["[und |jetzt |etwas |]{direction}"], slots: ["direction"] },
    ],
  },
  {
    tool: "move_seat",
    slots: { direction, chair },
    en: {
      imperative: ["[move|slide|shift|put|push] {chair} [a bit |a little |]{direction}", "adjust {chair} {direction}"],
      other: [
        "{chair} [a bit |a little |]{direction}",
        "i [want|need|'d like] {chair} [a bit |]{direction}",
        "{chair} should [be|go] [a bit |]{direction}",
      ],
      held: ["have {chair} go {direction}", "{chair} needs to come {direction}", "let {chair} travel {direction}"],
    },
    de: {
      imperative: ["[fahr|schieb|stell|beweg|mach] {chair} [etwas |ein bisschen |ein Stück |]{direction}"],
      infinitive: ["{chair} [etwas |ein Stück |]{direction} [fahren|schieben|stellen|bewegen]"],
      other: [
        "{chair} [etwas |ein Stück |bitte |]{direction}",
        "ich [will|möchte|hätte gern] {chair} [etwas |]{direction}",
        "stellen Sie {chair} {direction}",
      ],
      held: [
        "lass {chair} {direction} gehen",
        "rück {chair} {direction}",
        "ich bräuchte {chair} ein wenig {direction}",
      ],
    },
    args,
    correctable: ["chair"],
    followUps: [
      { en: ["[and |also |]{chair}[ too|]"], de: ["[und |auch |]{chair}[ auch|]"], slots: ["chair"] },
      { en: ["[now |and ]{direction}"], de: ["[jetzt |und ]{direction}"], slots: ["direction"] },
    ],
  },
  backrest("recline"),
  backrest("upright"),
  {
    tool: "recall_seat_position",
    slots: { memory },
    en: {
      imperative: [
        "[recall|load|restore|use] seat [position|memory|setting] {memory}",
        "[move|put|set] the seat to [position|memory|preset] {memory}",
        "[move|put|set] the seat in position {memory}",
        "go to seat [position|memory] {memory}",
      ],
      other: [
        "seat [position|memory|preset] {memory}",
        "i [want|'d like] seat position {memory}",
        "the seat in position {memory}",
        "stored seat position {memory}",
      ],
      held: [
        "bring the seat to its saved position {memory}",
        "my seat is number {memory}, stored earlier",
        "apply seat preset {memory}",
      ],
    },
    de: {
      imperative: [
        "[lade|nimm|aktiviere] Sitzposition {memory}",
        "[stell|fahr|bring] den Sitz auf [Position|Speicherplatz] {memory}",
      ],
      infinitive: [
        "Sitzposition {memory} [laden|abrufen|einstellen]",
        "den Sitz auf [Position|Speicher] {memory} [fahren|stellen]",
      ],
      other: [
        "[Sitzposition|Sitzspeicher|Sitzeinstellung] {memory}",
        "ich [will|möchte|hätte gern] Sitzposition {memory}",
        "Sitz auf Position {memory}",
        "gespeicherte Sitzposition {memory}",
      ],
      held: [
        "bring den Sitz in die gespeicherte Position {memory}",
        "wende Sitzposition {memory} an",
        "hol den Sitzspeicher {memory}",
      ],
    },
    args: ({ memory }) => ({ memory: memory! }),
    correctable: ["memory"],
    followUps: [
      {
        en: ["[no, |rather |now |position ]{memory}"],
        de: ["[nein, |lieber |jetzt |Position ]{memory}"],
        slots: ["memory"],
      },
    ],
    incomplete: [
      {
        en: {
          say: ["[recall|load] my seat position", "move the seat to its stored position"],
          ask: "Which position, 1 to 5?",
          complete: ["[number |position |]{memory}"],
        },
        de: {
          say: ["[lade|nimm] meine Sitzposition", "stell den Sitz auf die gespeicherte Position"],
          ask: "Welche Position, 1 bis 5?",
          complete: ["[Nummer |Position |]{memory}"],
        },
      },
    ],
  },
];
