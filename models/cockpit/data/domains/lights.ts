import type { Domain, Language, ParameterDefinition, ToolDefinition, Value } from "../domain.ts";
import { percentOf } from "../language/car-slots.ts";
import { oneOf } from "../language/slots.ts";
import { switchIntents } from "../language/switch-intents.ts";
import { type Thing, thing } from "../language/switching.ts";
import { ambientIntents, COLORS } from "./lights-ambient.ts";

const on: ParameterDefinition = {
  type: "boolean",
  description: ["true for on, false for off.", "On or off."],
  names: ["enabled", "active", "state"],
};
const state = (value: Value | undefined, language: Language): string => {
  if (language === "de") return value ? "an" : "aus";
  return value ? "on" : "off";
};
const BEAMS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { off: "off", auto: "on automatic", parking: "on parking lights", low_beam: "on low beam" },
  de: { off: "aus", auto: "auf Automatik", parking: "auf Standlicht", low_beam: "auf Abblendlicht" },
};

type Told = Readonly<Record<Language, string>>;

function lightTool(told: Told, rest: Pick<ToolDefinition, "names" | "heldNames" | "description">): ToolDefinition {
  return {
    ...rest,
    parameters: { on },
    result: (args) => ({ on: args.on! }),
    answer: {
      en: (_, result) => `${told.en} ${state(result.on, "en")}.`,
      de: (_, result) => `${told.de} ${state(result.on, "de")}.`,
    },
  };
}

const highBeam = thing("[high beam|full beam|main beam|high beams]", "n", "Fernlicht");
const fogLight: Thing = thing("[fog lights|fog lamps|fogs]", "p", "[Nebelscheinwerfer|Nebellichter]", true);
const hazard: Thing = thing("[hazard lights|hazards|warning lights|hazard flashers]", "f", "Warnblinkanlage", true);
const cabin = thing(
  "[interior light|cabin light|inside light|dome light]",
  "n",
  "[Innenlicht|Licht innen|Innenraumlicht]",
);
const reading = thing("[reading light|reading lamp|map light]", "n", "[Leselicht|Leselämpchen]");
const percent = percentOf(10, 100);
const mode = oneOf({
  auto: { en: ["auto", "automatic"], de: ["Automatik", "automatisch", "Auto"] },
  parking: { en: ["parking lights", "sidelights", "position lights"], de: ["Standlicht", "Parklicht"] },
  low_beam: { en: ["low beam", "dipped beam", "normal beam"], de: ["Abblendlicht", "normales Fahrlicht"] },
});

export const lights: Domain = {
  tools: {
    set_ambient_light: {
      names: ["ambient_lighting", "mood_light", "interior_color", "cabin_glow", "light_strip", "set_mood_lighting"],
      heldNames: ["accent_illumination", "atmosphere_led"],
      description: [
        "Set colour and brightness of the ambient light; brightness 0 switches it off, 100 is full and plain on.",
        "Mood lighting of the cabin: colour, brightness in percent (0 off; 100 if only switched on).",
        "Ambient lighting; give what is said: a colour, a brightness 0 to 100, or both. Off is 0, on is 100.",
      ],
      parameters: {
        color: {
          type: "string",
          enum: Object.keys(COLORS),
          description: ["The colour, if said.", "Colour of the light."],
          names: ["colour", "tone", "hue"],
          optional: true,
        },
        brightness: {
          type: "number",
          description: ["Percent, 0 to 100.", "How bright, 0 off to 100 full."],
          names: ["level", "percent", "intensity"],
          optional: true,
        },
      },
      result: (args) => ({
        ...(args.color === undefined ? {} : { color: args.color }),
        ...(args.brightness === undefined ? {} : { brightness: args.brightness }),
      }),
      answer: {
        en: (args, { brightness }) => ambientAnswer(args.color, brightness, "en"),
        de: (args, { brightness }) => ambientAnswer(args.color, brightness, "de"),
      },
    },
    set_headlights: {
      names: ["headlight_mode", "driving_lights", "exterior_lights", "set_low_beam", "light_switch", "front_lights"],
      heldNames: ["road_illumination", "beam_selector"],
      description: [
        "Headlights of the car: off, auto, parking or low_beam; plain on is low_beam.",
        "Set the mode of the driving lights; 'on' means low_beam.",
        "Which front lights burn: none (off), automatic, parking lights, low beam (also for on).",
      ],
      parameters: {
        mode: {
          type: "string",
          enum: ["off", "auto", "parking", "low_beam"],
          description: ["The mode; on is low_beam.", "off, auto, parking or low_beam."],
          names: ["state", "setting", "position"],
        },
      },
      result: (args) => ({ mode: args.mode! }),
      answer: {
        en: (_, result) => `The headlights are ${BEAMS.en[String(result.mode)]}.`,
        de: (_, { mode }) =>
          mode === "off" ? "Die Scheinwerfer sind aus." : `Die Scheinwerfer stehen ${BEAMS.de[String(mode)]}.`,
      },
    },
    set_high_beam: lightTool(
      { en: "The high beam is", de: "Das Fernlicht ist" },
      {
        names: ["high_beams", "full_beam", "toggle_high_beam", "main_beam", "far_light"],
        heldNames: ["long_range_lamp", "distance_beam"],
        description: [
          "Switch the high beam on or off.",
          "Full beam of the headlights: true on, false off (dipped).",
          "Turns the high beams on or off.",
        ],
      },
    ),
    set_fog_lights: lightTool(
      { en: "The fog lights are", de: "Die Nebelscheinwerfer sind" },
      {
        names: ["fog_lamps", "toggle_fog_lights", "fog_light_switch", "front_fog"],
        heldNames: ["mist_lamps", "haze_beam"],
        description: [
          "Switch the fog lights on or off.",
          "Fog lamps of the car, on or off.",
          "Turns the fog lights on or off.",
        ],
      },
    ),
    set_hazard_lights: lightTool(
      { en: "The hazard lights are", de: "Die Warnblinkanlage ist" },
      {
        names: ["hazards", "warning_flashers", "toggle_hazard_lights", "emergency_flashers", "hazard_warning"],
        heldNames: ["danger_blinkers", "four_way_flash"],
        description: [
          "Switch the hazard warning lights on or off.",
          "All indicators flash as a warning: on or off.",
          "Turns the hazard flashers on or off.",
        ],
      },
    ),
    set_interior_light: lightTool(
      { en: "The interior light is", de: "Das Innenlicht ist" },
      {
        names: ["cabin_light", "dome_light", "inside_light", "toggle_interior_light", "room_lamp"],
        heldNames: ["ceiling_lamp_car", "overhead_light"],
        description: [
          "Switch the interior light of the car on or off.",
          "The cabin's main light, on or off; not the ambient light.",
          "Turns the dome light on or off.",
        ],
      },
    ),
    set_reading_light: lightTool(
      { en: "The reading light is", de: "Das Leselicht ist" },
      {
        names: ["reading_lamp", "map_light", "toggle_reading_light", "seat_lamp", "spot_light"],
        heldNames: ["book_lamp", "page_light"],
        description: [
          "Switch the reading light on or off.",
          "The small lamp to read by in the car, on or off.",
          "Turns the map light on or off.",
        ],
      },
    ),
    set_display_brightness: {
      names: ["dashboard_brightness", "dim_display", "screen_brightness", "instrument_lighting", "cockpit_dimmer"],
      heldNames: ["panel_luminance", "gauge_glow"],
      description: [
        "Set the brightness of the displays in percent.",
        "How bright dashboard and screen are, 0 to 100.",
        "Dim or brighten the instruments, in percent.",
      ],
      parameters: {
        brightness: {
          type: "number",
          description: ["Percent, 0 to 100.", "Brightness from 0 to 100."],
          names: ["level", "percent", "value"],
        },
      },
      result: (args) => ({ brightness: args.brightness! }),
      answer: {
        en: (_, { brightness }) => `The display is at ${brightness} percent.`,
        de: (_, { brightness }) => `Das Display ist auf ${brightness} Prozent.`,
      },
    },
  },
  intents: [
    ...ambientIntents,
    {
      tool: "set_headlights",
      slots: { mode },
      en: {
        imperative: [
          "[set|put|switch|turn] the [headlights|lights|headlamps] to {mode}",
          "switch to {mode}",
          "[use|choose] {mode} for the [headlights|lights]",
        ],
        other: [
          "[headlights|lights|headlamps] [to |on |]{mode}",
          "i [want|'d like] the headlights on {mode}",
          "the headlights should be on {mode}",
          "headlight mode {mode}",
        ],
        held: ["have the headlights on {mode}", "change the headlamps to {mode}", "{mode} for the headlights"],
      },
      de: {
        imperative: [
          "[stell|stelle|schalt|setz] [die Scheinwerfer|das Licht|das Fahrlicht] auf {mode}",
          "[nimm|wähl] {mode} für die Scheinwerfer",
        ],
        infinitive: ["[die Scheinwerfer|das Licht] auf {mode} [stellen|schalten|setzen]"],
        other: [
          "[Scheinwerfer|Licht|Fahrlicht] [auf |]{mode}",
          "die Scheinwerfer [bitte |]auf {mode}",
          "ich [will|möchte|hätte gern] die Scheinwerfer auf {mode}",
          "stellen Sie das Licht auf {mode}",
        ],
        held: [
          "die Scheinwerfer sollen auf {mode} stehen",
          "{mode} bei den Scheinwerfern",
          "wechsle bei den Scheinwerfern auf {mode}",
        ],
      },
      args: ({ mode }) => ({ mode: mode! }),
      correctable: ["mode"],
      followUps: [{ en: ["[now |rather |better |]{mode}"], de: ["[jetzt |lieber |besser |]{mode}"], slots: ["mode"] }],
    },
    ...(["low_beam", "off"] as const).map((mode) => {
      const lamps = thing("[headlights|headlamps|front lights]", "p", "[Scheinwerfer|Frontscheinwerfer]", true);
      const [intent] = switchIntents({
        tool: "set_headlights",
        thing: lamps,
        ...(mode === "off"
          ? {}
          : {
              on: {
                en: { other: ["it's getting dark outside"] },
                de: { other: ["es wird dunkel draußen"] },
              },
            }),
      }).slice(mode === "off" ? 1 : 0);
      return {
        ...intent!,
        args: ({ on = mode !== "off" }: Readonly<Record<string, Value>>) => ({ mode: on ? "low_beam" : "off" }),
      };
    }),
    ...switchIntents({
      tool: "set_high_beam",
      thing: highBeam,
      on: {
        en: { imperative: ["[go|switch|change] to [high|full|main] beam"], held: ["light up the road further ahead"] },
        de: {
          imperative: ["[schalt|geh|wechsle] auf Fernlicht", "blende auf"],
          infinitive: ["aufblenden"],
          held: ["leuchte weiter nach vorn"],
        },
      },
      off: {
        en: {
          imperative: ["dip the [high |main |full |]beam"],
          other: ["i'm dazzling the others", "someone is coming, high beam off"],
          held: ["there's a car coming the other way, no high beam"],
        },
        de: {
          imperative: ["blende ab"],
          infinitive: ["abblenden"],
          other: ["ich blende die anderen", "da kommt einer, Fernlicht aus"],
          held: ["Gegenverkehr, kein Fernlicht"],
        },
      },
    }),
    ...switchIntents({
      tool: "set_fog_lights",
      thing: fogLight,
      on: {
        en: { other: ["it's [so |very |]foggy[ outside|]", "there's thick fog"] },
        de: { other: ["es ist [so |sehr |]neblig", "da ist dichter Nebel"] },
      },
    }),
    ...switchIntents({
      tool: "set_hazard_lights",
      thing: { ...hazard, de: { ...hazard.de, bare: "[Warnblinker|Warnblinkanlage|Warnblinklicht]" }, plural: false },
      on: {
        en: { other: ["there's a traffic jam ahead, hazards"], imperative: ["warn the cars behind"] },
        de: { other: ["Stauende, Warnblinker an"], imperative: ["warn die Autos hinter mir"] },
      },
    }),
    ...switchIntents({
      tool: "set_interior_light",
      thing: cabin,
      on: {
        en: {
          other: [
            "it's [too |so |]dark in here",
            "i can't see anything in here",
            "i dropped something, some light in here",
          ],
          imperative: ["give us some light in here"],
          held: ["light up the cabin"],
        },
        de: {
          other: [
            "es ist [zu |so |]dunkel hier drin",
            "ich sehe hier drin nichts",
            "mir ist was runtergefallen, Licht innen an",
          ],
          imperative: ["mach mal Licht hier drin"],
          held: ["beleuchte den Innenraum"],
        },
      },
    }),
    ...switchIntents({
      tool: "set_reading_light",
      thing: reading,
      on: {
        en: {
          other: ["i [want|need|'d like] to read", "i'm trying to read", "light to read by"],
          held: ["i can't see the pages of my book"],
        },
        de: {
          other: ["ich [will|möchte] [lesen|etwas lesen]", "Licht zum Lesen", "ich brauche Licht zum Lesen"],
          held: ["ich kann mein Buch nicht sehen"],
        },
      },
      off: {
        en: { other: ["i'm done reading", "i've finished reading"] },
        de: { other: ["ich bin fertig mit Lesen", "ich lese nicht mehr"] },
      },
    }),
    {
      tool: "set_display_brightness",
      slots: { percent },
      en: {
        imperative: [
          "[set|put|dim|turn] the [display|screen|dashboard|displays|instruments] to {percent}",
          "[set|change|adjust] the [display|screen|dashboard] brightness to {percent}",
          "make the [display|screen|dashboard] {percent} bright",
        ],
        other: [
          "[display|screen|dashboard] [brightness |][to |at |]{percent}",
          "i [want|'d like] the [display|screen|dashboard] at {percent}",
          "brightness of the [display|screen|dashboard] {percent}",
        ],
        held: [
          "{percent} brightness for the display",
          "have the screen at {percent}",
          "the dashboard should shine at {percent}",
        ],
      },
      de: {
        imperative: [
          "[stell|stelle|dimm|setz] [das Display|den Bildschirm|die Anzeige|die Instrumente] auf {percent}",
          "[stell|setz] die [Displayhelligkeit|Helligkeit vom Display|Bildschirmhelligkeit] auf {percent}",
        ],
        infinitive: ["[das Display|den Bildschirm|die Anzeige] auf {percent} [stellen|dimmen|setzen]"],
        other: [
          "[Display|Bildschirm|Displayhelligkeit|Anzeige] [auf |]{percent}",
          "ich [will|möchte|hätte gern] [das Display|den Bildschirm] auf {percent}",
          "Helligkeit vom Display {percent}",
        ],
        held: [
          "{percent} Helligkeit fürs Display",
          "das Display soll mit {percent} leuchten",
          "regle den Bildschirm auf {percent}",
        ],
      },
      args: ({ percent }) => ({ brightness: percent! }),
      correctable: ["percent"],
      followUps: [
        {
          en: ["[no, |better |rather |make it |]{percent}"],
          de: ["[lieber|besser|doch] {percent}", "auf {percent}"],
          slots: ["percent"],
        },
      ],
    },
  ],
};

function ambientAnswer(color: Value | undefined, brightness: Value | undefined, language: Language): string {
  const name = color === undefined ? "" : COLORS[String(color)]![language][0]!;
  if (brightness === 0) return language === "en" ? "The ambient light is off." : "Das Ambientelicht ist aus.";
  const bright = brightness === undefined ? "" : `${brightness} ${language === "en" ? "percent" : "Prozent"}`;
  if (language === "en") return `The ambient light is ${[name, bright && `at ${bright}`].filter(Boolean).join(" ")}.`;
  return `Das Ambientelicht ist ${[name, bright && `auf ${bright}`].filter(Boolean).join(" ")}.`;
}
