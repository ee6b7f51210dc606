import type { Texts } from "../../../i18n/texts.ts";
import type { texts as en } from "./en.ts";

export const texts: Texts<typeof en> = {
  title: "Gläserne Maschine",
  intro:
    "Ein Modell schreibt immer nur ein Wortstück, und jedes Mal kommen alle seine Schichten nacheinander an die Reihe. Hier siehst du jeden solchen Schritt von innen: aus welcher Arbeit er besteht und wohin die Zeit geht.",
  state: {
    waiting: "wartet auf den Server",
    live: "schaut zu",
    paused: "angehalten",
    notLoaded: "das Modell ist nicht geladen",
  },
  send: "Frage schicken",
  stop: "Anhalten",
  asTable: "Als Tabelle",
  model: "Modell",
  question:
    "Erkläre jemandem, der noch nie davon gehört hat, wie Ebbe und Flut entstehen und warum es sie an den meisten Tagen zweimal gibt. Beginne mit dem Mond, geh weiter zur Sonne und ende damit, was Seeleute daraus machen.",
  empty: {
    title: "Noch kein Schritt",
    text: "„Frage schicken“ gibt dem Modell für ein paar Sekunden etwas zu tun. Jeder seiner Schritte erscheint dann hier.",
    kinds: "Was die Farben bedeuten werden",
    noModel: "Es ist kein Modell da, das antworten könnte. Hol dir eines auf der Seite Modelle.",
  },
  note: "Gemessen wird nur, solange diese Seite offen und zu sehen ist; das bremst ein wenig. Höchstens vier Schritte pro Sekunde werden gezeigt.",
  steps: "Schritte",
  columns: "Jede Säule ist ein Schritt: je höher, desto länger hat er gedauert.",
  sort: {
    prompt: "liest die Eingabe",
    answer: "schreibt die Antwort",
  },
  step: {
    prompt_one: "Schritt {{step}}: nimmt {{count, number}} Token auf",
    prompt_other: "Schritt {{step}}: nimmt {{count, number}} Token auf",
    answer_one: "Schritt {{step}}: findet das nächste Token einer Antwort",
    answer_other: "Schritt {{step}}: findet je das nächste Token von {{count}} Antworten",
    both: "Schritt {{step}}: nimmt {{prompt, number}} Token auf und setzt Antworten um {{answers}} Token fort",
  },
  noStep: "noch kein Schritt",
  pick: "Schritt, der gezeigt wird",
  previous: "Schritt davor",
  next: "Schritt danach",
  hold: "Festhalten",
  follow: "Neueste",
  byKind: "Wohin die Zeit geht",
  typical: {
    name: "Typischer Schritt",
    prompt_one: "Median aus {{count}} Schritt, der eine Eingabe liest: {{time}}.",
    prompt_other: "Median aus {{count}} Schritten, die Eingaben lesen: {{time}}.",
    answer_one: "Median aus {{count}} Schritt, der die Antwort schreibt: {{time}}.",
    answer_other: "Median aus {{count}} Schritten, die die Antwort schreiben: {{time}}.",
  },
  layer: "Schicht {{layer}}",
  times: "{{count}}-mal",
  lane: {
    before: "davor",
    after: "danach",
  },
  arrangement: {
    label: "Anordnung",
    layers: "Schichten bündig",
    clock: "Wie es ablief",
  },
  timeline: {
    label: "Ablauf des Schritts. Mit den Pfeiltasten geht es von Vorgang zu Vorgang und von Schicht zu Schicht.",
  },
  byLayer: {
    caption: "Schicht für Schicht",
    layer: "Schicht",
    all: "Zusammen",
  },
  byTask: {
    caption: "Woraus der Schritt besteht",
    task: "Arbeit",
    share: "Anteil",
    time: "Zeit",
    units:
      "GB/s: wie schnell die Gewichte aus dem Speicher gelesen wurden. GFLOP/s: Milliarden Additionen und Multiplikationen pro Sekunde.",
  },
  explained: "Erklärung",
  howTo: {
    title: "So liest man das",
    text: "Jede Zeile ist eine Schicht, jeder Balken ein Stück Arbeit: je länger der Balken, desto länger hat es gedauert. Der Text geht von oben nach unten durch die Schichten.",
    hint: "Zeige auf etwas Farbiges oder geh mit den Pfeiltasten hin, und hier steht, was es tut. Ein Klick hält den Schritt fest.",
  },
  fact: {
    time: "Zeit",
    share: "{{share}} des Schritts",
    reads: "Liest",
    computes: "Rechnet",
  },
  kind: {
    embedding: {
      name: "Wörter zu Zahlen",
      what: "Schlägt jedes Token in einer Tabelle nach. Heraus kommt eine lange Zahlenreihe: was das Token für sich genommen bedeutet, noch ohne seine Umgebung.",
    },
    attention: {
      name: "Aufmerksamkeit",
      what: "Schaut zurück: findet heraus, welche früheren Token für dieses hier wichtig sind, und sammelt ein, was sie zu sagen haben. Nur hier erfahren Token voneinander.",
    },
    linearAttention: {
      name: "Lineare Aufmerksamkeit",
      what: "Schaut auf andere Art zurück: führt eine Zusammenfassung von allem Bisherigen, immer gleich groß, und schreibt sie mit jedem Token fort. Kostet gleich viel, wie lang der Text auch ist.",
    },
    mlp: {
      name: "Feed-Forward",
      what: "Denkt durch, was gesammelt wurde, jedes Token für sich. Hier liegen die meisten Gewichte eines Modells und das meiste seines Wissens. Mit Experten braucht jedes Token nur wenige Teile davon.",
    },
    norm: {
      name: "Normen und Summen",
      what: "Hält die Zahlen in gleichmäßiger Größe und zählt jedes Ergebnis zu dem hinzu, was vorher bekannt war.",
    },
    output: {
      name: "Ausgabematrix",
      what: "Vergleicht das Ergebnis mit jedem Token, das das Modell kennt. Jedes bekommt eine Note: wie gut es hier passen würde.",
    },
    sampling: {
      name: "Auswahl",
      what: "Wählt das nächste Token nach diesen Noten, und wo die Antwort eine Form haben muss, nur unter denen, die hineinpassen.",
    },
    engine: {
      name: "Drumherum",
      what: "Die Arbeit der Maschine selbst: Sie plant, wer an der Reihe ist, verteilt die Arbeit auf die Rechen-Threads und nimmt die Ergebnisse entgegen.",
    },
  },
  task: {
    plan: {
      name: "Planen",
      what: "Entscheidet, welche Anfragen an diesem Schritt teilnehmen, und mit wie vielen Token.",
    },
    record: {
      name: "Liste schreiben",
      what: "Das Modell schreibt alle Vorgänge dieses Schritts der Reihe nach auf. Gerechnet wird noch nichts.",
    },
    dispatch: {
      name: "Verteilen",
      what: "Die Liste geht an die Rechen-Threads; das ist die Zeit, bis der erste Vorgang beginnt.",
    },
    collect: { name: "Einsammeln", what: "Die Noten kommen von den Rechen-Threads zurück." },
    grammar: {
      name: "Grammatik",
      what: "Wo die Antwort eine Form haben muss, etwa JSON, wird ermittelt, welche Token jetzt kommen dürfen.",
    },
    sample: {
      name: "Token wählen",
      what: "Wählt das nächste Token nach seiner Note und nach Einstellungen wie der Temperatur und macht Text daraus.",
    },
    commit: {
      name: "Festschreiben",
      what: "Hängt das neue Token an jede Antwort, schickt es hinaus und beendet fertige Antworten.",
    },
    embedding: {
      name: "Token nachschlagen",
      what: "Holt für jedes Token eine Zeile einer großen Tabelle: die Zahlen, mit denen das Modell beginnt.",
    },
    norm: {
      name: "Norm",
      what: "Bringt die Zahlen eines Tokens auf eine gleichmäßige Größe, damit das Folgende gut arbeitet. Wenig Rechnung, schnell getan.",
    },
    headNorm: {
      name: "Norm von Anfragen und Schlüsseln",
      what: "Bringt Anfragen und Schlüssel auf eine gleichmäßige Größe, ehe sie verglichen werden.",
    },
    queriesKeysValues: {
      name: "Anfragen, Schlüssel, Werte",
      what: "Macht aus jedem Token drei Reihen: wonach es sucht (Query), woran man es findet (Key) und was es zu sagen hat (Value).",
    },
    rope: {
      name: "Position",
      what: "Dreht Anfragen und Schlüssel um einen Winkel, der von ihrem Platz im Text abhängt, damit sich nah und fern unterscheiden lassen.",
    },
    attention: {
      name: "Zurückschauen",
      what: "Liest die aufgehobenen Schlüssel und Werte aller früheren Token, vergleicht die Schlüssel mit der Anfrage und sammelt die passenden Werte ein. Je länger der Text, desto länger dauert es.",
    },
    mergeHeads: {
      name: "Köpfe vereinen",
      what: "Aufmerksamkeit sucht nach mehreren Dingen zugleich, für jedes hat sie einen Kopf. Hier wird aus ihren Funden wieder eine Reihe.",
    },
    prepareUpdate: {
      name: "Fortschreibung vorbereiten",
      what: "Macht Anfragen, Schlüssel und Werte und die Tore, die sagen, wie viel vergessen und wie viel gelernt wird.",
    },
    convolution: { name: "Nachbarn mischen", what: "Mischt jedes Token mit den wenigen, die direkt davor stehen." },
    deltaRule: {
      name: "Zusammenfassung fortschreiben",
      what: "Vergisst ein wenig, schreibt das neue Token in die Zusammenfassung aller früheren und liest heraus, wonach das Token fragt. Dauert gleich lang, wie lang der Text auch ist.",
    },
    widen: {
      name: "Verbreitern",
      what: "Verteilt die Zahlen jedes Tokens auf eine breitere Reihe, zweimal: einmal der Inhalt, einmal die Tore dafür. Große Gewichte: Sie aus dem Speicher zu lesen kostet die Zeit.",
    },
    gate: { name: "Tore", what: "Lässt jede Zahl so weit durch, wie ihr Tor offen steht." },
    narrow: { name: "Verschmälern", what: "Bringt die breite Reihe auf ihre übliche Länge zurück." },
    router: { name: "Verteiler fragen", what: "Bewertet, wie gut jeder Experte zu jedem Token passt." },
    chooseExperts: {
      name: "Experten wählen",
      what: "Nimmt für jedes Token die wenigen Experten, die am besten passen.",
    },
    experts: {
      name: "Experten",
      what: "Verbreitert und verschmälert mit den Gewichten der gewählten Experten; die der anderen werden gar nicht erst gelesen.",
    },
    combineExperts: {
      name: "Experten vereinen",
      what: "Zählt die Ergebnisse der Experten zusammen; der passendste zählt am meisten.",
    },
    sum: {
      name: "Addieren",
      what: "Zählt das Ergebnis zu dem hinzu, was vorher vom Token bekannt war, damit unterwegs nichts verloren geht.",
    },
    bias: { name: "Versatz", what: "Zählt zu jeder Zahl eine feste hinzu." },
    slice: { name: "Ausschneiden", what: "Nimmt den Teil einer Reihe, der als Nächstes gebraucht wird." },
    select: {
      name: "Nur die letzten Token",
      what: "Macht nur mit den Token weiter, zu denen das nächste gesucht wird.",
    },
    output: {
      name: "Alle Token bewerten",
      what: "Multipliziert das Ergebnis mit der Ausgabematrix: eine Note für jedes Token des Wortschatzes. Oft die größte einzelne Matrix eines Modells.",
    },
    other: { name: "Andere Arbeit", what: "Ein Vorgang, den diese Seite noch nicht kennt." },
  },
};
