import type { Domain, Language, Values } from "../domain.ts";
import type { Draw } from "../draw.ts";
import { inDigits } from "../language/numbers.ts";
import { statusIntents } from "./vehicle-status.ts";

const ITEMS = [
  "tyre_pressure",
  "battery",
  "fuel",
  "odometer",
  "oil",
  "service",
  "outside_temperature",
  "washer_fluid",
] as const;

const LEVEL: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { ok: "fine", low: "low", very_low: "very low" },
  de: { ok: "in Ordnung", low: "niedrig", very_low: "sehr niedrig" },
};

function reading(item: unknown, { random }: Draw): Values {
  const bar = (): number => random.integer(18, 29) / 10;
  switch (item) {
    case "tyre_pressure":
      return { front_bar: bar(), rear_bar: bar() };
    case "battery":
      return { percent: random.integer(4, 100) };
    case "fuel":
      return fuel(random.integer(3, 100), random.pick([42, 50, 60]));
    case "odometer":
      return { kilometres: random.integer(900, 248_000) };
    case "service":
      return { days: random.integer(3, 380), kilometres: random.integer(1, 29) * 500 };
    case "outside_temperature":
      return { celsius: random.integer(-30, 76) / 2 };
    default:
      return { level: random.pick(["ok", "ok", "low", "very_low"]) };
  }
}

function fuel(percent: number, tank: number): Values {
  return { percent, litres: Math.round((percent * tank) / 100) };
}

function english({ item }: Values, result: Values): string {
  switch (item) {
    case "tyre_pressure":
      return `The tyres have ${result.front_bar} bar in front and ${result.rear_bar} bar at the back.`;
    case "battery":
      return `The battery is at ${result.percent} percent.`;
    case "fuel":
      return `The tank is ${result.percent} percent full, that is ${result.litres} litres.`;
    case "odometer":
      return `The car has done ${result.kilometres} kilometres.`;
    case "service":
      return `The next service is due in ${result.days} days or ${result.kilometres} kilometres.`;
    case "outside_temperature":
      return `It is ${result.celsius} degrees outside.`;
    default:
      return `The ${item === "oil" ? "oil level" : "washer fluid"} is ${LEVEL.en[String(result.level)]}.`;
  }
}

function german({ item }: Values, result: Values): string {
  switch (item) {
    case "tyre_pressure":
      return `Die Reifen haben vorn ${inDigits(Number(result.front_bar), "de")} bar und hinten ${inDigits(Number(result.rear_bar), "de")} bar.`;
    case "battery":
      return `Der Akku steht bei ${result.percent} Prozent.`;
    case "fuel":
      return `Der Tank ist zu ${result.percent} Prozent voll, das sind ${result.litres} Liter.`;
    case "odometer":
      return `Das Auto ist ${result.kilometres} Kilometer gelaufen.`;
    case "service":
      return `Die nächste Wartung ist in ${result.days} Tagen oder ${result.kilometres} Kilometern fällig.`;
    case "outside_temperature":
      return `Draußen sind es ${inDigits(Number(result.celsius), "de")} Grad.`;
    default:
      return `${item === "oil" ? "Der Ölstand" : "Das Wischwasser"} ist ${LEVEL.de[String(result.level)]}.`;
  }
}

export const vehicle: Domain = {
  tools: {
    get_vehicle_status: {
      names: ["vehicle_info", "check_car", "car_status", "read_vehicle_data", "vehicle_diagnostics", "car_report"],
      heldNames: ["dashboard_reading", "car_health", "gauge_value"],
      description: [
        "Read one value of the car: tyre pressure, battery, fuel, odometer, oil, service, its outside thermometer or washer fluid.",
        "The state of one part of the vehicle.",
        "Vehicle status: tyres, battery level, fuel level, mileage, oil, next service, the car's outside thermometer, washer fluid.",
        "Tells how one thing of the car stands, such as fuel or tyre pressure.",
      ],
      standIns: ["get_weather", "get_charging_status"],
      parameters: {
        item: {
          type: "string",
          enum: ITEMS,
          description: ["What to read.", "Which value of the car.", "The thing that is asked about."],
          names: ["what", "value", "part", "component"],
        },
      },
      result: (args, draw) => reading(args.item, draw),
      answer: { en: english, de: german },
    },
  },
  intents: statusIntents.map((intent) => ({ ...intent, weight: 0.6 })),
};
