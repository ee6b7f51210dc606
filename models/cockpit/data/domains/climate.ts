import type { Domain } from "../domain.ts";
import { inDigits } from "../language/numbers.ts";
import { decimalNumber, meaning, oneOf, wholeNumber } from "../language/slots.ts";

const ZONES = ["driver", "passenger", "rear"] as const;
const ZONE_TEXT = {
  en: { driver: "the driver's side", passenger: "the passenger side", rear: "the rear" },
  de: { driver: "die Fahrerseite", passenger: "die Beifahrerseite", rear: "den Fond" },
};
const zone = oneOf({
  driver: { en: ["the driver's side", "the driver", "my side"], de: ["die Fahrerseite", "den Fahrer", "meine Seite"] },
  passenger: { en: ["the passenger", "the passenger side"], de: ["den Beifahrer", "die Beifahrerseite"] },
  rear: { en: ["the back", "the rear", "the back seats"], de: ["hinten", "die Rückbank", "den Fond"] },
});
const warmer = meaning([
  { value: 1, en: ["warmer", "hotter"], de: ["wärmer"] },
  { value: -1, en: ["cooler", "colder"], de: ["kälter", "kühler"] },
]);

export const climate: Domain = {
  tools: {
    set_temperature: {
      names: ["set_cabin_temperature", "adjust_heating", "climate_set", "set_ac_temperature"],
      heldNames: ["cabin_thermostat", "hvac_target"],
      description: [
        "Set the cabin temperature.",
        "Sets the target temperature of the climate control in degrees Celsius.",
      ],
      parameters: {
        temperature: {
          type: "number",
          description: ["Degrees Celsius.", "The target temperature."],
          names: ["degrees", "celsius", "value"],
        },
        zone: {
          type: "string",
          enum: ZONES,
          description: ["Where in the car.", "Which part of the cabin."],
          names: ["area", "seat"],
          optional: true,
        },
      },
      result: (args) => ({ temperature: args.temperature!, ...(args.zone ? { zone: args.zone } : {}) }),
      answer: {
        en: (args, result) =>
          `${inDigits(Number(result.temperature), "en")} degrees${args.zone ? ` for ${ZONE_TEXT.en[args.zone as "rear"]}` : ""}.`,
        de: (args, result) =>
          `${inDigits(Number(result.temperature), "de")} Grad${args.zone ? ` für ${ZONE_TEXT.de[args.zone as "rear"]}` : ""}.`,
      },
    },
    change_temperature: {
      names: ["warmer_or_cooler", "shift_temperature", "nudge_temperature"],
      heldNames: ["temperature_delta"],
      description: ["Make the cabin warmer (positive) or cooler (negative) by some degrees."],
      parameters: {
        delta: {
          type: "number",
          description: ["Degrees to add; negative for cooler."],
          names: ["by", "change", "difference"],
        },
      },
      result: (args, { random }) => ({ temperature: 16 + random.integer(0, 20) / 2 + Math.sign(Number(args.delta)) }),
      answer: {
        en: (_, result) => `It is set to ${inDigits(Number(result.temperature), "en")} degrees now.`,
        de: (_, result) => `Es sind jetzt ${inDigits(Number(result.temperature), "de")} Grad eingestellt.`,
      },
    },
  },
  intents: [
    {
      tool: "set_temperature",
      slots: { temperature: decimalNumber(16, 28) },
      en: {
        imperative: [
          "[set|put|turn] the [temperature|heating|heat|air con] to {temperature}[ degrees|]",
          "make it {temperature} degrees[ in here|]",
        ],
        other: ["{temperature} degrees", "i want [it|] {temperature} degrees", "temperature {temperature}"],
        held: ["i'd be happiest at {temperature} degrees", "let's go for {temperature} degrees in the car"],
      },
      de: {
        imperative: [
          "stell die [Temperatur|Heizung|Klimaanlage] auf {temperature}[ Grad|]",
          "mach [es|] {temperature} Grad",
        ],
        infinitive: ["die Temperatur auf {temperature}[ Grad|] [stellen|setzen]", "auf {temperature} Grad heizen"],
        other: ["{temperature} Grad", "ich [hätte gern|möchte|will] {temperature} Grad", "Temperatur {temperature}"],
        held: ["am liebsten wären mir {temperature} Grad", "sagen wir {temperature} Grad im Auto"],
      },
      args: ({ temperature }) => ({ temperature: temperature! }),
      correctable: ["temperature"],
      followUps: [
        {
          en: ["and {temperature} would be better", "[maybe|better] {temperature}"],
          de: ["lieber {temperature}", "oder doch {temperature}"],
          slots: ["temperature"],
        },
      ],
      incomplete: [
        {
          en: {
            say: ["set the temperature", "change the temperature"],
            ask: "To how many degrees?",
            complete: ["{temperature}", "to {temperature}"],
          },
          de: {
            say: ["stell die Temperatur ein", "ändere die Temperatur"],
            ask: "Auf wie viel Grad?",
            complete: ["{temperature}", "auf {temperature}"],
          },
        },
      ],
    },
    {
      tool: "set_temperature",
      slots: { temperature: decimalNumber(16, 28), zone },
      en: {
        imperative: [
          "set [the temperature for |]{zone} to {temperature}[ degrees|]",
          "make it {temperature} degrees for {zone}",
        ],
        other: ["{temperature} degrees for {zone}"],
        held: ["{zone} should get {temperature} degrees"],
      },
      de: {
        imperative: ["stell {zone} auf {temperature} Grad", "mach {temperature} Grad für {zone}"],
        infinitive: ["für {zone} {temperature} Grad einstellen"],
        other: ["{temperature} Grad für {zone}"],
        held: ["{temperature} Grad wären gut für {zone}"],
      },
      args: ({ temperature, zone }) => ({ temperature: temperature!, zone: zone! }),
      correctable: ["temperature"],
    },
    {
      tool: "change_temperature",
      slots: { degrees: wholeNumber(1, 6), warmer },
      en: {
        imperative: ["make it {degrees} degrees {warmer}"],
        other: ["{degrees} degrees {warmer}"],
        held: ["i could do with {degrees} degrees {warmer}"],
      },
      de: {
        imperative: ["mach es {degrees} Grad {warmer}"],
        infinitive: ["es {degrees} Grad {warmer} machen"],
        other: ["{degrees} Grad {warmer}"],
        held: ["es dürfte {degrees} Grad {warmer} sein"],
      },
      args: ({ degrees, warmer }) => ({ delta: Number(degrees) * Number(warmer) }),
    },
    {
      tool: "change_temperature",
      slots: { warmer },
      en: {
        imperative: ["make it [a bit |a little |]{warmer}"],
        other: ["{warmer}[ please|]", "it should be {warmer}"],
        held: ["could we have it {warmer} in here"],
      },
      de: {
        imperative: ["mach es [etwas |ein bisschen |]{warmer}"],
        infinitive: ["es {warmer} machen"],
        other: ["{warmer}[ bitte|]", "es soll {warmer} sein"],
        held: ["geht es auch {warmer}"],
      },
      args: ({ warmer }) => ({ delta: Number(warmer) }),
    },
  ],
};
