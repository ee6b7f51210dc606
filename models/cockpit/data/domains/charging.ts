import type { Domain } from "../domain.ts";
import { inDigits } from "../language/numbers.ts";
import { wholeNumber } from "../language/slots.ts";
import { clock } from "../language/times.ts";
import { chargeControlIntents } from "./charging-control.ts";
import { chargerIntents } from "./charging-search.ts";
import { durationText, kilometres } from "./places.ts";

const STATIONS =
  "Ionity|EnBW|Tesla Supercharger|Shell Recharge|Allego|Fastned|Pod Point|BP Pulse|Stadtwerke|Osprey".split("|");
const POWER_NOTES = [
  "Least power in kW: fast is 50, ultra-fast 150.",
  'At least so many kilowatts. "Fast" means 50, "ultra-fast" 150.',
];

export const charging: Domain = {
  tools: {
    get_range: {
      names: ["remaining_range", "range_left", "distance_to_empty", "check_range", "driving_range"],
      heldNames: ["reach_estimate", "how_far_left"],
      description: [
        "How far the car can still drive.",
        "The remaining driving range in kilometres.",
        "Range left with the present charge or tank.",
      ],
      parameters: {},
      result: (_args, { random }) => ({ range_km: random.integer(12, 640) }),
      answer: {
        en: (_args, result) => `You can drive another ${kilometres(result.range_km, "en")}.`,
        de: (_args, result) => `Die Reichweite beträgt noch ${kilometres(result.range_km, "de")}.`,
      },
    },
    find_charger: {
      names: ["find_charging_station", "search_chargers", "charger_search", "charging_points_nearby", "locate_charger"],
      heldNames: ["plug_finder", "nearest_wallbox"],
      description: [
        "Find a charging station for the electric car.",
        "Searches the nearest charger, with a least power or in a town if given.",
        "Charging points near the car or in a town; fast ones have 50 kW or more.",
      ],
      parameters: {
        min_power_kw: {
          type: "integer",
          description: POWER_NOTES,
          names: ["power", "kilowatts", "min_kw"],
          optional: true,
        },
        town: {
          type: "string",
          description: ["Where to search; here if absent.", "A town instead of nearby."],
          names: ["city", "location", "near"],
          optional: true,
        },
      },
      result: (args, { random }) => ({
        name: random.pick(STATIONS),
        distance_km: random.integer(2, 290) / 10,
        power_kw: Math.max(Number(args.min_power_kw ?? 11), random.pick([11, 22, 50, 150, 300])),
        free: random.integer(1, 12),
      }),
      answer: {
        en: (args, result) =>
          `${result.name}${args.town ? ` in ${args.town}` : ""}, ${kilometres(result.distance_km, "en")} away: ${result.power_kw} kW, ${result.free} free.`,
        de: (args, result) =>
          `${result.name}${args.town ? ` in ${args.town}` : ""}, ${kilometres(result.distance_km, "de")} entfernt: ${result.power_kw} kW, ${result.free} frei.`,
      },
    },
    control_charging: {
      names: ["charging_session", "charge_car", "toggle_charging", "charge_switch", "manage_charging"],
      heldNames: ["plug_power", "battery_feed"],
      description: [
        "Start or stop charging the car.",
        "Begins or ends the charging of the car's battery.",
        "Charging session: start or stop.",
      ],
      parameters: {
        action: {
          type: "string",
          enum: ["start", "stop"],
          description: ["Start or stop.", "What to do with the charging."],
          names: ["command", "do", "operation"],
        },
      },
      result: (args, { random }) => ({ charging: args.action === "start", battery_percent: random.integer(5, 96) }),
      answer: {
        en: (args, result) =>
          `Charging ${args.action === "start" ? "has started" : "has stopped"} at ${result.battery_percent} percent.`,
        de: (args, result) =>
          `Das Laden ${args.action === "start" ? "läuft" : "ist beendet"}, Stand ${result.battery_percent} Prozent.`,
      },
    },
    set_charge_limit: {
      names: ["charge_limit", "limit_charge", "set_max_charge", "charge_target", "set_target_charge"],
      heldNames: ["full_at", "battery_ceiling"],
      description: [
        "Set how full the battery is charged, in percent.",
        "Charging stops at this percentage.",
        "The charge limit of the car's battery in percent.",
      ],
      parameters: {
        percent: {
          type: "integer",
          description: ["Percent of the battery.", "Where charging stops, 50 to 100."],
          names: ["limit", "level", "target", "percentage"],
        },
      },
      result: (args, { random }) => ({ limit_percent: args.percent!, range_km: random.integer(150, 590) }),
      answer: {
        en: (_args, result) =>
          `Charge limit ${result.limit_percent} percent, good for ${kilometres(result.range_km, "en")}.`,
        de: (_args, result) =>
          `Ladegrenze ${result.limit_percent} Prozent, das reicht für ${kilometres(result.range_km, "de")}.`,
      },
    },
    schedule_charging: {
      names: ["charge_at", "set_charging_time", "delayed_charging", "plan_charging", "charging_timer"],
      heldNames: ["plug_in_later", "night_charge"],
      description: [
        "Start charging at a time of day.",
        "Plans the charging to begin at the given time, HH:MM.",
        "Delays the charging until a time (HH:MM).",
      ],
      parameters: {
        start_time: {
          type: "string",
          description: ["HH:MM, 24 hours.", "When to begin, as HH:MM."],
          names: ["time", "at", "begin", "start"],
        },
      },
      result: (args) => ({ start_time: args.start_time! }),
      answer: {
        en: (_args, result) => `Charging will start at ${result.start_time}.`,
        de: (_args, result) => `Das Laden beginnt um ${result.start_time} Uhr.`,
      },
    },
    get_charging_status: {
      names: ["charging_state", "charge_status", "charging_progress", "check_charging", "charging_info"],
      heldNames: ["plug_report", "juice_progress"],
      description: [
        "Whether the car is charging, how fast, and when it is done.",
        "The state of the charging: battery percent, power in kW and minutes left.",
        "Progress of the present charging session.",
      ],
      parameters: {},
      result: (_args, { random }) =>
        random.chance(0.2)
          ? { charging: false, battery_percent: random.integer(8, 100) }
          : {
              charging: true,
              battery_percent: random.integer(8, 97),
              power_kw: random.chance(0.4) ? random.integer(22, 110) / 10 : random.integer(11, 240),
              minutes_left: random.integer(4, 420),
            },
      answer: {
        en: (_args, result) =>
          result.charging
            ? `${result.battery_percent} percent, charging at ${inDigits(Number(result.power_kw), "en")} kW, done in ${durationText(result.minutes_left, "en")}.`
            : `The car is not charging, the battery is at ${result.battery_percent} percent.`,
        de: (_args, result) =>
          result.charging
            ? `${result.battery_percent} Prozent, es lädt mit ${inDigits(Number(result.power_kw), "de")} kW, fertig in ${durationText(result.minutes_left, "de")}.`
            : `Das Auto lädt nicht, der Akku steht bei ${result.battery_percent} Prozent.`,
      },
    },
  },
  intents: [
    ...chargeControlIntents,
    ...chargerIntents,
    {
      tool: "set_charge_limit",
      slots: { percent: wholeNumber(50, 100) },
      en: {
        imperative: [
          "set the [charge|charging] limit to {percent}[ percent|%|]",
          "[only |]charge [the car |the battery |it |]to {percent}[ percent|%]",
          "limit [the charge|charging] to {percent}[ percent|%]",
          "[stop|end] charging at {percent}[ percent|%]",
          "charge up to {percent}[ percent|%]",
          "raise the charge limit to {percent} percent",
        ],
        other: [
          "charge limit {percent}[ percent|%|]",
          "charging limit at {percent}[ percent|%]",
          "i want the [battery|car] charged to {percent}[ percent|%]",
          "the battery should [only |]be charged to {percent}[ percent|%]",
          "no more than {percent} percent charge",
          "{percent} percent charge is enough",
        ],
        held: [
          "fill the battery no further than {percent} percent",
          "when charging, {percent} percent will do",
          "i'd like {percent} percent as the maximum charge",
          "don't charge beyond {percent} percent",
        ],
      },
      de: {
        imperative: [
          "[stell|setz] [das Ladelimit|die Ladegrenze] auf {percent}[ Prozent|%|]",
          "lade [das Auto |den Akku |]bis {percent}[ Prozent|%]",
          "lade [nur |]bis {percent} Prozent",
          "begrenze [das Laden|die Ladung] auf {percent}[ Prozent|%]",
          "hör bei {percent} Prozent auf zu laden",
        ],
        infinitive: [
          "[das Ladelimit|die Ladegrenze] auf {percent}[ Prozent|%] [stellen|setzen]",
          "[das Auto|den Akku] [nur |]bis {percent} Prozent laden",
        ],
        other: [
          "[Ladelimit|Ladegrenze] {percent}[ Prozent|%|]",
          "der Akku soll [nur |]bis {percent} Prozent geladen werden",
          "ich möchte [nur |]bis {percent} Prozent laden",
          "bis {percent} Prozent laden reicht",
          "mehr als {percent} Prozent muss er nicht laden",
          "bei {percent} Prozent soll das Laden enden",
        ],
        held: [
          "mach den Akku nicht voller als {percent} Prozent",
          "beim Laden genügen {percent} Prozent",
          "als maximale Ladung hätte ich gern {percent} Prozent",
          "nicht über {percent} Prozent laden",
        ],
      },
      args: ({ percent }) => ({ percent: percent! }),
      correctable: ["percent"],
      followUps: [
        {
          en: ["make that {percent} percent", "better {percent}"],
          de: ["mach {percent} Prozent daraus", "lieber {percent}"],
          slots: ["percent"],
        },
      ],
      incomplete: [
        {
          en: {
            say: ["set the charge limit", "change the charging limit"],
            ask: "To how many percent?",
            complete: ["{percent}", "{percent} percent"],
          },
          de: {
            say: ["stell das Ladelimit ein", "ändere die Ladegrenze"],
            ask: "Auf wie viel Prozent?",
            complete: ["{percent}", "{percent} Prozent"],
          },
        },
      ],
    },
    {
      tool: "schedule_charging",
      slots: { clock },
      en: {
        imperative: [
          "start charging at {clock}",
          "charge [the car |]at {clock}",
          "schedule [the |]charging for {clock}",
          "begin [to charge|charging] at {clock}",
          "set the charging [time|timer] to {clock}",
          "don't charge before {clock}",
        ],
        other: [
          "charging should [start|begin] at {clock}",
          "i want [the car|it] to charge from {clock}",
          "charging from {clock}",
          "[wait with charging|no charging] until {clock}",
        ],
        held: [
          "hold off charging until {clock}",
          "let the car charge from {clock} on",
          "plan the charging, start {clock}",
          "the battery should be filled beginning at {clock}",
        ],
      },
      de: {
        imperative: [
          "[starte|beginne] das Laden um {clock}",
          "lade [das Auto |]um {clock}",
          "fang um {clock} [an zu laden|mit dem Laden an]",
          "plane das Laden für {clock}",
          "stell die Ladezeit auf {clock}",
        ],
        infinitive: ["das Laden um {clock} starten", "um {clock} mit dem Laden anfangen"],
        other: [
          "das Laden soll um {clock} [anfangen|beginnen|starten]",
          "das Auto soll um {clock} laden",
          "Ladebeginn {clock}",
          "Laden um {clock} starten",
          "ich möchte um {clock} laden",
        ],
        held: [
          "um {clock} soll Strom in den Akku",
          "Laden bitte für {clock} einplanen",
          "Ladestart wäre mir um {clock} recht",
          "der Wagen soll um {clock} zu laden beginnen",
        ],
      },
      args: ({ clock }) => ({ start_time: clock! }),
      correctable: ["clock"],
    },
  ],
};
