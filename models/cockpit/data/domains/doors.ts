import type {
  Domain,
  FollowUp,
  Intent,
  Language,
  ParameterDefinition,
  Phrasings,
  ToolDefinition,
  Values,
} from "../domain.ts";
import { meaning } from "../language/slots.ts";
import { switchIntents } from "../language/switch-intents.ts";
import { joined, type Thing, thing } from "../language/switching.ts";
import { closed, opened } from "./device-opening.ts";
import { lockIntents } from "./doors-lock.ts";
import { mirrorIntents } from "./doors-mirrors.ts";

const openParameter: ParameterDefinition = {
  type: "boolean",
  description: ["true to open, false to close.", "Open (true) or closed (false)."],
  names: ["opened", "is_open", "state"],
};
const on: ParameterDefinition = {
  type: "boolean",
  description: ["true for on, false for off.", "On or off."],
  names: ["enabled", "active"],
};
type Names = Pick<ToolDefinition, "names" | "heldNames" | "description">;

function openable(en: string, de: string, names: Names): ToolDefinition {
  return {
    ...names,
    parameters: { open: openParameter },
    result: (args) => ({ open: args.open! }),
    answer: {
      en: (_, { open }) => `${en} ${open ? "open" : "closed"}.`,
      de: (_, { open }) => `${de} ${open ? "offen" : "geschlossen"}.`,
    },
  };
}

const AGAIN = (open: boolean): FollowUp => ({
  en: open
    ? ["[and |]open it again", "open again", "no, open"]
    : ["[and |]close it again", "shut it again", "no, closed"],
  de: open ? ["[mach |]wieder auf", "wieder öffnen"] : ["[mach |]wieder zu", "wieder schließen"],
  set: { open },
});

interface More {
  readonly en?: Partial<Phrasings>;
  readonly de?: Partial<Phrasings>;
}

function openIntents(tool: string, what: Thing, onOpen: More = {}): Intent[] {
  return [true, false].map((open) => {
    const usual = open ? opened(what) : closed(what);
    const more = open ? onOpen : {};
    return {
      tool,
      en: joined(usual.en, more.en ?? {}),
      de: joined(usual.de, more.de ?? {}),
      args: (values: Values) => ({ open: values.open ?? open }),
      followUps: [AGAIN(!open)],
    };
  });
}

const MIRROR_TEXT: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { left: "left mirror", right: "right mirror", up: "up", down: "down", inward: "inwards", outward: "outwards" },
  de: {
    left: "linke Spiegel",
    right: "rechte Spiegel",
    up: "nach oben",
    down: "nach unten",
    inward: "nach innen",
    outward: "nach außen",
  },
};
const wiper = meaning([
  { value: "interval", en: ["interval", "intermittent"], de: ["Intervall"] },
  { value: "slow", en: ["slow", "low", "the slow setting"], de: ["langsam", "die langsame Stufe"] },
  { value: "fast", en: ["fast", "high", "the fast setting"], de: ["schnell", "die schnelle Stufe"] },
  { value: "auto", en: ["auto", "automatic"], de: ["Automatik", "automatisch"] },
]);
const WIPER_TEXT: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { off: "off", interval: "on interval", slow: "on slow", fast: "on fast", auto: "on automatic" },
  de: { off: "aus", interval: "auf Intervall", slow: "langsam", fast: "schnell", auto: "auf Automatik" },
};
const wipers = thing("[wipers|windscreen wipers|windshield wipers]", "p", "[Scheibenwischer|Wischer]");

export const doors: Domain = {
  tools: {
    set_door_lock: {
      names: ["lock_doors", "central_locking", "door_locks", "lock_unlock_car", "car_lock", "secure_doors"],
      heldNames: ["latch_control", "bolt_doors"],
      description: [
        "Lock or unlock the doors of the car.",
        "Central locking: true locks the car, false unlocks it.",
        "Locks (true) or unlocks (false) all doors.",
      ],
      parameters: {
        locked: {
          type: "boolean",
          description: ["true to lock, false to unlock.", "Whether the doors are to be locked."],
          names: ["lock", "secured", "state"],
        },
      },
      result: (args) => ({ locked: args.locked! }),
      answer: {
        en: (_, { locked }) => `The doors are ${locked ? "locked" : "unlocked"}.`,
        de: (_, { locked }) => `Die Türen sind ${locked ? "verriegelt" : "entriegelt"}.`,
      },
    },
    set_trunk: openable("The trunk is", "Der Kofferraum ist", {
      names: ["open_trunk", "tailgate", "boot_lid", "trunk_control", "move_tailgate", "luggage_lid"],
      heldNames: ["rear_hatch", "cargo_door"],
      description: [
        "Open or close the trunk (boot).",
        "Moves the tailgate: open true, closed false.",
        "Boot lid of the car, open or shut.",
      ],
    }),
    set_hood: openable("The hood is", "Die Motorhaube ist", {
      names: ["open_hood", "bonnet", "engine_hood", "release_bonnet", "front_lid"],
      heldNames: ["motor_cover", "engine_bay"],
      description: [
        "Open or close the hood (bonnet).",
        "The engine's hood: open true, closed false.",
        "Bonnet of the car, open or shut.",
      ],
    }),
    set_glovebox: openable("The glovebox is", "Das Handschuhfach ist", {
      names: ["open_glovebox", "glove_compartment", "glove_box_control", "dash_drawer"],
      heldNames: ["front_storage", "dash_locker"],
      description: [
        "Open or close the glovebox.",
        "Glove compartment: open true, closed false.",
        "Opens or shuts the glove box.",
      ],
    }),
    fold_mirrors: {
      names: ["mirror_fold", "set_mirrors_folded", "tuck_mirrors", "wing_mirrors", "retract_mirrors"],
      heldNames: ["ears_in", "side_mirror_pose"],
      description: [
        "Fold the side mirrors in or out.",
        "Wing mirrors: folded true is in, false is out.",
        "Tuck the mirrors in (true) or fold them out (false).",
      ],
      parameters: {
        folded: {
          type: "boolean",
          description: ["true is in, false is out.", "Whether they are folded in."],
          names: ["in", "tucked", "retracted"],
        },
      },
      result: (args) => ({ folded: args.folded! }),
      answer: {
        en: (_, { folded }) => `The mirrors are folded ${folded ? "in" : "out"}.`,
        de: (_, { folded }) => `Die Spiegel sind ${folded ? "eingeklappt" : "ausgeklappt"}.`,
      },
    },
    adjust_mirror: {
      names: ["move_mirror", "tilt_mirror", "mirror_angle", "set_side_mirror", "mirror_adjustment"],
      heldNames: ["aim_mirror", "reflector_shift"],
      description: [
        "Tilt a side mirror up, down, inward or outward.",
        "Move the glass of the left or right mirror a step in a direction.",
        "Adjusts one of the wing mirrors.",
      ],
      parameters: {
        mirror: {
          type: "string",
          enum: ["left", "right"],
          description: ["Which mirror.", "left or right."],
          names: ["side", "which"],
        },
        direction: {
          type: "string",
          enum: ["up", "down", "inward", "outward"],
          description: ["Where to tilt it.", "inward is towards the car."],
          names: ["move", "to"],
        },
      },
      result: (args) => ({ mirror: args.mirror!, direction: args.direction! }),
      answer: {
        en: (_, { mirror, direction }) =>
          `The ${MIRROR_TEXT.en[String(mirror)]} has moved ${MIRROR_TEXT.en[String(direction)]}.`,
        de: (_, { mirror, direction }) =>
          `Der ${MIRROR_TEXT.de[String(mirror)]} steht jetzt weiter ${MIRROR_TEXT.de[String(direction)]}.`,
      },
    },
    set_wipers: {
      names: ["wiper_speed", "windscreen_wipers", "wiper_mode", "control_wipers", "rain_wipers"],
      heldNames: ["blade_sweep", "rain_clearer"],
      description: [
        "Windscreen wipers: off, interval, slow, fast or auto; plain on is auto.",
        "Set the wipers' mode; if only switched on, auto.",
        "How the wipers run: off, interval, slow, fast, auto (also for just on).",
      ],
      parameters: {
        mode: {
          type: "string",
          enum: ["off", "interval", "slow", "fast", "auto"],
          description: ["The mode; auto for on.", "off, interval, slow, fast or auto."],
          names: ["speed", "state", "setting"],
        },
      },
      result: (args) => ({ mode: args.mode! }),
      answer: {
        en: (_, { mode }) => `The wipers are ${WIPER_TEXT.en[String(mode)]}.`,
        de: (_, { mode }) =>
          mode === "off" ? "Die Wischer sind aus." : `Die Wischer laufen ${WIPER_TEXT.de[String(mode)]}.`,
      },
    },
    set_child_lock: {
      names: ["child_safety", "kids_lock", "rear_child_lock", "toggle_child_lock", "child_safety_lock"],
      heldNames: ["toddler_guard", "junior_latch"],
      description: [
        "Switch the child lock on or off.",
        "Child safety lock of the rear doors, on or off.",
        "Turns the child lock on or off.",
      ],
      parameters: { on },
      result: (args) => ({ on: args.on! }),
      answer: {
        en: (_, result) => `The child lock is ${result.on ? "on" : "off"}.`,
        de: (_, result) => `Die Kindersicherung ist ${result.on ? "an" : "aus"}.`,
      },
    },
  },
  intents: [
    ...lockIntents,
    ...openIntents("set_trunk", thing("[trunk|boot|tailgate|boot lid]", "m", "Kofferraum"), {
      en: {
        imperative: ["pop the [trunk|boot]"],
        other: ["my hands are full, the [trunk|boot] please"],
        held: ["i need to load something into the boot"],
      },
      de: { other: ["ich habe die Hände voll, Kofferraum auf"], held: ["ich will etwas in den Kofferraum laden"] },
    }),
    ...openIntents("set_trunk", thing("[trunk lid|hatch|tailgate]", "f", "[Heckklappe|Kofferraumklappe]")),
    ...openIntents("set_hood", thing("[hood|bonnet|engine hood]", "f", "[Motorhaube|Haube]")),
    ...openIntents("set_glovebox", thing("[glovebox|glove box|glove compartment]", "n", "Handschuhfach")),
    ...mirrorIntents,
    {
      tool: "set_wipers",
      slots: { wiper },
      en: {
        imperative: [
          "[set|put|turn|switch] the [wipers|windscreen wipers|windshield wipers] to {wiper}",
          "run the wipers on {wiper}",
        ],
        other: [
          "wipers [to |on |]{wiper}",
          "i [want|need|'d like] the wipers on {wiper}",
          "the wipers should be on {wiper}",
        ],
        held: ["have the wipers go {wiper}", "wipe on {wiper}", "{wiper} for the wipers"],
      },
      de: {
        imperative: ["[stell|stelle|schalt|setz] die [Scheibenwischer|Wischer] auf {wiper}"],
        infinitive: ["die [Scheibenwischer|Wischer] auf {wiper} [stellen|schalten|setzen]"],
        other: [
          "[Scheibenwischer|Wischer] [auf |]{wiper}",
          "ich [will|möchte|hätte gern] die Wischer auf {wiper}",
          "die Wischer [bitte |]auf {wiper}",
        ],
        held: [
          "lass die Wischer auf {wiper} laufen",
          "die Wischer sollen auf {wiper} gehen",
          "{wiper} bei den Wischern",
        ],
      },
      args: ({ wiper }) => ({ mode: wiper! }),
      correctable: ["wiper"],
      followUps: [
        {
          en: ["[now |rather |better |no, ]{wiper}"],
          de: ["[jetzt |lieber |besser |nein, ]{wiper}"],
          slots: ["wiper"],
        },
      ],
    },
    ...switchIntents({
      tool: "set_wipers",
      thing: wipers,
      on: {
        en: {
          other: ["it's [raining|starting to rain]", "there's rain on the windscreen"],
          imperative: ["wipe the [windscreen|windshield]"],
        },
        de: {
          other: ["es regnet", "es fängt an zu regnen", "die Scheibe ist nass"],
          imperative: ["wisch die Scheibe"],
        },
      },
      off: {
        en: { other: ["it has stopped raining"], imperative: ["stop wiping"] },
        de: { other: ["es regnet nicht mehr", "es hat aufgehört zu regnen"], imperative: ["hör auf zu wischen"] },
      },
    }).map((intent, i) => ({
      ...intent,
      args: ({ on = i === 0 }: Values) => ({ mode: on ? "auto" : "off" }),
    })),
    ...switchIntents({
      tool: "set_child_lock",
      thing: thing("[child lock|child safety lock|kids' lock]", "f", "[Kindersicherung|Kindersperre]"),
      on: {
        en: { other: ["the kids shouldn't be able to open the doors"] },
        de: { other: ["die Kinder sollen die Türen nicht öffnen können"] },
      },
    }),
  ],
};
