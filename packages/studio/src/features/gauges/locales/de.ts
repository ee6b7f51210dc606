import type { Texts } from "../../../i18n/texts.ts";
import type { texts as en } from "./en.ts";

export const texts: Texts<typeof en> = {
  title: "Anzeigen",
  state: {
    waiting: "wartet auf den Server",
    live: "live",
    paused: "angehalten",
  },
  waiting: "Wartet auf die ersten Werte …",
  ask: "Etwas fragen",
  stop: "Anhalten",
  asTable: "Als Tabelle",
  model: "Modell {{model}}",
  idle: {
    title: "Noch nichts zu messen",
    text: "„Etwas fragen“ schickt dem Modell drei kurze Fragen auf einmal. Während es antwortet, steigen die Kurven.",
    noModel: "Es ist kein Modell da, das antworten könnte. Hol dir eines auf der Seite Modelle.",
  },
  question: {
    one: "Erzähl mir eine lange Geschichte von einem Leuchtturmwärter, der einen Brief in einer Flasche findet, und wohin er damit geht.",
    two: "Erzähl mir eine lange Geschichte von einem Leuchtturmwärter, der eine Uhr findet, die rückwärts geht, und was er tut.",
    three: "Erkläre Schritt für Schritt, wie Brot entsteht, vom Korn bis zum warmen Laib auf dem Tisch.",
  },
  ago: {
    minute: "vor 1 min",
    fiveMinutes: "vor 5 min",
  },
  span: {
    label: "Zeitraum",
    minute: "1 Minute",
    fiveMinutes: "5 Minuten",
  },
  now: "jetzt",
  nothingYet: "noch nichts",
  lastSeen: "zuletzt {{value}}",
  gauge: {
    writing: "Antworten schreiben",
    reading: "Eingaben lesen",
    firstToken: "Zeit bis zum ersten Wort",
    cached: "Eingabe schon bekannt",
    batch: "Antworten zugleich",
    load: "Anfragen",
    step: "Dauer eines Schritts",
    busy: "Auslastung",
  },
  what: {
    writing: "Wie schnell die Antworten wachsen, alle zusammen. Ein Token ist ein Wort oder ein Stück davon.",
    reading: "Wie schnell neue Eingaben aufgenommen werden, ehe die Antwort beginnt.",
    firstToken: "Wie lange man nach der Frage wartet, bis die Antwort beginnt.",
    cached: "Anteil der Eingaben, der schon gelesen war und nicht noch einmal gelesen werden musste.",
    batch: "An wie vielen Antworten ein Schritt zugleich arbeitet. Mehr zugleich ergibt insgesamt mehr.",
    load: "Anfragen, die gerade beantwortet werden, und solche, die warten, bis sie an der Reihe sind.",
    step: "Ein Schritt gibt jeder laufenden Antwort ihr nächstes Token oder nimmt ein Stück einer Eingabe auf.",
    busy: "Anteil der Zeit, in der das Modell gerechnet hat.",
  },
  firstTokenOnce: "Bisher von einer Antwort.",
  firstTokenDetail:
    "Von den letzten {{answers}} Antworten begann die Hälfte binnen {{median}} ms, die langsamste nach {{longest}} ms.",
  unit: {
    tokensPerSecond: "Token pro Sekunde",
    batch: "von höchstens {{most}}",
    load: "{{running}} in Arbeit, {{waiting}} in der Warteschlange",
  },
  contexts: {
    title: "Benutzter Kontext",
    none: "Gerade wird keine Antwort geschrieben.",
    answer: "Eingabe von {{prompt}} Token und ihre Antwort",
    used: "{{used}} von {{most}} Token",
    more_one: "Und noch eine.",
    more_other: "Und noch {{count}}.",
    what: "Wie weit jede Antwort ist, gemessen an dem, was sie werden darf. Das Modell fasst {{most}} Token auf einmal.",
  },
  memory: {
    title: "Arbeitsspeicher",
    what: "Gewichte, Kontexte und Platz zum Rechnen",
    used: "Platz für Kontexte: in Gebrauch",
    kept: "Platz für Kontexte: aufgehoben, falls dieselbe Eingabe wiederkommt",
    checkpoints: "Zustände, aufgehoben, falls dieselbe Eingabe wiederkommt",
  },
  processMemory: "Der Prozess des Servers selbst belegt {{bytes}}.",
  table: {
    caption: {
      minute: "Die letzte Minute",
      fiveMinutes: "Die letzten fünf Minuten",
    },
    gauge: "Anzeige",
    now: "Jetzt",
    lowest: "Kleinster Wert",
    mean: "Mittel",
    highest: "Größter Wert",
  },
};
