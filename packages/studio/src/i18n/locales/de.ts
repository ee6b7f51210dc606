import type { Texts } from "../texts.ts";
import type { texts as en } from "./en.ts";

export const texts: Texts<typeof en> = {
  studio: "Studio",
  skipToContent: "Zum Inhalt",
  pages: "Seiten",
  language: "Sprache",
  close: "Schließen",
  tryAgain: "Noch einmal",
  loading: "Lädt …",
  page: {
    cockpit: "Cockpit",
    chat: "Chat",
    compare: "Vergleich",
    models: "Modelle",
    gauges: "Anzeigen",
    glass: "Maschine",
  },
  theme: {
    system: "Hell oder dunkel: wie das System",
    light: "Hell oder dunkel: hell",
    dark: "Hell oder dunkel: dunkel",
  },
  connection: {
    gone: "Der Server antwortet nicht. Läuft er noch? npm start startet ihn; diese Seite macht dann von selbst weiter.",
    back: "Der Server ist wieder da.",
    retry: "Jetzt versuchen",
    connecting: "Suche den Server …",
    running: "Modell bereit: {{model}}",
    loading: "Modell lädt: {{model}}",
    idle: "Lädt, wenn gefragt: {{model}}",
  },
  key: {
    title: "Dieser Server verlangt einen Schlüssel",
    why: "Wer ihn gestartet hat, hat ihn gesetzt (QWENTS_API_KEY). Er bleibt in diesem Browser und geht nur an diesen Server.",
    label: "Schlüssel",
    wrong: "Der Server nimmt diesen Schlüssel nicht an. Prüfe ihn, oder frage, wer den Server gestartet hat.",
    use: "Schlüssel benutzen",
    enter: "Schlüssel eingeben",
  },
  errors: {
    page: "Diese Seite ließ sich nicht anzeigen. Versuche es noch einmal; hilft das nicht, lade sie neu.",
    unreachable:
      "Der Server ist nicht erreichbar. Läuft er noch? Starte ihn mit npm start und versuche es noch einmal.",
    brokenOff: "Die Antwort brach ab: Der Server ist weg. Sobald er wieder da ist, versuche es noch einmal.",
    key: "Der Server verlangt einen Schlüssel. Gib ihn oben ein und versuche es noch einmal.",
    busy: "Der Server hat gerade zu viel zu tun. Warte einen Moment und versuche es noch einmal.",
    tooLong: "Das Gespräch ist zu lang für dieses Modell. Beginne ein neues oder lass etwas weg.",
    brokeDown: "Das Modell ist abgestürzt. Versuche es noch einmal: Es wird neu geladen.",
    noMemory: "Für dieses Modell reicht der Speicher nicht. Entlade ein anderes oder wähle ein kleineres.",
    noModel: "Der Server hat dieses Modell nicht. Wähle ein anderes.",
    language: "Diese Sprache ließ sich nicht laden. Läuft der Server noch?",
    other: "Der Server meldet: {{message}}",
    unknown: "Etwas ging schief, womit niemand gerechnet hat ({{message}}). Lade die Seite neu.",
  },
};
