import type { Intent } from "../domain.ts";
import { meaning, town } from "../language/slots.ts";

const fast = meaning([
  { value: 50, en: ["fast", "quick", "rapid"], de: ["schnelle"] },
  { value: 150, en: ["ultra-fast", "ultra fast", "super fast"], de: ["ultraschnelle", "superschnelle"] },
]);
const power = meaning(
  [11, 22, 43, 50, 75, 100, 120, 150, 200, 250, 300, 350].map((kw) => ({
    value: kw,
    en: [`${kw} kW`, `${kw} kilowatts`, `${kw}kW`],
    de: [`${kw} kW`, `${kw} Kilowatt`, `${kw}kW`],
  })),
);
const aFast = meaning([
  { value: 50, en: ["a fast", "a quick", "a rapid"], de: ["eine schnelle"] },
  {
    value: 150,
    en: ["an ultra-fast", "an ultra fast", "a super fast"],
    de: ["eine ultraschnelle", "eine superschnelle"],
  },
]);

/** Chargers near the car or in a town, fast ones, or by their power. */
export const chargerIntents: readonly Intent[] = [
  {
    tool: "find_charger",
    en: {
      imperative: [
        "find [me |]a [charger|charging station|charging point|place to charge]",
        "[show|find] [me |]the [nearest|closest] [charger|charging station|charge point]",
        "look for [chargers|charging stations|somewhere to charge][ nearby| around here|]",
        "take a look for a charging station",
      ],
      other: [
        "where's the [nearest|closest|next] [charger|charging station|charging point]",
        "where can i charge[ the car| up|]",
        "i need [a charger|a charging station]",
        "is there a [charger|charging station|charging point] [nearby|around here|near me]",
        "charging stations near me",
        "[any|are there] chargers [nearby|around here]",
        "we have to charge [soon|somewhere]",
        "how far is the next charger",
      ],
      held: [
        "anywhere to plug in around here",
        "we could do with a charge point soon",
        "point me to a charging station",
        "which charger is closest to us",
        "i want to plug in the car somewhere",
      ],
    },
    de: {
      imperative: [
        "[such|suche|finde] [mir |]eine [Ladesäule|Ladestation]",
        "[zeig|such|finde] [mir |]die nächste [Ladesäule|Ladestation]",
        "zeig [mir |]Ladesäulen in der Nähe",
        "such mal, wo ich laden kann",
      ],
      infinitive: [
        "eine [Ladesäule|Ladestation] [suchen|finden]",
        "[die nächste Ladesäule|Ladesäulen in der Nähe] [zeigen|suchen]",
      ],
      other: [
        "wo ist die nächste [Ladesäule|Ladestation]",
        "wo kann ich [hier |]laden",
        "ich brauche eine Ladesäule",
        "gibt es hier [eine Ladesäule|eine Ladestation|Ladesäulen]",
        "Ladesäulen in der Nähe",
        "wir müssen bald [laden|irgendwo laden]",
        "wie weit ist es bis zur nächsten Ladesäule",
        "wo gibt es hier Strom fürs Auto",
      ],
      held: [
        "wo kann ich mein Auto anstecken",
        "wir bräuchten mal eine Ladestation",
        "welche Ladesäule liegt am nächsten",
        "ich suche Strom für den Wagen",
        "weißt du eine Ladesäule hier",
      ],
    },
    args: () => ({}),
  },
  {
    tool: "find_charger",
    slots: { fast, aFast },
    en: {
      imperative: [
        "find [me |]{aFast} [charger|charging station|charge point]",
        "show [me |]{fast} chargers[ nearby|]",
        "look for {aFast} charger",
      ],
      other: [
        "where's the [nearest|next] {fast} charger",
        "i need {aFast} [charger|charging station]",
        "is there {aFast} charger [nearby|around here]",
        "{fast} chargers near me",
        "{aFast} charger please",
      ],
      held: [
        "point me to something that's {aFast} charger",
        "we'd like {aFast} charge point",
        "any {fast} charging close to us",
        "know {aFast} charging station",
      ],
    },
    de: {
      imperative: [
        "[such|finde] [mir |]eine {fast} [Ladesäule|Ladestation]",
        "zeig [mir |]{fast} Ladesäulen[ in der Nähe|]",
        "such {fast} Ladestationen",
      ],
      infinitive: ["eine {fast} Ladesäule [suchen|finden]", "{fast} Ladestationen zeigen"],
      other: [
        "wo ist die nächste {fast} Ladesäule",
        "ich brauche eine {fast} [Ladesäule|Ladestation]",
        "gibt es hier eine {fast} Ladesäule",
        "{fast} Ladesäulen in der Nähe",
        "eine {fast} Ladesäule bitte",
      ],
      held: [
        "wir bräuchten eine {fast} Ladestation",
        "weißt du eine {fast} Ladesäule",
        "wo kann ich an eine {fast} Ladesäule",
        "ist eine {fast} Ladestation in der Gegend",
      ],
    },
    args: ({ fast, aFast }) => ({ min_power_kw: fast ?? aFast! }),
  },
  {
    tool: "find_charger",
    slots: { power },
    en: {
      imperative: [
        "find a [charger|charging station] with [at least |]{power}",
        "show [me |]chargers with [at least |]{power}",
        "look for a {power} charger",
        "find a charger that [has|does|delivers] [at least |]{power}",
      ],
      other: [
        "i need a {power} charger",
        "where's the nearest charger with {power}[ or more|]",
        "is there a {power} charging station nearby",
        "charger with at least {power}",
        "chargers from {power} up",
        "minimum {power}, where can i charge",
      ],
      held: [
        "the charging point should have {power}",
        "where do i get {power} for the car",
        "a charge point of {power} or better, please",
        "we want {power} at least from a charger",
      ],
    },
    de: {
      imperative: [
        "[such|finde] eine [Ladesäule|Ladestation] mit [mindestens |]{power}",
        "zeig mir Ladesäulen [mit|ab] {power}",
        "such eine Ladesäule, die [mindestens |]{power} [hat|schafft|liefert]",
      ],
      infinitive: ["eine Ladesäule mit [mindestens |]{power} [suchen|finden]", "Ladestationen ab {power} zeigen"],
      other: [
        "ich brauche eine Ladesäule mit {power}",
        "wo ist die nächste Ladesäule mit {power}",
        "gibt es hier eine Ladestation mit {power}",
        "Ladesäule mit mindestens {power}",
        "Ladesäulen ab {power}",
        "mindestens {power}, wo kann ich laden",
      ],
      held: [
        "die Ladesäule sollte {power} haben",
        "wo bekomme ich {power} fürs Auto",
        "eine Ladestation, nicht unter {power}",
        "wir wollen mit {power} laden, wo geht das",
      ],
    },
    args: ({ power }) => ({ min_power_kw: power! }),
    correctable: ["power"],
    followUps: [
      {
        en: ["and with {power}", "what about {power}", "with at least {power}"],
        de: ["und mit {power}", "und ab {power}", "mit mindestens {power}"],
        slots: ["power"],
      },
    ],
  },
  {
    tool: "find_charger",
    slots: { town, power },
    en: {
      imperative: [
        "find [a charger|chargers|a charging station] in {town}[ with at least {power}| with {power}|]",
        "show [me |]charging stations in {town}",
        "look for a {power} charger in {town}",
      ],
      other: [
        "where can i charge in {town}",
        "is there a [charger|charging station] [in|near] {town}",
        "i need [a charger|to charge] in {town}",
        "chargers in {town}[ with {power}|]",
        "charging stations [in|near] {town}",
      ],
      held: [
        "does {town} have a charging point",
        "when i'm in {town} i have to charge, where can i",
        "where do i plug in the car in {town}",
        "what chargers does {town} have",
      ],
    },
    de: {
      imperative: [
        "[such|finde] [mir |]eine [Ladesäule|Ladestation] in {town}[ mit {power}| mit mindestens {power}|]",
        "zeig mir Ladesäulen in {town}[ ab {power}|]",
      ],
      infinitive: ["[eine Ladesäule|Ladestationen] in {town} [suchen|finden]", "Ladesäulen in {town} zeigen"],
      other: [
        "wo kann ich in {town} laden",
        "gibt es in {town} [eine Ladesäule|Ladesäulen]",
        "ich [muss in {town} laden|brauche eine Ladesäule in {town}]",
        "Ladesäulen in {town}[ mit {power}|]",
        "wo ist in {town} eine Ladestation",
      ],
      held: [
        "hat {town} eine Ladestation",
        "in {town} will ich das Auto anstecken, wo geht das",
        "wie komme ich in {town} an Strom fürs Auto",
        "welche Ladesäulen hat {town}",
      ],
    },
    args: ({ town, power }) => ({ ...(power === undefined ? {} : { min_power_kw: power }), town: town! }),
    correctable: ["town"],
    followUps: [
      {
        en: ["and in {town}", "what about {town}"],
        de: ["und in {town}", "wie sieht es in {town} aus"],
        slots: ["town"],
      },
    ],
  },
];
