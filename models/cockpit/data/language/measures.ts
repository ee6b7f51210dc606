import type { Language } from "../domain.ts";

/** A unit: how many of its dimension's base units it is, what it is added to, and how it is said (in the plural). */
export interface Measure {
  readonly factor: number;
  /** Base units at zero: temperatures only. */
  readonly zero?: number;
  readonly en: readonly string[];
  readonly de: readonly string[];
}

const measure = (factor: number, en: string, de: string, zero = 0): Measure => ({
  factor,
  zero,
  en: en.split("|"),
  de: de.split("|"),
});

/** Lengths in metres, weights in grams, speeds in m/s, volumes in litres, temperatures in kelvin, areas in m², spans in seconds. */
export const MEASURES: Readonly<Record<string, Measure>> = {
  kilometers: measure(1000, "kilometers|kilometres|km|kilometres", "Kilometer|km|Kilometer"),
  meters: measure(1, "meters|metres|m", "Meter|m|Meter"),
  centimeters: measure(0.01, "centimeters|centimetres|cm", "Zentimeter|cm"),
  millimeters: measure(0.001, "millimeters|millimetres|mm", "Millimeter|mm"),
  miles: measure(1609.344, "miles|miles|mi", "Meilen"),
  nautical_miles: measure(1852, "nautical miles", "Seemeilen"),
  yards: measure(0.9144, "yards", "Yard|Yards"),
  feet: measure(0.3048, "feet|ft", "Fuß"),
  inches: measure(0.0254, "inches", "Zoll|Inches"),
  kilograms: measure(1000, "kilograms|kilos|kg|kilogrammes", "Kilogramm|Kilo|kg"),
  grams: measure(1, "grams|grammes|g", "Gramm|g"),
  tonnes: measure(1_000_000, "tonnes|metric tons", "Tonnen"),
  pounds: measure(453.59237, "pounds|lbs|lb", "Pfund"),
  ounces: measure(28.349523125, "ounces|oz", "Unzen"),
  stone: measure(6350.29318, "stone", "Stone"),
  kilometers_per_hour: measure(
    1 / 3.6,
    "kilometers per hour|kilometres per hour|km/h|kph",
    "Kilometer pro Stunde|km/h|Stundenkilometer",
  ),
  miles_per_hour: measure(0.44704, "miles per hour|mph|miles an hour", "Meilen pro Stunde|mph"),
  meters_per_second: measure(1, "meters per second|metres per second|m/s", "Meter pro Sekunde|m/s"),
  knots: measure(1852 / 3600, "knots", "Knoten"),
  liters: measure(1, "liters|litres|l", "Liter|l"),
  milliliters: measure(0.001, "milliliters|millilitres|ml", "Milliliter|ml"),
  gallons: measure(3.785411784, "gallons|us gallons", "Gallonen"),
  pints: measure(0.473176473, "pints|us pints", "Pints"),
  cups: measure(0.2365882365, "cups", "Cups|US-Tassen"),
  celsius: measure(1, "degrees celsius|celsius|°C|degrees centigrade", "Grad Celsius|Celsius|°C", 273.15),
  fahrenheit: measure(
    5 / 9,
    "degrees fahrenheit|fahrenheit|°F",
    "Grad Fahrenheit|Fahrenheit|°F",
    273.15 - (32 * 5) / 9,
  ),
  kelvin: measure(1, "kelvin", "Kelvin"),
  hectares: measure(10_000, "hectares", "Hektar"),
  acres: measure(4046.8564224, "acres", "Acres|Acre"),
  square_meters: measure(1, "square meters|square metres", "Quadratmeter|qm"),
  hours: measure(3600, "hours", "Stunden"),
  minutes: measure(60, "minutes", "Minuten"),
  seconds: measure(1, "seconds", "Sekunden"),
  days: measure(86_400, "days", "Tage|Tage"),
};

/** Units that are converted into one another: from either side to the other one. */
export const PAIRINGS: readonly {
  readonly sides: readonly [string, string];
  readonly first: number;
  readonly last: number;
}[] = [
  { sides: ["kilometers nautical_miles", "miles"], first: 2, last: 900 },
  { sides: ["meters", "feet yards inches"], first: 2, last: 900 },
  { sides: ["centimeters millimeters meters", "inches feet"], first: 2, last: 300 },
  { sides: ["kilometers", "meters centimeters"], first: 2, last: 400 },
  { sides: ["kilograms grams", "pounds ounces"], first: 2, last: 900 },
  { sides: ["kilograms", "stone grams pounds"], first: 2, last: 300 },
  { sides: ["kilometers_per_hour meters_per_second", "miles_per_hour knots"], first: 5, last: 320 },
  { sides: ["liters milliliters", "gallons pints cups"], first: 2, last: 600 },
  { sides: ["celsius", "fahrenheit kelvin"], first: 2, last: 120 },
  { sides: ["hectares square_meters", "acres"], first: 2, last: 500 },
  { sides: ["tonnes", "kilograms pounds"], first: 2, last: 90 },
  { sides: ["hours days", "minutes seconds"], first: 2, last: 200 },
];

/** With at most `digits` decimals. */
export function rounded(number: number, digits: number): number {
  return Number(number.toFixed(digits));
}

export function converted(value: number, from: string, to: string): number {
  const [source, target] = [MEASURES[from]!, MEASURES[to]!];
  const result = (value * source.factor + (source.zero ?? 0) - (target.zero ?? 0)) / target.factor;
  return Math.abs(result) < 1 ? Number(result.toPrecision(3)) : rounded(result, Math.abs(result) < 1000 ? 2 : 0);
}

export function measureInAnswer(name: string, language: Language): string {
  return MEASURES[name]?.[language][0] ?? name;
}
