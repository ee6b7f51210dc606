import type { Slot, Values } from "../domain.ts";
import { type Draw, ofSplit } from "../draw.ts";
import { inDigits } from "../language/numbers.ts";
import { meaning, place } from "../language/slots.ts";
import { SITES, TOWNS } from "../language/words.ts";

const towns = new Set(TOWNS);
const sites = new Set(SITES);

/** Unnamed goals that stand behind an article; the value is the word without it. */
const GENERAL = {
  en: "airport|train station|station|city centre|town centre|beach|hospital|office|harbour|zoo|stadium|town hall|library|swimming pool|football ground|golf course|campsite|hotel|ferry terminal|exhibition centre|police station|university|car dealer|garden centre|railway museum"
    .split("|")
    .map((word) => `the ${word}`),
  de: "zum Flughafen|zum Bahnhof|zum Strand|zum Hafen|zum Zoo|zum Stadion|zum Rathaus|zum Schwimmbad|zum Sportplatz|zum Golfplatz|zum Campingplatz|zum Hotel|zum Krankenhaus|zum Arzt|zum Baumarkt|zum Gartencenter|zum Autohändler|zum Kindergarten|zum Friedhof|zum See|zur Schule|zur Uni|zur Messe|zur Fähre|zur Polizei|zur Werkstatt|zur Bibliothek|zur Arena|zur Post|zur Kirche".split(
    "|",
  ),
};

/** A goal with the words before it: "to Bath", "to the airport", "nach Köln", "zum Hauptbahnhof"; the value is bare. */
export const goal: Slot = (draw) => {
  if (draw.random.chance(0.25)) return generalGoal(draw);
  const filled = place(draw);
  const text = String(filled.value);
  if (draw.language === "de") return { text: `${germanPreposition(text)} ${text}`, value: text };
  const article = sites.has(text) && /Museum|Park$|Stadium|Bridge|Louvre/.test(text) && draw.random.chance(0.4);
  return { text: `to ${article ? "the " : ""}${text}`, value: text };
};

function generalGoal(draw: Draw): ReturnType<Slot> {
  const bare = (text: string): string => text.replace(/^(the|zum|zur) /, "");
  const text = ofSplit(draw, () => draw.random.pick(GENERAL[draw.language]), bare);
  return { text: draw.language === "en" ? `to ${text}` : text, value: bare(text) };
}

function germanPreposition(text: string): string {
  if (towns.has(text)) return "nach";
  const name = text.replace(/ \d+$/, "");
  if (/(straße|gasse|allee|chaussee|schule|arena|hütte)$/i.test(name)) return "zur";
  if (/(weg|platz|bahnhof|museum|dom|tor|garten|park|stadion|markt)$/i.test(name)) return "zum";
  return sites.has(text) ? "zu" : "nach";
}

/** One to three places in a row; the value is their array. */
export const stops: Slot = (draw) => {
  const count = draw.random.weighted([
    [1, 4],
    [2, 4],
    [3, 1],
  ]);
  const names: string[] = [];
  while (names.length < count) {
    const name = String(place(draw).value);
    if (!names.includes(name)) names.push(name);
  }
  const and = draw.language === "en" ? " and " : " und ";
  const text = count === 3 ? `${names[0]}, ${names[1]}${and}${names[2]}` : names.join(and);
  return { text, value: names };
};

/** "Bath, York and Hull". */
export function joined(names: unknown, and: string): string {
  const list = Array.isArray(names) ? names.map(String) : [String(names)];
  return list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")} ${and} ${list.at(-1)}`;
}

/** A distance and how long it takes, that fit each other. */
export function journey({ random }: Draw): Values {
  const distance = random.chance(0.4) ? random.integer(8, 99) / 10 : random.integer(10, 680);
  return { distance_km: distance, duration_minutes: Math.round(distance * (random.integer(7, 14) / 10)) + 3 };
}

/** "1 h 20 min", "45 minutes". */
export function durationText(minutes: unknown, language: "en" | "de"): string {
  const total = Number(minutes);
  if (total < 60) return language === "en" ? `${total} minutes` : `${total} Minuten`;
  const rest = total % 60;
  return `${Math.floor(total / 60)} h${rest ? ` ${rest} min` : ""}`;
}

export function kilometres(distance: unknown, language: "en" | "de"): string {
  return `${inDigits(Number(distance), language)} km`;
}

export function clockTime({ random }: Draw): string {
  return `${String(random.integer(0, 23)).padStart(2, "0")}:${String(random.integer(0, 59)).padStart(2, "0")}`;
}

export const AVOIDED = ["tolls", "motorways", "ferries"] as const;

export const avoided = meaning([
  { value: ["tolls"], en: ["tolls", "toll roads"], de: ["Maut", "Mautstraßen", "mautpflichtige Straßen"] },
  { value: ["motorways"], en: ["motorways", "highways", "the motorway"], de: ["Autobahnen", "Autobahn"] },
  { value: ["ferries"], en: ["ferries", "any ferry"], de: ["Fähren"] },
  {
    value: ["tolls", "motorways"],
    en: ["tolls and motorways", "toll roads and highways"],
    de: ["Maut und Autobahnen"],
  },
  { value: ["tolls", "ferries"], en: ["tolls and ferries"], de: ["Maut und Fähren", "Mautstraßen und Fähren"] },
  { value: ["motorways", "ferries"], en: ["motorways and ferries"], de: ["Autobahnen und Fähren"] },
]);
