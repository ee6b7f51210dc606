import type { Domain, Language, ParameterDefinition, ToolDefinition } from "../domain.ts";
import { switchIntents } from "../language/switch-intents.ts";
import { thing } from "../language/switching.ts";
import { levelIntents } from "./seats-levels.ts";
import { positionIntents } from "./seats-position.ts";

const SEAT_TEXT: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    driver: "the driver's seat",
    passenger: "the passenger seat",
    rear_left: "the rear left seat",
    rear_right: "the rear right seat",
  },
  de: {
    driver: "Fahrersitz",
    passenger: "Beifahrersitz",
    rear_left: "Sitz hinten links",
    rear_right: "Sitz hinten rechts",
  },
};
const seat: ParameterDefinition = {
  type: "string",
  enum: Object.keys(SEAT_TEXT.en),
  description: [
    "Which seat; left out if none is named; my seat is driver.",
    "The seat, if one is named (my seat: driver).",
  ],
  names: ["which", "position", "seat_id", "place"],
  optional: true,
};
const level: ParameterDefinition = {
  type: "integer",
  description: ["0 off, 1 low, 2 medium, 3 high; plain on is 2.", "Level 0 (off) to 3 (high)."],
  names: ["stage", "intensity", "strength"],
};

type Told = Readonly<Record<Language, string>>;
const seatIn = (seat: unknown, language: Language): string => {
  if (seat === undefined) return "";
  return language === "en" ? ` for ${SEAT_TEXT.en[String(seat)]}` : ` (${SEAT_TEXT.de[String(seat)]})`;
};

function levelTool(told: Told, rest: Pick<ToolDefinition, "names" | "heldNames" | "description">): ToolDefinition {
  return {
    ...rest,
    parameters: { level, seat },
    result: (args) => ({ level: args.level!, ...(args.seat === undefined ? {} : { seat: args.seat }) }),
    answer: {
      en: (args, { level }) => `${told.en}${seatIn(args.seat, "en")} is ${level === 0 ? "off" : `at level ${level}`}.`,
      de: (args, { level }) =>
        `${told.de}${seatIn(args.seat, "de")} ist ${level === 0 ? "aus" : `auf Stufe ${level}`}.`,
    },
  };
}

const MOVES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    forward: "further forward",
    back: "further back",
    up: "higher",
    down: "lower",
    recline: "leaning back more",
    upright: "more upright",
  },
  de: {
    forward: "weiter vorn",
    back: "weiter hinten",
    up: "höher",
    down: "tiefer",
    recline: "flacher",
    upright: "aufrechter",
  },
};

export const seats: Domain = {
  tools: {
    set_seat_heating: levelTool(
      { en: "The heating", de: "Die Sitzheizung" },
      {
        names: ["seat_heater", "heat_seat", "heated_seats", "seat_warmth", "warm_seat"],
        heldNames: ["bottom_warmer", "cushion_heat"],
        description: [
          "Set the seat heating: 0 off, 1 low, 2 medium (also plain on), 3 high.",
          "Heat a seat from 0 (off) to 3 (high); 2 if it is only switched on.",
          "Level of the heated seat, 0 to 3, where on alone means 2.",
        ],
      },
    ),
    set_seat_cooling: levelTool(
      { en: "The seat cooling", de: "Die Sitzkühlung" },
      {
        names: ["seat_ventilation", "cool_seat", "ventilated_seats", "seat_fan", "seat_cooler"],
        heldNames: ["cushion_breeze", "chair_chill"],
        description: [
          "Set the seat cooling: 0 off, 1 low, 2 medium (also plain on), 3 high.",
          "Ventilate a seat from 0 (off) to 3 (high); 2 if it is only switched on.",
          "Level of the seat ventilation, 0 to 3, where on alone means 2.",
        ],
      },
    ),
    set_seat_massage: levelTool(
      { en: "The massage", de: "Die Massage" },
      {
        names: ["massage_seat", "seat_massager", "back_massage", "massage_level", "start_massage"],
        heldNames: ["back_kneader", "lumbar_rub"],
        description: [
          "Set the seat massage: 0 off, 1 low, 2 medium (also plain on), 3 high.",
          "Massage in a seat from 0 (off) to 3 (strong); 2 if it is only switched on.",
          "Strength of the massage, 0 to 3, where on alone means 2.",
        ],
      },
    ),
    move_seat: {
      names: ["seat_position", "adjust_seat", "shift_seat", "seat_adjustment", "seat_motor"],
      heldNames: ["chair_travel", "reposition_chair"],
      description: [
        "Move a seat: forward, back, up, down, or its backrest: recline, upright.",
        "Shift a seat one step in a direction; recline leans the backrest back, upright raises it.",
        "Adjusts the position of a seat or its backrest.",
      ],
      parameters: {
        direction: {
          type: "string",
          enum: Object.keys(MOVES.en),
          description: ["Where to move it.", "recline and upright are the backrest's."],
          names: ["move", "way", "to"],
        },
        seat,
      },
      result: (args) => ({ direction: args.direction!, ...(args.seat === undefined ? {} : { seat: args.seat }) }),
      answer: {
        en: (args, { direction }) =>
          `${args.seat === undefined ? "The seat" : SEAT_TEXT.en[String(args.seat)]!.replace("the", "The")} is ${MOVES.en[String(direction)]} now.`,
        de: (args, { direction }) =>
          `Der ${args.seat === undefined ? "Sitz" : SEAT_TEXT.de[String(args.seat)]} steht jetzt ${MOVES.de[String(direction)]}.`,
      },
    },
    recall_seat_position: {
      names: ["seat_memory", "load_seat_position", "restore_seat", "memory_seat", "apply_seat_profile"],
      heldNames: ["stored_posture", "chair_preset"],
      description: [
        "Move the seat to a stored position by its number.",
        "Recall seat memory 1 to 5.",
        "Loads a saved seat position.",
      ],
      parameters: {
        memory: {
          type: "integer",
          description: ["Number of the stored position.", "Memory 1 to 5."],
          names: ["number", "slot", "preset"],
        },
      },
      result: (args) => ({ memory: args.memory! }),
      answer: {
        en: (_, { memory }) => `The seat is in position ${memory}.`,
        de: (_, { memory }) => `Der Sitz ist in Position ${memory}.`,
      },
    },
    set_steering_wheel_heating: {
      names: ["heated_steering_wheel", "wheel_heater", "warm_steering_wheel", "steering_heat"],
      heldNames: ["rim_warmer", "hand_heater"],
      description: [
        "Switch the heating of the steering wheel on or off.",
        "Heated steering wheel: true on, false off.",
        "Warms the steering wheel or stops it.",
      ],
      parameters: {
        on: {
          type: "boolean",
          description: ["true for on, false for off.", "On or off."],
          names: ["enabled", "active", "state"],
        },
      },
      result: (args) => ({ on: args.on! }),
      answer: {
        en: (_, { on }) => `The steering wheel heating is ${on ? "on" : "off"}.`,
        de: (_, { on }) => `Die Lenkradheizung ist ${on ? "an" : "aus"}.`,
      },
    },
  },
  intents: [
    ...levelIntents,
    ...positionIntents,
    ...switchIntents({
      tool: "set_steering_wheel_heating",
      thing: thing(
        "[steering wheel heating|steering wheel heater|heated steering wheel]",
        "f",
        "[Lenkradheizung|Lenkrad-Heizung]",
      ),
      on: {
        en: {
          imperative: ["[warm|heat] [up |]the [steering wheel|wheel]"],
          other: ["the steering wheel is [so |too |]cold"],
          held: ["make the wheel warm"],
        },
        de: {
          imperative: ["[heiz|wärm] das Lenkrad"],
          infinitive: ["das Lenkrad [heizen|wärmen]"],
          other: ["das Lenkrad ist [so |zu |]kalt"],
          held: ["ich will ein warmes Lenkrad"],
        },
      },
      off: {
        en: { other: ["the steering wheel is too [hot|warm]"] },
        de: { other: ["das Lenkrad ist zu [heiß|warm]"] },
      },
    }),
  ],
};
