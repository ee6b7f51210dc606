/** First names and full names. */
export const PEOPLE: readonly string[] =
  "Anna|Tom|Maria|Paul|Lena|Max|Sophie|Jonas|Emma Clark|Ben|Mia|Oliver|mum|dad|Mama|Papa|Oma|Dr. Weber".split("|");

/** Towns and well-known places. */
export const PLACES: readonly string[] =
  "Berlin|Hamburg|London|Stafford|Munich|München|Köln|Manchester|Paris|Heidelberg|Oxford|Leipzig|York|Wien|Zürich|Bristol".split(
    "|",
  );

/** Streets without numbers. */
export const STREETS: readonly string[] =
  "Hauptstraße|High Street|Bahnhofstraße|Station Road|Lindenweg|Mill Lane|Goethestraße|Church Road".split("|");

export const SONGS: readonly string[] =
  "Yesterday|Imagine|Thriller|Blue Monday|Africa|Waterloo|Atemlos|Wonderwall|Hello|Fix You".split("|");

export const ARTISTS: readonly string[] =
  "Adele|Queen|Nena|The Beatles|Coldplay|Rammstein|Mozart|Miles Davis|Björk|ABBA".split("|");

/** Whole sentences for somebody, without an end mark. */
export const MESSAGES = {
  en: "I'm running late|see you at eight|happy birthday|please buy milk|I'll be there in ten minutes".split("|"),
  de: "ich komme später|bis gleich|alles Gute zum Geburtstag|bring bitte Milch mit|ich bin in zehn Minuten da".split(
    "|",
  ),
} as const;

/** Something to do. English: stands behind "remind me to". German: stands behind "erinnere mich an:". */
export const TASKS = {
  en: "call the dentist|water the plants|pick up the kids|pay the rent|buy bread".split("|"),
  de: "Zahnarzt anrufen|Blumen gießen|Kinder abholen|Miete überweisen|Brot kaufen".split("|"),
} as const;

/** Titles of something in a calendar. */
export const EVENTS = {
  en: "team meeting|dentist|lunch with Sarah|yoga|project review|haircut".split("|"),
  de: "Teambesprechung|Zahnarzt|Mittagessen mit Sarah|Yoga|Elternabend|Friseur".split("|"),
} as const;
