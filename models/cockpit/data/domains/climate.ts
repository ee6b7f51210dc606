import type { Domain } from "../domain.ts";
import { degreesMore } from "../language/car-slots.ts";
import { inDigits } from "../language/numbers.ts";
import { decimalNumber, meaning, oneOf } from "../language/slots.ts";
import { comfortIntents } from "./climate-comfort.ts";

const ZONES = ["driver", "passenger", "rear"] as const;
const ZONE_TEXT = {
  en: { driver: "the driver's side", passenger: "the passenger side", rear: "the rear" },
  de: { driver: "die Fahrerseite", passenger: "die Beifahrerseite", rear: "den Fond" },
};
/** Stands behind "for" / "für". */
const zone = oneOf({
  driver: {
    en: ["the driver's side", "the driver", "my side", "me"],
    de: ["die Fahrerseite", "den Fahrer", "meine Seite", "mich"],
  },
  passenger: {
    en: ["the passenger", "the passenger side", "the front passenger", "the passenger's side"],
    de: ["den Beifahrer", "die Beifahrerseite", "die Beifahrerin"],
  },
  rear: {
    en: ["the back", "the rear", "the back seats", "the rear seats", "the kids in the back"],
    de: ["hinten", "die Rückbank", "den Fond", "die Rücksitze", "die Kinder hinten"],
  },
});
const warmer = meaning([
  { value: 1, en: ["warmer", "hotter"], de: ["wärmer"] },
  { value: -1, en: ["cooler", "colder"], de: ["kälter", "kühler"] },
]);
const temperature = decimalNumber(16, 28);

export const climate: Domain = {
  tools: {
    set_temperature: {
      names: ["set_cabin_temperature", "adjust_heating", "climate_set", "set_ac_temperature", "heat_to", "set_climate"],
      heldNames: ["cabin_thermostat", "hvac_target", "car_degrees"],
      description: [
        "Set the cabin temperature.",
        "Sets the target temperature of the climate control in degrees Celsius.",
        "How warm the car should be, for all or for one zone.",
        "Set an exact temperature inside the car.",
      ],
      parameters: {
        temperature: {
          type: "number",
          description: ["Degrees Celsius.", "The target temperature."],
          names: ["degrees", "celsius", "value", "target"],
        },
        zone: {
          type: "string",
          enum: ZONES,
          description: ["Where in the car; left out for all.", "Which part of the cabin, if said."],
          names: ["area", "side", "where"],
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
      names: ["warmer_or_cooler", "shift_temperature", "nudge_temperature", "raise_or_lower_heat", "temperature_step"],
      heldNames: ["temperature_delta", "heat_offset"],
      description: [
        "Make the cabin warmer (positive) or cooler (negative) by some degrees; 1 if no number is said.",
        "Raise or lower the temperature in the car relative to now: +1 or -1 unless degrees are named.",
        "Change the cabin temperature by a difference, not to a value; one degree if nothing is said.",
      ],
      standIns: ["set_temperature"],
      parameters: {
        delta: {
          type: "number",
          description: [
            "Degrees to add; negative for cooler.",
            "Difference in degrees Celsius, below zero for colder.",
          ],
          names: ["by", "change", "difference", "step"],
        },
      },
      result: (args, { random }) => ({ temperature: 18 + random.integer(0, 12) / 2 + Number(args.delta) }),
      answer: {
        en: (_, result) => `It is set to ${inDigits(Number(result.temperature), "en")} degrees now.`,
        de: (_, result) => `Es sind jetzt ${inDigits(Number(result.temperature), "de")} Grad eingestellt.`,
      },
    },
    get_cabin_temperature: {
      names: ["read_inside_temperature", "cabin_temperature_status", "how_warm_inside", "climate_state"],
      heldNames: ["interior_thermometer", "measure_cabin"],
      description: [
        "How warm it is inside the car now.",
        "Reads the temperature in the cabin and what it is set to.",
        "Current and target temperature of the interior.",
      ],
      parameters: {},
      result: (_, { random }) => ({ inside: 12 + random.integer(0, 36) / 2, target: 17 + random.integer(0, 16) / 2 }),
      answer: {
        en: (_, result) =>
          `It is ${inDigits(Number(result.inside), "en")} degrees inside, set to ${inDigits(Number(result.target), "en")}.`,
        de: (_, result) =>
          `Innen sind es ${inDigits(Number(result.inside), "de")} Grad, eingestellt sind ${inDigits(Number(result.target), "de")}.`,
      },
    },
  },
  intents: [
    ...comfortIntents,
    {
      tool: "set_temperature",
      slots: { temperature },
      weight: 2,
      en: {
        imperative: [
          "[set|put|turn|change|adjust] the [temperature|heating|heat|air con|AC|climate|climate control] to {temperature}[ degrees|]",
          "make it {temperature}[ degrees|][ in here| in the car|]",
          "[heat|warm] the car [up |]to {temperature}[ degrees|]",
          "cool the car [down |]to {temperature}[ degrees|]",
          "keep [it|the car|the cabin] at {temperature}[ degrees|]",
          "give me {temperature} degrees",
          "set it to {temperature} degrees[ in here|]",
          "go [up |down |]to {temperature} degrees",
          "bring the [cabin|car|temperature] to {temperature} degrees",
        ],
        other: [
          "{temperature} degrees[ please| in here|]",
          "i [want|'d like|need|would like] [it |][at |]{temperature} degrees[ in here|]",
          "[temperature|temp|heating|climate] [to |at |]{temperature}",
          "i want the [temperature|heating|car] [at|to be] {temperature}[ degrees|]",
          "it should be {temperature} degrees [in here|inside|in the car]",
          "let's have {temperature} degrees",
          "can we have it at {temperature}[ degrees|] in here",
        ],
        held: [
          "i'd be happiest at {temperature} degrees",
          "let's go for {temperature} degrees in the car",
          "how about {temperature} degrees in here",
          "have the climate control hold {temperature} degrees",
          "{temperature} degrees would suit me",
        ],
      },
      de: {
        imperative: [
          "[stell|stelle|dreh|setz] die [Temperatur|Heizung|Klimaanlage|Klima] auf {temperature}[ Grad|]",
          "mach [es |mal |]{temperature} Grad[ hier drin| im Auto|]",
          "[heiz|heize] [das Auto |den Wagen |]auf {temperature} Grad",
          "[kühl|kühle] [das Auto |den Innenraum |]auf {temperature} Grad",
          "[halt|halte] {temperature} Grad",
          "gib mir {temperature} Grad",
          "[ändere|regel] die Temperatur auf {temperature} Grad",
          "geh auf {temperature} Grad",
        ],
        infinitive: [
          "die [Temperatur|Heizung|Klimaanlage] auf {temperature}[ Grad|] [stellen|setzen|drehen|einstellen]",
          "[das Auto |den Innenraum |]auf {temperature} Grad [heizen|bringen|kühlen]",
          "{temperature} Grad einstellen",
        ],
        other: [
          "stellen Sie [bitte |]die Temperatur auf {temperature} Grad",
          "{temperature} Grad[ bitte| hier drin|]",
          "ich [hätte gern|möchte|will|hätte lieber|brauche] {temperature} Grad[ im Auto| hier drin|]",
          "[Temperatur|Heizung|Klima] [auf |]{temperature}",
          "es [soll|sollte] {temperature} Grad [haben|sein]",
          "im [Auto|Innenraum|Wagen] [sollen|sollten] {temperature} Grad sein",
          "die Temperatur soll [auf|bei] {temperature} Grad [sein|liegen]",
        ],
        held: [
          "am liebsten wären mir {temperature} Grad",
          "sagen wir {temperature} Grad im Auto",
          "wie wäre es mit {temperature} Grad hier drin",
          "{temperature} Grad fände ich angenehm",
          "bring den Wagen auf {temperature} Grad",
        ],
      },
      args: ({ temperature }) => ({ temperature: temperature! }),
      correctable: ["temperature"],
      followUps: [
        {
          en: [
            "[and|no,|actually|maybe|better|rather] {temperature}[ degrees|]",
            "make that {temperature}",
            "{temperature} would be better",
          ],
          de: [
            "[lieber|oder doch|nein,|doch lieber|besser] {temperature}[ Grad|]",
            "mach lieber {temperature}[ draus|]",
          ],
          slots: ["temperature"],
        },
      ],
      incomplete: [
        {
          en: {
            say: ["[set|change|adjust] the [temperature|heating]", "i want a different temperature"],
            ask: "To how many degrees?",
            complete: ["[to |]{temperature}[ degrees|]", "{temperature} please"],
          },
          de: {
            say: [
              "[stell|stelle] die [Temperatur|Heizung] [ein|um]",
              "ändere die Temperatur",
              "ich möchte eine andere Temperatur",
            ],
            ask: "Auf wie viel Grad?",
            complete: ["[auf |]{temperature}[ Grad|]", "{temperature} bitte"],
          },
        },
      ],
    },
    {
      tool: "set_temperature",
      slots: { temperature, zone },
      en: {
        imperative: [
          "[set|put|change] the [temperature|heating|climate|heat] for {zone} to {temperature}[ degrees|]",
          "make it {temperature}[ degrees|] for {zone}",
          "for {zone} [set|make it] {temperature} degrees",
          "set {temperature} degrees for {zone}",
          "turn the [heating|temperature] to {temperature} for {zone}",
          "give {temperature} degrees to {zone}",
        ],
        other: [
          "{temperature}[ degrees|] for {zone}",
          "for {zone} {temperature}[ degrees|][ please|]",
          "i [want|'d like|need] {temperature} degrees for {zone}",
          "temperature for {zone} [to |]{temperature}",
          "for {zone} it should be {temperature} degrees",
        ],
        held: [
          "let's have {temperature} degrees for {zone}",
          "how about {temperature} degrees for {zone}",
          "keep it at {temperature} for {zone}",
          "for {zone} i'd choose {temperature} degrees",
        ],
      },
      de: {
        imperative: [
          "[stell|stelle|setz] die [Temperatur|Heizung|Klimaanlage] für {zone} auf {temperature}[ Grad|]",
          "mach {temperature} Grad für {zone}",
          "[stell|stelle] für {zone} {temperature} Grad ein",
          "mach es für {zone} {temperature} Grad",
        ],
        infinitive: [
          "für {zone} {temperature} Grad einstellen",
          "die [Temperatur|Heizung] für {zone} auf {temperature} Grad [stellen|setzen]",
        ],
        other: [
          "stellen Sie [bitte |]für {zone} {temperature} Grad ein",
          "{temperature} Grad für {zone}",
          "für {zone} [bitte |]{temperature}[ Grad|]",
          "ich [hätte gern|möchte|will|brauche] {temperature} Grad für {zone}",
          "[Temperatur|Heizung] für {zone} [auf |]{temperature}",
          "für {zone} [soll|sollten] es {temperature} Grad sein",
        ],
        held: [
          "{temperature} Grad wären gut für {zone}",
          "wie wäre es mit {temperature} Grad für {zone}",
          "sagen wir {temperature} Grad für {zone}",
          "für {zone} wären mir {temperature} Grad lieber",
        ],
      },
      args: ({ temperature, zone }) => ({ temperature: temperature!, zone: zone! }),
      correctable: ["temperature"],
      followUps: [
        {
          en: ["[and |the same |]for {zone}[ too| as well|]", "same for {zone}"],
          de: ["[und |]für {zone}[ auch|]", "das Gleiche für {zone}"],
          slots: ["zone"],
        },
        {
          en: ["and {temperature} for {zone}", "{temperature} for {zone}"],
          de: ["und {temperature} für {zone}", "{temperature} Grad für {zone}"],
          slots: ["temperature", "zone"],
        },
      ],
    },
    {
      tool: "change_temperature",
      slots: { degrees: degreesMore, warmer },
      en: {
        imperative: [
          "make it {degrees} {warmer}[ in here| in the car|]",
          "[set|turn|put] [it|the temperature|the heating] {degrees} {warmer}",
          "get it {degrees} {warmer}[ in here|]",
        ],
        other: [
          "{degrees} {warmer}[ please|]",
          "i [want|'d like|need] it {degrees} {warmer}",
          "it should be {degrees} {warmer}[ in here|]",
          "[could we have|can we have|let's have] it {degrees} {warmer}",
          "{warmer} by {degrees}",
        ],
        held: [
          "i could do with {degrees} {warmer}",
          "{degrees} {warmer} would be nice",
          "go {degrees} {warmer} in here",
        ],
      },
      de: {
        imperative: [
          "mach [es |mal |]{degrees} {warmer}",
          "[stell|stelle|dreh] [es |die Temperatur |die Heizung |]{degrees} {warmer}",
        ],
        infinitive: ["es {degrees} {warmer} [machen|stellen]", "die Temperatur {degrees} {warmer} stellen"],
        other: [
          "{degrees} {warmer}[ bitte|]",
          "ich [hätte es gern|möchte es|will es] {degrees} {warmer}",
          "es [soll|sollte|kann] {degrees} {warmer} sein",
          "um {degrees} {warmer}",
        ],
        held: [
          "es dürfte {degrees} {warmer} sein",
          "{degrees} {warmer} wäre schön",
          "ich bräuchte es {degrees} {warmer}",
        ],
      },
      args: ({ degrees, warmer }) => ({ delta: Number(degrees) * Number(warmer) }),
      followUps: [
        {
          en: ["[and |]another {degrees} {warmer}", "no, {degrees} {warmer}"],
          de: ["noch {degrees} {warmer}", "nein, {degrees} {warmer}"],
          slots: ["degrees", "warmer"],
        },
      ],
    },
    {
      tool: "change_temperature",
      slots: { degrees: degreesMore },
      en: {
        imperative: [
          "[raise|increase] the [temperature|heating|heat] by {degrees}",
          "turn [the temperature|the heating|the heat|it] up [by |]{degrees}",
          "turn up the [temperature|heating|heat] by {degrees}",
          "[warm|heat] it up [by |]{degrees}",
        ],
        other: ["temperature up {degrees}", "up {degrees}", "plus {degrees}", "i want {degrees} more"],
        held: ["add {degrees}", "bump the temperature up by {degrees}"],
      },
      de: {
        imperative: [
          "[erhöh|erhöhe] die Temperatur um {degrees}",
          "[dreh|stell] die [Temperatur|Heizung] [um |]{degrees} [höher|hoch|rauf|auf]",
          "heiz {degrees} mehr",
        ],
        infinitive: ["die Temperatur um {degrees} erhöhen", "die Heizung {degrees} höher stellen"],
        other: ["Temperatur {degrees} [rauf|hoch]", "{degrees} [mehr|höher]", "plus {degrees}"],
        held: ["leg {degrees} drauf", "die Temperatur um {degrees} anheben"],
      },
      args: ({ degrees }) => ({ delta: degrees! }),
    },
    {
      tool: "change_temperature",
      slots: { degrees: degreesMore },
      en: {
        imperative: [
          "[lower|reduce|decrease] the [temperature|heating|heat] by {degrees}",
          "turn [the temperature|the heating|the heat|it] down [by |]{degrees}",
          "turn down the [temperature|heating|heat] by {degrees}",
          "cool it down [by |]{degrees}",
        ],
        other: ["temperature down {degrees}", "down {degrees}", "minus {degrees}", "i want {degrees} less"],
        held: ["take off {degrees}", "drop the temperature by {degrees}"],
      },
      de: {
        imperative: [
          "[senk|senke|verringere|reduzier] die Temperatur um {degrees}",
          "[dreh|stell] die [Temperatur|Heizung] [um |]{degrees} [tiefer|runter|niedriger]",
          "heiz {degrees} weniger",
        ],
        infinitive: ["die Temperatur um {degrees} [senken|verringern]", "die Heizung {degrees} niedriger stellen"],
        other: ["Temperatur {degrees} [runter|tiefer]", "{degrees} [weniger|tiefer|niedriger]", "minus {degrees}"],
        held: ["nimm {degrees} weg", "die Temperatur um {degrees} absenken"],
      },
      args: ({ degrees }) => ({ delta: -Number(degrees) }),
    },
  ],
};
