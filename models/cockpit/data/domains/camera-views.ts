import type { Language } from "../domain.ts";
import type { Draw } from "../draw.ts";

const THINGS: Readonly<Record<Language, readonly string[]>> = {
  en: "a red brick church|an old stone bridge|a white sailing boat|a brown dog on the grass|a busy market square|a yellow tram|a narrow street with cafés|a tall glass tower|a wooden gate|a field of sunflowers|a blue bicycle at a wall|a small lake with ducks|a marble statue of a horse|a green door|three parked cars|a playground with a slide|a row of old houses|a castle on a hill|a train at the platform|a black cat on a fence|two children with a kite|a bakery window with bread|a large oak tree|a fountain in a park".split(
    "|",
  ),
  de: "eine rote Backsteinkirche|eine alte Steinbrücke|ein weißes Segelboot|ein brauner Hund auf der Wiese|ein belebter Marktplatz|eine gelbe Straßenbahn|eine enge Gasse mit Cafés|ein hoher Glasturm|ein Holztor|ein Feld mit Sonnenblumen|ein blaues Fahrrad an einer Mauer|ein kleiner See mit Enten|eine Marmorstatue eines Pferdes|eine grüne Tür|drei geparkte Autos|ein Spielplatz mit Rutsche|eine Reihe alter Häuser|eine Burg auf einem Hügel|ein Zug am Bahnsteig|eine schwarze Katze auf einem Zaun|zwei Kinder mit einem Drachen|ein Schaufenster mit Brot|eine große Eiche|ein Brunnen im Park".split(
    "|",
  ),
};
const SIGNS = {
  english:
    "No parking|Exit|Closed on Sundays|Mind the step|Pull|Please keep the door shut|Tickets at the counter|Wet paint",
  german:
    "Parken verboten|Ausgang|Sonntags geschlossen|Vorsicht Stufe|Ziehen|Bitte Tür schließen|Karten am Schalter|Frisch gestrichen",
  french:
    "Stationnement interdit|Sortie|Fermé le dimanche|Attention à la marche|Tirez|Fermez la porte|Billets au guichet|Peinture fraîche",
  spanish:
    "Prohibido aparcar|Salida|Cerrado los domingos|Cuidado con el escalón|Tirar|Cierre la puerta|Entradas en taquilla|Recién pintado",
  italian:
    "Divieto di sosta|Uscita|Chiuso la domenica|Attenzione al gradino|Tirare|Chiudere la porta|Biglietti alla cassa|Vernice fresca",
};
const KINDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    plant: "a daisy|lavender|a maple tree|ivy|a sunflower|a fern|a rose|mint",
    animal: "a blackbird|a red squirrel|a heron|a beagle|a ladybird|a fallow deer|a swift",
    building: "the town hall|a Gothic cathedral|the old post office|a watermill|the opera house",
    landmark: "the Brandenburg Gate|Tower Bridge|Cologne Cathedral|the Eiffel Tower|the Zugspitze",
    product: "a coffee grinder|a pair of running shoes|a desk lamp|a bread knife|a hiking backpack",
    vehicle: "a fire engine|an old tractor|a cargo bike|a red convertible",
  },
  de: {
    plant: "ein Gänseblümchen|Lavendel|ein Ahorn|Efeu|eine Sonnenblume|ein Farn|eine Rose|Minze",
    animal: "eine Amsel|ein Eichhörnchen|ein Reiher|ein Beagle|ein Marienkäfer|ein Damhirsch|ein Mauersegler",
    building: "das Rathaus|eine gotische Kathedrale|die alte Post|eine Wassermühle|das Opernhaus",
    landmark: "das Brandenburger Tor|die Tower Bridge|der Kölner Dom|der Eiffelturm|die Zugspitze",
    product: "eine Kaffeemühle|ein Paar Laufschuhe|eine Schreibtischlampe|ein Brotmesser|ein Wanderrucksack",
    vehicle: "ein Feuerwehrauto|ein alter Traktor|ein Lastenrad|ein rotes Cabrio",
  },
};

/** What a camera may see, in the nominative: "a red brick church". */
export const scene = ({ random, language }: Draw): string => random.pick(THINGS[language]);

/** A thing of this kind, in the nominative. */
export const thing = ({ random, language }: Draw, kind: string): string =>
  random.pick(KINDS[language][kind]!.split("|"));

export const SIGN_LANGUAGES = Object.keys(SIGNS);

/** The words of a sign in one of `SIGN_LANGUAGES`, and in another one, of which it says which. */
export function sign({ random }: Draw, target: string): { original: string; translation: string } {
  const from = random.pick(SIGN_LANGUAGES.filter((name) => name !== target)) as keyof typeof SIGNS;
  const at = random.integer(0, 7);
  return { original: SIGNS[from].split("|")[at]!, translation: SIGNS[target as typeof from].split("|")[at]! };
}

/** What stands on something in sight. */
export const inscription = ({ random, language }: Draw): string =>
  random.pick(SIGNS[language === "de" ? "german" : "english"].split("|"));
