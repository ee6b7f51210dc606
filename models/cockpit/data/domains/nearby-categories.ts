import type { Language } from "../domain.ts";
import type { Draw } from "../draw.ts";
import { meaning, oneOf } from "../language/slots.ts";

/**
 * Kinds of places: English words without an article; German ones in the accusative with one ("such {ein}").
 * Names are what a search may find.
 */
const KINDS = {
  petrol_station: {
    en: "petrol station|gas station|filling station|garage for petrol",
    de: "eine Tankstelle",
    plural: { en: "petrol stations|gas stations", de: "Tankstellen" },
    names: "Shell|Aral|Esso|BP|Total|Jet|Star|OMV",
  },
  cafe: {
    en: "café|coffee shop|cafe",
    de: "ein Café|ein Kaffeehaus",
    plural: { en: "cafés|coffee shops", de: "Cafés" },
    names: "Café Luna|Bean Corner|Costa|Café Mozart|Kaffeerösterei Nord|Daily Grind",
  },
  restaurant: {
    en: "restaurant|place to eat|diner",
    de: "ein Restaurant|ein Lokal|eine Gaststätte",
    plural: { en: "restaurants|places to eat", de: "Restaurants|Lokale" },
    names: "Zum Löwen|Trattoria Roma|Golden Dragon|The Oak|Ocakbaşı|Bistro Vert",
  },
  parking: {
    en: "car park|parking space|parking spot|parking garage|place to park",
    de: "einen Parkplatz|ein Parkhaus|eine Tiefgarage",
    plural: { en: "car parks|parking spaces|parking spots", de: "Parkplätze|Parkhäuser" },
    names: "Parkhaus Mitte|NCP Central|Tiefgarage Markt|Q-Park|Station Car Park",
  },
  pharmacy: {
    en: "pharmacy|chemist|chemist's|drugstore",
    de: "eine Apotheke",
    plural: { en: "pharmacies|chemists", de: "Apotheken" },
    names: "Stern-Apotheke|Boots|Löwen-Apotheke|Well Pharmacy|Rathaus-Apotheke",
  },
  supermarket: {
    en: "supermarket|grocery store|food shop",
    de: "einen Supermarkt|einen Lebensmittelladen",
    plural: { en: "supermarkets|grocery stores", de: "Supermärkte" },
    names: "Rewe|Tesco|Edeka|Lidl|Aldi|Sainsbury's",
  },
  hotel: {
    en: "hotel|place to sleep|bed and breakfast",
    de: "ein Hotel|eine Pension|eine Unterkunft",
    plural: { en: "hotels", de: "Hotels|Unterkünfte" },
    names: "Hotel Astoria|Premier Inn|Pension Edelweiß|Park Hotel|Ibis",
  },
  hospital: {
    en: "hospital|emergency room|clinic",
    de: "ein Krankenhaus|eine Klinik|eine Notaufnahme",
    plural: { en: "hospitals", de: "Krankenhäuser|Kliniken" },
    names: "St. Marien|City Hospital|Klinikum Süd|Royal Infirmary",
  },
  atm: {
    en: "cash machine|cashpoint|ATM|bank machine",
    de: "einen Geldautomaten|einen Bankautomaten",
    plural: { en: "cash machines|ATMs", de: "Geldautomaten" },
    names: "Sparkasse|Barclays|Volksbank|HSBC|Postbank",
  },
  car_wash: {
    en: "car wash",
    de: "eine Waschanlage|eine Autowäsche|eine Waschstraße",
    plural: { en: "car washes", de: "Waschanlagen|Waschstraßen" },
    names: "Mr. Wash|IMO|CleanPark|Sparkle",
  },
  toilet: {
    en: "toilet|public toilet|restroom|loo|bathroom",
    de: "eine Toilette|ein WC|ein Klo",
    plural: { en: "toilets|restrooms", de: "Toiletten" },
    names: "Rathaus|Shopping Centre|Raststätte West|Park Lane",
  },
  rest_area: {
    en: "rest area|service area|motorway services|rest stop",
    de: "eine Raststätte|einen Rastplatz|eine Raststelle",
    plural: { en: "rest areas|service areas", de: "Raststätten|Rastplätze" },
    names: "Raststätte Nord|Oxford Services|Rasthof Seeblick|Welcome Break",
  },
} as const;

type Kind = keyof typeof KINDS;
export const CATEGORIES: readonly string[] = Object.keys(KINDS);

type Texts = Readonly<Record<Language, readonly string[]>>;
const slotOf = (texts: (kind: Kind) => Texts) =>
  oneOf(Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, texts(kind as Kind)])));

/** "petrol station", "Tankstelle". */
export const kind = slotOf((kind) => ({
  en: KINDS[kind].en.split("|"),
  de: KINDS[kind].de.split("|").map((text) => text.replace(/^\w+ /, "")),
}));
/** "a petrol station", "eine Tankstelle", "einen Parkplatz". */
export const someKind = slotOf((kind) => ({
  en: KINDS[kind].en.split("|").map((text) => `${/^[aeiou]/i.test(text) ? "an" : "a"} ${text}`),
  de: KINDS[kind].de.split("|"),
}));
/** "the nearest petrol station", "die nächste Tankstelle" in the accusative. */
export const nearestKind = slotOf((kind) => ({
  en: KINDS[kind].en.split("|").flatMap((text) => [`the nearest ${text}`, `the closest ${text}`, `the next ${text}`]),
  de: KINDS[kind].de.split("|").map(nearestInGerman),
}));
/** "petrol stations", "Tankstellen". */
export const kinds = slotOf((kind) => ({
  en: KINDS[kind].plural.en.split("|"),
  de: KINDS[kind].plural.de.split("|"),
}));

function nearestInGerman(text: string): string {
  return text
    .replace(/^eine /, "die nächste ")
    .replace(/^einen /, "den nächsten ")
    .replace(/^ein /, "das nächste ");
}

export function nameFound(category: unknown, { random }: Draw): string {
  const names = KINDS[category as Kind]?.names ?? "Central";
  return random.pick(names.split("|"));
}

/** What one says instead of naming the place. */
export const need = meaning([
  {
    value: "petrol_station",
    en: [
      "we're running low on petrol",
      "i need petrol",
      "i have to fill up",
      "i need to get gas",
      "the tank is nearly empty",
    ],
    de: ["ich muss tanken", "wir brauchen Benzin", "der Tank ist fast leer", "wir müssen bald tanken"],
  },
  {
    value: "cafe",
    en: ["i need a coffee", "i could use a coffee", "i'd like a cappuccino"],
    de: ["ich brauche einen Kaffee", "ich hätte gern einen Kaffee", "ich will einen Cappuccino trinken"],
  },
  {
    value: "restaurant",
    en: ["i'm hungry", "i'm starving", "we want to eat something", "let's get dinner"],
    de: ["ich habe Hunger", "ich bin hungrig", "wir wollen etwas essen", "wir wollen irgendwo essen gehen"],
  },
  {
    value: "toilet",
    en: ["i need the toilet", "i need to pee", "i have to go to the loo", "the kids need the toilet"],
    de: ["ich muss aufs Klo", "ich muss mal auf die Toilette", "die Kinder müssen aufs Klo"],
  },
  {
    value: "atm",
    en: ["i need cash", "i have to get some money out"],
    de: ["ich brauche Bargeld", "ich muss Geld abheben"],
  },
  {
    value: "pharmacy",
    en: ["i need some painkillers", "i have to get my medicine", "i need aspirin"],
    de: ["ich brauche Kopfschmerztabletten", "ich brauche ein Medikament", "ich brauche Aspirin"],
  },
  {
    value: "parking",
    en: ["i need to park", "where can i park", "where can i leave the car"],
    de: ["ich muss parken", "wo kann ich parken", "wo kann ich das Auto abstellen"],
  },
  {
    value: "car_wash",
    en: ["the car is filthy", "the car needs a wash", "where can i get the car washed"],
    de: ["das Auto ist dreckig", "das Auto muss gewaschen werden", "wo kann ich das Auto waschen lassen"],
  },
  {
    value: "hotel",
    en: ["we need somewhere to sleep", "where can we stay tonight"],
    de: ["wir müssen irgendwo übernachten", "wo können wir heute schlafen"],
  },
  {
    value: "supermarket",
    en: ["i need to buy some groceries", "i have to do the shopping"],
    de: ["ich muss noch einkaufen", "ich muss Lebensmittel kaufen"],
  },
]);
