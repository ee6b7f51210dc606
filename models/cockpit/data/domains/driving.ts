import type { Domain, Language } from "../domain.ts";
import { oneOf } from "../language/slots.ts";
import { cruiseIntents, kmh } from "./cruise.ts";

const MODES = ["eco", "comfort", "sport", "snow", "offroad"] as const;
const MODE_TEXT: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { eco: "eco", comfort: "comfort", sport: "sport", snow: "snow", offroad: "off-road" },
  de: { eco: "Eco", comfort: "Komfort", sport: "Sport", snow: "Schnee", offroad: "Gelände" },
};
const mode = oneOf({
  eco: { en: ["eco", "economy"], de: ["Eco", "Öko", "Spar"] },
  comfort: { en: ["comfort"], de: ["Komfort"] },
  sport: { en: ["sport", "sports"], de: ["Sport"] },
  snow: { en: ["snow", "winter"], de: ["Schnee", "Winter"] },
  offroad: { en: ["off-road", "offroad"], de: ["Gelände", "Offroad"] },
});
export const driving: Domain = {
  tools: {
    set_cruise_control: {
      names: ["cruise_control", "adjust_cruise", "cruise_set", "speed_hold", "set_cruising_speed"],
      heldNames: ["keep_pace", "auto_throttle"],
      description: [
        "Turn cruise control on or off, at a speed in km/h if given.",
        "Cruise control: holds the speed (km/h) by itself when enabled.",
        "Switches the cruise control; with a speed it is enabled and holds that.",
      ],
      parameters: {
        enabled: {
          type: "boolean",
          description: ["On or off.", "True turns it on."],
          names: ["on", "active", "engaged"],
        },
        speed_kmh: {
          type: "integer",
          description: ["Speed in km/h.", "The speed to hold, in km/h."],
          names: ["speed", "kmh", "target_speed"],
          optional: true,
        },
      },
      result: (args, { random }) => ({
        enabled: args.enabled!,
        ...(args.enabled ? { speed_kmh: args.speed_kmh ?? random.integer(6, 30) * 5 } : {}),
      }),
      answer: {
        en: (_args, result) =>
          result.enabled ? `Cruise control holds ${result.speed_kmh} km/h.` : "Cruise control is off.",
        de: (_args, result) =>
          result.enabled ? `Der Tempomat hält ${result.speed_kmh} km/h.` : "Der Tempomat ist aus.",
      },
    },
    set_speed_limiter: {
      names: ["speed_limiter", "limit_speed", "max_speed", "set_top_speed", "speed_cap"],
      heldNames: ["velocity_ceiling", "pace_governor"],
      description: [
        "Limit the speed of the car to a maximum in km/h.",
        "The speed limiter: the car does not go faster than this (km/h).",
        "Sets the highest speed in km/h.",
      ],
      parameters: {
        max_kmh: {
          type: "integer",
          description: ["Highest speed in km/h.", "No faster than this, km/h."],
          names: ["limit", "maximum", "speed", "kmh"],
        },
      },
      result: (args) => ({ max_kmh: args.max_kmh! }),
      answer: {
        en: (_args, result) => `The speed is limited to ${result.max_kmh} km/h.`,
        de: (_args, result) => `Die Geschwindigkeit ist auf ${result.max_kmh} km/h begrenzt.`,
      },
    },
    get_speed_limit: {
      names: ["current_speed_limit", "road_speed_limit", "read_speed_limit", "speed_limit_here", "traffic_sign_speed"],
      heldNames: ["legal_maximum_here", "sign_reader"],
      description: [
        "The speed limit on this road.",
        "How fast one may drive here, in km/h.",
        "Reads the speed limit that applies at the present position.",
      ],
      parameters: {},
      result: (_args, { random }) => ({
        limit_kmh: random.pick([30, 50, 60, 70, 80, 100, 110, 120, 130]),
        current_kmh: random.integer(18, 155),
      }),
      answer: {
        en: (_args, result) => `The limit here is ${result.limit_kmh} km/h, you are driving ${result.current_kmh}.`,
        de: (_args, result) => `Hier gilt Tempo ${result.limit_kmh}, du fährst ${result.current_kmh} km/h.`,
      },
    },
    set_driving_mode: {
      names: ["drive_mode", "switch_driving_mode", "select_drive_profile", "driving_profile", "change_mode"],
      heldNames: ["handling_preset", "car_character"],
      description: [
        "Choose the driving mode of the car.",
        "Switches the drive profile: eco, comfort, sport, snow or offroad.",
        "Sets how the car drives: economical, comfortable, sporty, on snow or off the road.",
      ],
      parameters: {
        mode: {
          type: "string",
          enum: MODES,
          description: ["The driving mode.", "Which drive profile."],
          names: ["profile", "drive_mode", "setting"],
        },
      },
      result: (args) => ({ mode: args.mode! }),
      answer: {
        en: (_args, result) => `The car is in ${MODE_TEXT.en[String(result.mode)]} mode.`,
        de: (_args, result) => `Fahrmodus ${MODE_TEXT.de[String(result.mode)]} ist an.`,
      },
    },
  },
  intents: [
    ...cruiseIntents,
    {
      tool: "set_speed_limiter",
      slots: { kmh },
      en: {
        imperative: [
          "set the speed limiter to {kmh}[ km/h|]",
          "limit [the|my] speed to {kmh}[ km/h|]",
          "limit the car to {kmh}[ km/h|]",
          "set the maximum speed to {kmh}[ km/h|]",
          "[don't|do not] let me [go|drive] faster than {kmh}",
          "cap the speed at {kmh}",
        ],
        other: [
          "speed limiter {kmh}[ km/h|]",
          "speed limiter at {kmh}",
          "maximum speed {kmh}",
          "i don't want to go faster than {kmh}",
          "no faster than {kmh}[ km/h|]",
          "[at most|not more than] {kmh} km/h",
        ],
        held: [
          "make sure i never exceed {kmh}",
          "the car shouldn't do more than {kmh}",
          "top speed should be {kmh} km/h",
          "restrict us to {kmh} km/h",
        ],
      },
      de: {
        imperative: [
          "[stell|setz] den [Limiter|Geschwindigkeitsbegrenzer] auf {kmh}[ km/h|]",
          "begrenze [die Geschwindigkeit|das Tempo|das Auto] auf {kmh}[ km/h|]",
          "[stell|setz] die Höchstgeschwindigkeit auf {kmh}",
          "lass mich nicht schneller als {kmh} fahren",
        ],
        infinitive: [
          "[das Tempo|die Geschwindigkeit] auf {kmh}[ km/h|] [begrenzen|limitieren]",
          "den Limiter auf {kmh} [stellen|setzen]",
        ],
        other: [
          "[Limiter|Geschwindigkeitsbegrenzer] {kmh}[ km/h|]",
          "Limiter auf {kmh}",
          "maximal {kmh}[ km/h|]",
          "nicht schneller als {kmh}[ km/h|]",
          "ich möchte nicht schneller als {kmh} fahren",
          "Höchstgeschwindigkeit {kmh}",
        ],
        held: [
          "pass auf, dass ich nie über {kmh} fahre",
          "mehr als {kmh} soll das Auto nicht fahren",
          "bei {kmh} ist Schluss, mehr darf er nicht",
          "Tempo höchstens {kmh} zulassen",
        ],
      },
      args: ({ kmh }) => ({ max_kmh: kmh! }),
      correctable: ["kmh"],
    },
    {
      tool: "get_speed_limit",
      en: {
        imperative: [
          "tell me the speed limit[ here|]",
          "[show|check] the [current |]speed limit",
          "tell me how fast i [can|may] [drive|go] here",
        ],
        other: [
          "what's the [speed |]limit [here|on this road|around here]",
          "what is the [current |]speed limit",
          "how fast [can i|may i|am i allowed to] [go|drive] here",
          "speed limit[ here|]",
          "am i [speeding|too fast|driving too fast|over the limit]",
          "which limit [applies|is it] here",
          "what speed is allowed here",
        ],
        held: [
          "what did that sign say, how fast can we go",
          "is this a thirty zone or what",
          "how quick am i permitted to drive on this road",
          "do i break the speed limit",
        ],
      },
      de: {
        imperative: [
          "sag mir [das Tempolimit|die Geschwindigkeitsbegrenzung|das Limit hier]",
          "zeig mir das [aktuelle |]Tempolimit",
          "sag mir, wie schnell ich [hier |]fahren darf",
        ],
        infinitive: ["das [aktuelle |]Tempolimit [sagen|anzeigen|nennen]"],
        other: [
          "wie [ist|hoch ist] [hier das Tempolimit|das Tempolimit]",
          "wie schnell darf [ich|man] hier fahren",
          "[Tempolimit|Tempolimit hier|Geschwindigkeitsbegrenzung]",
          "was [ist hier erlaubt|gilt hier für ein Tempo|darf man hier fahren]",
          "[bin ich|fahre ich] zu schnell",
          "welches [Limit|Tempolimit] gilt hier",
          "gibt es hier ein Tempolimit",
        ],
        held: [
          "was stand auf dem Schild, wie schnell darf ich",
          "ist hier Tempo dreißig oder was gilt",
          "welche Geschwindigkeit ist auf dieser Straße zulässig",
          "bin ich über dem Limit",
        ],
      },
      args: () => ({}),
    },
    {
      tool: "set_driving_mode",
      slots: { mode },
      en: {
        imperative: [
          "[switch|change|go|shift] [to|into] {mode} mode",
          "set the [driving|drive] mode to {mode}",
          "[activate|enable|select|turn on|use] {mode} mode",
          "put the car in[to|] {mode} mode",
          "change the driving [mode|profile] to {mode}",
          "drive in {mode} mode",
        ],
        other: [
          "{mode} mode[ please|]",
          "driving mode {mode}",
          "i want [the |]{mode} mode",
          "i'd like to drive in {mode} mode",
          "{mode} mode on",
          "we need {mode} mode[ now|]",
        ],
        held: [
          "how about {mode} mode from here",
          "the car should be in {mode}",
          "give me the {mode} setting for driving",
          "let's have the {mode} profile",
        ],
      },
      de: {
        imperative: [
          "[wechsle|wechsel|schalt|geh] in den {mode}-Modus",
          "[aktiviere|nimm|wähle] den {mode}-Modus",
          "stell den Fahrmodus auf {mode}",
          "schalt den {mode}-Modus ein",
          "fahr im {mode}-Modus",
        ],
        infinitive: [
          "in den {mode}-Modus [wechseln|schalten]",
          "den Fahrmodus auf {mode} [stellen|ändern]",
          "den {mode}-Modus [einschalten|aktivieren]",
        ],
        other: [
          "{mode}-Modus[ bitte|]",
          "Fahrmodus {mode}",
          "ich [will|möchte] [in den|den] {mode}-Modus",
          "ich möchte im {mode}-Modus fahren",
          "{mode}-Modus [an|ein]",
          "wir brauchen den {mode}-Modus",
        ],
        held: [
          "wie wäre es mit dem {mode}-Modus",
          "das Auto soll auf {mode} umstellen",
          "gib mir das {mode}-Programm zum Fahren",
          "ab hier lieber {mode}-Modus",
        ],
      },
      args: ({ mode }) => ({ mode: mode! }),
      correctable: ["mode"],
      followUps: [
        {
          en: ["and now {mode} mode", "[back to|make it] {mode}", "no, {mode} mode"],
          de: ["und jetzt {mode}-Modus", "zurück auf {mode}", "nein, {mode}-Modus"],
          slots: ["mode"],
        },
      ],
      incomplete: [
        {
          en: {
            say: ["change the driving mode", "switch the drive mode"],
            ask: "Which driving mode?",
            complete: ["{mode}", "{mode} mode"],
          },
          de: {
            say: ["wechsle den Fahrmodus", "stell den Fahrmodus um"],
            ask: "Welchen Fahrmodus?",
            complete: ["{mode}", "{mode}-Modus", "auf {mode}"],
          },
        },
      ],
    },
  ],
};
