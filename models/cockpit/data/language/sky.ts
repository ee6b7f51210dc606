/** What weather services call the sky, and how it is said in German. */
export const SKY: Readonly<Record<string, string>> = {
  sunny: "sonnig",
  "mostly sunny": "überwiegend sonnig",
  "partly cloudy": "teilweise bewölkt",
  cloudy: "bewölkt",
  overcast: "bedeckt",
  fog: "Nebel",
  drizzle: "Nieselregen",
  "light rain": "leichter Regen",
  rain: "Regen",
  "heavy rain": "starker Regen",
  showers: "Schauer",
  thunderstorm: "Gewitter",
  hail: "Hagel",
  sleet: "Schneeregen",
  "light snow": "leichter Schneefall",
  snow: "Schnee",
  windy: "windig",
  clear: "klar",
};
const WET = /rain|drizzle|showers|thunder|hail|sleet|snow/;

export const isWet = (condition: string): boolean => WET.test(condition);
