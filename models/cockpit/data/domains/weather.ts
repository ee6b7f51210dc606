import type { Domain, Intent, Values } from "../domain.ts";
import { inDigits } from "../language/numbers.ts";
import { isWet, SKY } from "../language/sky.ts";
import { town } from "../language/slots.ts";
import { day, dayEnum } from "../language/times.ts";
import { bareDay, whenInAnswer } from "../language/when.ts";
import { said } from "../said.ts";

const slots = { town, day, bareDay };
const args = ({ town, day, bareDay }: Values): Values => said({ town, day: day ?? bareDay });
const followUps: Intent["followUps"] = [
  {
    en: ["and {day}", "what about {day}", "how about {day}"],
    de: ["und {day}", "wie ist es {day}", "und wie wird es {day}"],
    slots: ["day"],
  },
  {
    en: ["and in {town}", "what about {town}", "how about in {town}", "the same for {town}"],
    de: ["und in {town}", "wie ist es in {town}", "und wie sieht es in {town} aus", "dasselbe für {town}"],
    slots: ["town"],
  },
  {
    en: ["and {day} in {town}", "and in {town} {day}"],
    de: ["und {day} in {town}", "und in {town} {day}"],
    slots: ["town", "day"],
  },
];

export const weather: Domain = {
  tools: {
    get_weather: {
      names: ["weather_forecast", "forecast", "weather", "current_weather", "check_weather", "weather_lookup", "meteo"],
      heldNames: ["sky_report", "outlook_for_place", "climate_outside"],
      description: [
        "Get the weather forecast for a town and day: temperature, condition, chance of rain.",
        "Weather, outside temperature and rain; without a town it is for here, without a day for now.",
        "Tells the weather in a place.",
        "Weather report: will it rain, how warm does it get, is there sun or snow.",
      ],
      standIns: ["get_vehicle_status"],
      parameters: {
        town: {
          type: "string",
          description: ["Name of the town, as said; leave out for here.", "Where; without it, the present place."],
          names: ["city", "location", "place", "where"],
          optional: true,
        },
        day: {
          type: "string",
          enum: dayEnum,
          description: ["The day; leave out for now.", "Which day, only if said."],
          names: ["date", "when", "weekday"],
          optional: true,
        },
      },
      result: (_, { random }) => {
        const condition = random.pick(Object.keys(SKY));
        const cold = /snow|sleet/.test(condition);
        return {
          temperature: random.integer(cold ? -12 : -4, cold ? 2 : 34),
          condition,
          rain_chance: isWet(condition) ? random.integer(11, 20) * 5 : random.integer(0, 6) * 5,
        };
      },
      answer: {
        en: (args, result) =>
          `${where(args, "en")}: ${result.condition}, ${result.temperature} degrees, ${result.rain_chance} % chance of rain.`,
        de: (args, result) =>
          `${where(args, "de")}: ${SKY[String(result.condition)] ?? result.condition}, ${inDigits(Number(result.temperature), "de")} Grad, Regenwahrscheinlichkeit ${result.rain_chance} %.`,
      },
    },
  },
  intents: [
    {
      tool: "get_weather",
      weight: 1.5,
      slots,
      en: {
        imperative: [
          "[tell|show|give] me the weather [in|for] {town}",
          "[tell|show|give] me the weather in {town} {day}",
          "[check|get|look up] the weather [in|for] {town}[ {day}|]",
          "[tell|show] me the weather[ {day}|]",
          "[check|get] the forecast for {bareDay}",
          "[read|give] me the weather forecast for {bareDay} in {town}",
        ],
        other: [
          "what's the weather [like |]in {town}",
          "what's the weather [like |][in {town} |]{day}",
          "how is the weather[ in {town}|][ {day}|]",
          "what will the weather be like {day}[ in {town}|]",
          "what's the [forecast|weather] for {town}",
          "what's the forecast for {bareDay}",
          "weather[ in|] {town}[ {day}|]",
          "weather[ {day}|]",
          "[how's|what's] the weather",
          "what's the weather like outside",
          "{town} weather",
          "i [want|need|'d like] [the weather|the forecast|a forecast] for {town}",
          "i'm [going|driving|travelling] to {town} {day}, what's the weather like there",
          "will the weather be [nice|good|bad] [in {town} |]{day}",
        ],
        held: [
          "how does the weather look in {town} {day}",
          "what kind of weather can i expect in {town}",
          "what does the forecast say about {town}",
          "{day} in {town}, what weather will there be",
          "could i have the weather report for {bareDay}",
        ],
      },
      de: {
        imperative: [
          "[sag|zeig] mir das Wetter in {town}",
          "[sag|zeig|gib] mir das Wetter [für {town}|in {town} {day}]",
          "schau [mal |]nach dem Wetter in {town}[ {day}|]",
          "[zeig|sag] mir das Wetter[ {day}|]",
          "ruf die Vorhersage für {bareDay} ab",
          "geben Sie mir [bitte |]die Wettervorhersage für {town}",
        ],
        infinitive: [
          "mir das Wetter in {town} [sagen|zeigen]",
          "mir sagen, wie das Wetter [in {town} |]{day} wird",
          "nach dem Wetter in {town} schauen",
        ],
        other: [
          "wie [ist|wird] das Wetter in {town}",
          "wie [ist|wird] das Wetter {day}[ in {town}|]",
          "wie wird das Wetter[ in {town}|][ {day}|]",
          "was sagt [der Wetterbericht|die Vorhersage] für {town}",
          "wie ist das Wetter",
          "Wetter [in |]{town}[ {day}|]",
          "Wetter[ {day}|]",
          "was ist die Vorhersage für {bareDay}",
          "wie sieht es draußen wettermäßig aus",
          "ich [brauche|möchte|hätte gern] die Wettervorhersage für {town}",
          "ich fahre {day} nach {town}, wie wird da das Wetter",
          "wird das Wetter [in {town} |]{day} [gut|schön|schlecht]",
        ],
        held: [
          "wie sieht das Wetter in {town} {day} aus",
          "mit welchem Wetter muss ich in {town} rechnen",
          "{day} in {town}, was für Wetter gibt es da",
          "was für ein Wetter haben sie in {town}",
          "lass mal den Wetterbericht für {bareDay} hören",
        ],
      },
      args,
      correctable: ["town", "day"],
      followUps,
    },
    {
      tool: "get_weather",
      slots,
      en: {
        imperative: [
          "[tell me|check|see] if it [will|is going to] rain[ in {town}|][ {day}|]",
          "[tell me|check] whether i need an umbrella[ {day}|][ in {town}|]",
        ],
        other: [
          "will it [rain|snow|be sunny|be dry] {day}[ in {town}|]",
          "will it [rain|snow|be sunny] in {town}[ {day}|]",
          "is it [raining|snowing|sunny|windy|foggy] in {town}",
          "is it [raining|snowing|foggy] outside",
          "is it going to [rain|snow|storm|stay dry][ in {town}|] {day}",
          "does it [rain|snow] in {town}",
          "do i need [an umbrella|a raincoat|my wellies] [in {town} |]{day}",
          "[any|is there] rain {day}[ in {town}|]",
          "rain in {town}[ {day}|]",
          "what's the chance of rain[ in {town}|][ {day}|]",
          "is there [snow|fog|a thunderstorm|sunshine] in {town}",
          "will the sun [shine|come out] {day}",
          "does it stay dry {day}",
          "how likely is rain {day}",
        ],
        held: [
          "should i take an umbrella {day}",
          "are we getting rain {day}",
          "will i get wet in {town} {day}",
          "can we expect snow in {town} {day}",
          "how likely is it to rain in {town}",
        ],
      },
      de: {
        imperative: [
          "sag mir, ob es {day} [in {town} |][regnet|schneit]",
          "schau [mal |]nach, ob es [in {town} |]{day} regnet",
          "prüf, ob ich {day} einen Schirm brauche",
        ],
        infinitive: ["mir sagen, ob es [in {town} |]{day} regnet", "nachsehen, ob ich {day} einen Schirm brauche"],
        other: [
          "[regnet|schneit] es {day}[ in {town}|]",
          "[regnet|schneit|stürmt|hagelt] es in {town}",
          "regnet es [gerade|draußen|jetzt]",
          "wird es {day} [regnen|schneien|sonnig|trocken][ in {town}|]",
          "bleibt es {day} [trocken|sonnig][ in {town}|]",
          "brauche ich {day} [einen Schirm|eine Regenjacke|Gummistiefel]",
          "gibt es {day} [Regen|Schnee|Gewitter|Nebel|Sonne][ in {town}|]",
          "[Regen|Schnee] in {town}[ {day}|]",
          "scheint {day} die Sonne[ in {town}|]",
          "wie hoch ist die Regenwahrscheinlichkeit [in {town}|{day}]",
          "ist {day} [mit Regen|mit Schnee|mit Gewitter] zu rechnen",
          "soll es {day} [in {town} |][regnen|schneien|gewittern]",
          "ist es in {town} [sonnig|neblig|windig]",
        ],
        held: [
          "muss ich {day} einen Schirm mitnehmen",
          "werde ich {day} in {town} nass",
          "kommt {day} Regen runter",
          "kriegen wir {day} Schnee",
          "wie wahrscheinlich ist Regen in {town}",
        ],
      },
      args,
      correctable: ["town", "day"],
      followUps,
    },
    {
      tool: "get_weather",
      slots,
      en: {
        imperative: [
          "tell me how [warm|cold|hot] it is in {town}",
          "tell me how [warm|cold|hot] it [will be|gets] {day}[ in {town}|]",
          "[tell me|check|look up] the temperature in {town}[ {day}|]",
        ],
        other: [
          "how [warm|cold|hot] is it in {town}",
          "how [warm|cold|hot] is it outside",
          "how [warm|cold|hot] [will it be|does it get|is it going to be] [in {town} |]{day}",
          "what's the temperature in {town}[ {day}|]",
          "what's the temperature outside",
          "what temperature will it be [in {town} |]{day}",
          "temperature in {town}[ {day}|]",
          "how many degrees [is it|are there] in {town}",
          "how many degrees will it be {day}",
          "is it [warm|cold|freezing|hot] in {town}",
          "will it be [warm|cold|freezing|hot] {day}",
          "do i need a [warm coat|jacket] {day}",
        ],
        held: [
          "what are the temperatures like in {town}",
          "is it going to be warm enough {day} in {town}",
          "how high does the temperature go {day}",
          "degrees in {town} {day}",
        ],
      },
      de: {
        imperative: [
          "sag mir, wie [warm|kalt|heiß] es in {town} ist",
          "sag mir, wie [warm|kalt] es {day} [in {town} |]wird",
          "sag mir die Temperatur in {town}",
        ],
        infinitive: ["mir sagen, wie [warm|kalt] es {day} wird", "mir die Temperatur in {town} [sagen|nennen]"],
        other: [
          "wie [warm|kalt|heiß] ist es in {town}",
          "wie [warm|kalt|heiß] ist es draußen",
          "wie [warm|kalt|heiß] wird es {day}[ in {town}|]",
          "wie viel Grad [hat es|sind es|haben wir] in {town}",
          "wie viel Grad [wird es|gibt es] {day}[ in {town}|]",
          "wie viel Grad [hat es|sind es] draußen",
          "welche Temperatur [hat|herrscht in] {town}",
          "Temperatur in {town}[ {day}|]",
          "ist es in {town} [warm|kalt|heiß]",
          "wird es {day} [warm|kalt|heiß|frostig][ in {town}|]",
          "brauche ich {day} eine [warme |]Jacke",
        ],
        held: [
          "was haben wir {day} für Temperaturen",
          "wie hoch ist die Temperatur {day} in {town}",
          "muss ich mich {day} warm anziehen",
          "auf wie viel Grad steigt es {day} in {town}",
        ],
      },
      args,
      correctable: ["town", "day"],
      followUps,
    },
  ],
};

/** "Tomorrow in Berlin", "Right now", with a capital. */
function where(args: Values, language: "en" | "de"): string {
  const now = language === "de" ? " jetzt" : " right now";
  const text = (args.day === undefined ? now : whenInAnswer(args.day, undefined, language)).trim();
  return text[0]!.toUpperCase() + text.slice(1) + (args.town === undefined ? "" : ` in ${args.town}`);
}
