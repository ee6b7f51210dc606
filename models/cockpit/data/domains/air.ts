import type { Domain, Language, ParameterDefinition, Value } from "../domain.ts";
import { oneOf } from "../language/slots.ts";
import { switchIntents } from "../language/switch-intents.ts";
import { thing } from "../language/switching.ts";
import { fanIntents } from "./air-fan.ts";

const on: ParameterDefinition = {
  type: "boolean",
  description: ["true to switch on, false to switch off.", "On or off.", "Whether it should run."],
  names: ["enabled", "active", "state", "power"],
};
const state = (value: Value | undefined, language: Language): string => {
  if (language === "de") return value ? "an" : "aus";
  return value ? "on" : "off";
};
const AIRFLOW_TEXT: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { face: "your face", feet: "your feet", face_and_feet: "your face and feet" },
  de: { face: "das Gesicht", feet: "die Füße", face_and_feet: "Gesicht und Füße" },
};
const airflow = oneOf({
  face: { en: ["my face", "the face", "our faces"], de: ["ins Gesicht", "aufs Gesicht", "nach vorn ins Gesicht"] },
  feet: {
    en: ["my feet", "the feet", "the footwell", "our feet"],
    de: ["auf die Füße", "in den Fußraum", "zu den Füßen"],
  },
  face_and_feet: {
    en: ["face and feet", "my face and feet", "feet and face"],
    de: ["auf Gesicht und Füße", "auf Füße und Gesicht"],
  },
});
const airConditioning = thing("[air conditioning|AC|a/c|air con|aircon|A/C]", "f", "[Klimaanlage|Klima|Klimaanlage]");
const recirculation = thing("[air recirculation|recirculation|recirculated air]", "f", "Umluft");
const front = thing(
  "[windscreen|windshield|front] [defrost|defroster|defogger|heater]",
  "f",
  "[Frontscheibenheizung|Scheibenheizung vorn|Frontscheibenenteisung]",
);
const rear = thing(
  "[rear window|back window|rear] [defrost|defroster|heater|heating]",
  "f",
  "[Heckscheibenheizung|Scheibenheizung hinten]",
);

export const air: Domain = {
  tools: {
    set_fan_speed: {
      names: ["fan_level", "set_blower", "ventilation_level", "adjust_fan", "climate_fan", "set_air_flow_strength"],
      heldNames: ["blower_stage", "vent_power"],
      description: [
        "Set the climate fan to a level from 0 (off) to 7 (strongest).",
        "Speed of the cabin fan: 0 off, 1 lowest, 7 highest.",
        "How strongly the ventilation blows, 0 to 7, where 7 is full.",
      ],
      parameters: {
        level: {
          type: "integer",
          description: ["0 to 7; 0 is off, 7 is full.", "Fan level, 1 lowest, 7 highest."],
          names: ["speed", "stage", "strength"],
        },
      },
      result: (args) => ({ level: args.level! }),
      answer: {
        en: (_, { level }) => (level === 0 ? "The fan is off." : `The fan is at level ${level}.`),
        de: (_, { level }) => (level === 0 ? "Das Gebläse ist aus." : `Das Gebläse läuft auf Stufe ${level}.`),
      },
    },
    change_fan_speed: {
      names: ["fan_up_down", "step_fan", "blower_step", "more_or_less_air"],
      heldNames: ["fan_nudge", "vent_shift"],
      description: [
        "Make the climate fan blow stronger (up) or weaker (down).",
        "One step more or less of the cabin fan.",
        "Turns the ventilation up or down without a certain level.",
      ],
      standIns: ["set_fan_speed"],
      parameters: {
        direction: {
          type: "string",
          enum: ["up", "down"],
          description: ["up for more air, down for less.", "Stronger or weaker."],
          names: ["change", "step"],
        },
      },
      result: (args, { random }) => ({ level: args.direction === "up" ? random.integer(2, 7) : random.integer(1, 5) }),
      answer: {
        en: (_, { level }) => `The fan is at level ${level} now.`,
        de: (_, { level }) => `Das Gebläse läuft jetzt auf Stufe ${level}.`,
      },
    },
    set_air_conditioning: {
      names: ["ac_on_off", "toggle_ac", "air_conditioner", "switch_aircon", "ac_power", "cooling"],
      heldNames: ["refrigeration", "ac_compressor"],
      description: [
        "Switch the air conditioning of the car on or off.",
        "Turns the AC on or off.",
        "Air conditioning power: on true, off false.",
      ],
      parameters: { on },
      result: (args) => ({ on: args.on! }),
      answer: {
        en: (_, result) => `The air conditioning is ${state(result.on, "en")}.`,
        de: (_, result) => `Die Klimaanlage ist ${state(result.on, "de")}.`,
      },
    },
    set_recirculation: {
      names: ["air_recirculation", "recirculate_air", "toggle_recirculation", "outside_air_shut"],
      heldNames: ["inner_air_loop", "fresh_air_lock"],
      description: [
        "Recirculated air on (outside air stays out) or off (fresh air comes in).",
        "Switch air recirculation: true keeps outside air out, false lets fresh air in.",
        "Whether the cabin air is recirculated instead of fresh air taken in.",
      ],
      standIns: ["set_window", "set_sunroof"],
      parameters: { on },
      result: (args) => ({ on: args.on! }),
      answer: {
        en: (_, result) => `Recirculation is ${state(result.on, "en")}.`,
        de: (_, result) => `Die Umluft ist ${state(result.on, "de")}.`,
      },
    },
    set_defrost: {
      names: ["defroster", "window_heating", "defog_window", "demist", "windscreen_heater", "clear_glass"],
      heldNames: ["deice_glass", "screen_heat"],
      description: [
        "Heat a window against ice and mist: front is the windscreen, rear the back window.",
        "Switch the defroster of the front or rear window on or off.",
        "Defrost or defog the windscreen (front) or the rear window (rear).",
      ],
      parameters: {
        on,
        window: {
          type: "string",
          enum: ["front", "rear"],
          description: ["front: windscreen, rear: back window.", "Which window is heated."],
          names: ["glass", "position", "which"],
        },
      },
      result: (args) => ({ on: args.on!, window: args.window! }),
      answer: {
        en: (_, result) =>
          `The ${result.window === "front" ? "windscreen" : "rear window"} defroster is ${state(result.on, "en")}.`,
        de: (_, result) =>
          `Die ${result.window === "front" ? "Frontscheibenheizung" : "Heckscheibenheizung"} ist ${state(result.on, "de")}.`,
      },
    },
    set_airflow: {
      names: ["air_direction", "vent_direction", "point_vents", "direct_air", "air_distribution"],
      heldNames: ["vent_aim", "breeze_target"],
      description: [
        "Where the vents blow: face, feet or both.",
        "Direct the air of the ventilation to face, feet, or face and feet.",
        "Sets the direction of the airflow in the cabin.",
      ],
      parameters: {
        target: {
          type: "string",
          enum: ["face", "feet", "face_and_feet"],
          description: ["Where the air goes.", "What the vents point at."],
          names: ["direction", "mode", "to"],
        },
      },
      result: (args) => ({ target: args.target! }),
      answer: {
        en: (_, result) => `The air goes to ${AIRFLOW_TEXT.en[String(result.target)]} now.`,
        de: (_, result) => `Die Luft geht jetzt auf ${AIRFLOW_TEXT.de[String(result.target)]}.`,
      },
    },
  },
  intents: [
    ...fanIntents,
    ...switchIntents({ tool: "set_air_conditioning", thing: airConditioning }),
    ...switchIntents({
      tool: "set_recirculation",
      thing: recirculation,
      on: {
        en: {
          imperative: ["[recirculate|circulate] the air", "keep the outside air out", "close the outside air"],
          other: [
            "it [stinks|smells] outside",
            "what a smell from outside",
            "no outside air",
            "there's a stinky lorry ahead",
          ],
          held: ["don't let the stink in", "use only the inside air"],
        },
        de: {
          imperative: ["lass die Außenluft draußen", "sperr die Außenluft aus", "[stell|schalt] auf Umluft"],
          infinitive: ["auf Umluft [stellen|schalten]"],
          other: ["draußen [stinkt|riecht] es", "[bitte |]Umluft", "keine Außenluft", "das stinkt von draußen"],
          held: ["lass den Gestank nicht rein", "nimm nur die Luft von innen"],
        },
      },
      off: {
        en: {
          imperative: ["let [in |some |]fresh air in", "[bring|take] in fresh air", "open the outside air"],
          other: ["fresh air[ please|]", "i [need|want] [some |]fresh air", "use outside air"],
          held: ["some air from outside would be good", "don't use only the inside air"],
        },
        de: {
          imperative: ["lass [etwas |]frische Luft rein", "[stell|schalt] auf Frischluft"],
          infinitive: ["frische Luft reinlassen", "auf [Frischluft|Außenluft] [stellen|schalten]"],
          other: ["frische Luft[ bitte|]", "Frischluft", "ich [brauche|möchte] frische Luft"],
          held: ["Luft von draußen wäre gut", "nimm wieder Außenluft"],
        },
      },
    }),
    ...switchIntents({
      tool: "set_defrost",
      thing: front,
      more: { window: "front" },
      on: {
        en: {
          imperative: [
            "[defrost|defog|demist|clear|de-ice] the [windscreen|windshield|front window]",
            "get the [ice|fog|mist] off the [windscreen|windshield]",
          ],
          other: [
            "the [windscreen|windshield] is [foggy|fogged up|misted up|frozen|icy|steamed up]",
            "i can't see through the [windscreen|windshield]",
            "heat the [windscreen|windshield]",
          ],
          held: ["there's ice on the windscreen", "the windshield keeps fogging up", "free the windscreen from mist"],
        },
        de: {
          imperative: ["[enteis|enteise|heiz|befrei] die [Frontscheibe|Windschutzscheibe]"],
          infinitive: ["die [Frontscheibe|Windschutzscheibe] [enteisen|heizen|beheizen|abtauen]"],
          other: [
            "die [Frontscheibe|Windschutzscheibe|Scheibe vorn] ist [beschlagen|vereist|zugefroren|angelaufen]",
            "ich sehe nichts durch die [Frontscheibe|Windschutzscheibe]",
            "[Frontscheibe|Windschutzscheibe] [enteisen|heizen]",
          ],
          held: [
            "auf der Frontscheibe ist Eis",
            "die Windschutzscheibe beschlägt ständig",
            "mach die Frontscheibe frei",
          ],
        },
      },
    }),
    ...switchIntents({
      tool: "set_defrost",
      thing: rear,
      more: { window: "rear" },
      on: {
        en: {
          imperative: [
            "[defrost|defog|demist|clear|de-ice] the [rear|back] window",
            "get the [ice|fog|mist] off the [rear|back] window",
          ],
          other: [
            "the [rear|back] window is [foggy|fogged up|misted up|frozen|icy|steamed up]",
            "i can't see out of the [rear|back] window",
            "heat the [rear|back] window",
          ],
          held: [
            "there's ice on the rear window",
            "the back window keeps fogging up",
            "free the rear window from mist",
          ],
        },
        de: {
          imperative: ["[enteis|enteise|heiz|befrei] die [Heckscheibe|hintere Scheibe]"],
          infinitive: ["die [Heckscheibe|hintere Scheibe] [enteisen|heizen|beheizen|abtauen]"],
          other: [
            "die [Heckscheibe|Scheibe hinten] ist [beschlagen|vereist|zugefroren|angelaufen]",
            "ich sehe nichts durch die [Heckscheibe|hintere Scheibe]",
            "Heckscheibe [enteisen|heizen]",
          ],
          held: ["auf der Heckscheibe ist Eis", "die Heckscheibe beschlägt ständig", "mach die Heckscheibe frei"],
        },
      },
    }),
    {
      tool: "set_airflow",
      slots: { airflow },
      en: {
        imperative: [
          "[blow|direct|point|send] the air [at|to|towards|on] {airflow}",
          "[point|direct|aim] the vents [at|to|towards] {airflow}",
          "set the [airflow|air|vents] to {airflow}",
          "blow [on|at] {airflow}",
        ],
        other: [
          "air [to|on|at] {airflow}",
          "i want the air [on|at] {airflow}",
          "the air should [go|blow] [to|at] {airflow}",
          "airflow {airflow}",
        ],
        held: ["let the air come to {airflow}", "aim the breeze at {airflow}", "i'd like to feel the air on {airflow}"],
      },
      de: {
        imperative: [
          "[blas|puste|lenk|leite|richte] die Luft {airflow}",
          "[stell|richte] die [Düsen|Lüftung|Lüftungsdüsen] {airflow}",
        ],
        infinitive: ["die Luft {airflow} [blasen|lenken|leiten|richten]", "die Lüftung {airflow} stellen"],
        other: [
          "Luft {airflow}",
          "die Luft soll {airflow}[ gehen| blasen|]",
          "ich möchte die Luft {airflow}",
          "Lüftung {airflow}",
        ],
        held: [
          "lass die Luft {airflow} strömen",
          "ich hätte den Luftstrom gern {airflow}",
          "schick die Luft {airflow}",
        ],
      },
      args: ({ airflow }) => ({ target: airflow! }),
      correctable: ["airflow"],
      followUps: [
        {
          en: ["[and now |now |better |]{airflow}"],
          de: ["[und jetzt |jetzt |lieber |]{airflow}"],
          slots: ["airflow"],
        },
      ],
    },
  ],
};
