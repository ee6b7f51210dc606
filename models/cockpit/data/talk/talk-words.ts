/** Things of the world that no tool of a car or of smart glasses is about. */
export const THINGS = {
  en: "dog|cat|house|tree|river|mountain|ocean|moon|star|planet|book|table|garden|flower|rose|apple|bread|cheese|soup|cake|pasta|wine|beer|egg|fish|bird|horse|cow|sheep|lion|whale|bee|ant|spider|bicycle|bridge|castle|piano|guitar|violin|drum|knife|spoon|hammer|needle|paper|pencil|shirt|shoe|hat|ring|gold|silver|iron|stone|sand|fire|war|peace|love|money|tax|law|king|queen|soldier|teacher|farmer|heart|brain|blood|virus|medicine|atom|gravity|electricity|magnet|robot|computer|website|printer|rocket|quantum physics|photosynthesis|democracy|inflation|philosophy|chess|football|tennis|sleep|climate change|volcano|earthquake|desert|forest|island|dinosaur|pyramid|eiffel tower|mona lisa|titanic|bible|blockchain|stock market|machine learning|neural network|black hole|time travel|vaccine|carpet|sofa|potato|tomato|onion|garlic|salt|sugar|banana|lemon|rice|chicken|steak|salad|keyboard|novel|psychology|algebra|geometry|evolution|dna|cell|bacteria|roman empire|renaissance|opera|ballet|poetry|sculpture|marathon|origami|elephant|tiger|penguin|dolphin|butterfly|oak|mushroom|strawberry|lasagna|pancake|trousers|backpack|laptop|microscope|telescope|insurance|mortgage|marriage|friendship|happiness|dishwasher|washing machine|vacuum cleaner|lawn mower|violin concerto|constitution|parliament".split(
    "|",
  ),
  de: "Hund|Katze|Haus|Baum|Fluss|Berg|Ozean|Mond|Stern|Planet|Buch|Tisch|Garten|Blume|Rose|Apfel|Brot|Käse|Suppe|Kuchen|Nudeln|Wein|Bier|Ei|Fisch|Vogel|Pferd|Kuh|Schaf|Löwe|Wal|Biene|Ameise|Spinne|Fahrrad|Brücke|Schloss|Klavier|Gitarre|Geige|Trommel|Messer|Löffel|Hammer|Nadel|Papier|Bleistift|Hemd|Schuh|Hut|Ring|Gold|Silber|Eisen|Stein|Sand|Feuer|Krieg|Frieden|Liebe|Geld|Steuer|Gesetz|König|Königin|Soldat|Lehrer|Bauer|Herz|Gehirn|Blut|Virus|Medizin|Atom|Schwerkraft|Elektrizität|Magnet|Roboter|Computer|Webseite|Drucker|Rakete|Quantenphysik|Photosynthese|Demokratie|Inflation|Philosophie|Schach|Fußball|Tennis|Schlaf|Klimawandel|Vulkan|Erdbeben|Wüste|Wald|Insel|Dinosaurier|Pyramide|Eiffelturm|Mona Lisa|Titanic|Bibel|Blockchain|Börse|maschinelles Lernen|neuronales Netz|schwarzes Loch|Zeitreise|Impfung|Teppich|Sofa|Kartoffel|Tomate|Zwiebel|Knoblauch|Salz|Zucker|Banane|Zitrone|Reis|Huhn|Steak|Salat|Tastatur|Roman|Psychologie|Algebra|Geometrie|Evolution|DNA|Zelle|Bakterien|römisches Reich|Renaissance|Oper|Ballett|Lyrik|Skulptur|Marathon|Origami|Elefant|Tiger|Pinguin|Delfin|Schmetterling|Eiche|Pilz|Erdbeere|Lasagne|Pfannkuchen|Hose|Rucksack|Laptop|Mikroskop|Teleskop|Versicherung|Hypothek|Ehe|Freundschaft|Glück|Spülmaschine|Waschmaschine|Staubsauger|Rasenmäher|Violinkonzert|Verfassung|Parlament".split(
    "|",
  ),
} as const;

export const COUNTRIES = {
  en: "France|Italy|Spain|Japan|China|Brazil|Peru|Egypt|Kenya|Canada|Norway|Poland|India|Turkey|Texas|Australia|Iceland|Portugal|the USA|Germany|Mexico|Ireland|Sweden|Greece|Scotland|Cuba".split(
    "|",
  ),
  de: "Frankreich|Italien|Spanien|Japan|China|Brasilien|Peru|Ägypten|Kenia|Kanada|Norwegen|Polen|Indien|Österreich|Bayern|Australien|Island|Portugal|Deutschland|Mexiko|Irland|Schweden|Griechenland|Schottland|Kuba|Belgien".split(
    "|",
  ),
} as const;

export const FAMOUS: readonly string[] =
  "Einstein|Napoleon|Mozart|Goethe|Newton|Shakespeare|Gandhi|Picasso|Caesar|Marie Curie|Darwin|Bach|Galileo|Platon|Kant|Kafka|Frida Kahlo|Hannah Arendt|Alan Turing|Ada Lovelace|Rembrandt|Michelangelo|Beethoven|Cervantes".split(
    "|",
  );

export const HAPPENINGS = {
  en: "the war|the french revolution|the world cup|the moon landing|the olympics|the election|the big bang|the middle ages|the first world war|the crisis|the last match|the cold war|the stone age|the ice age".split(
    "|",
  ),
  de: "der Krieg|die Französische Revolution|die Weltmeisterschaft|die Mondlandung|Olympia|die Wahl|der Urknall|das Mittelalter|der Erste Weltkrieg|die Krise|das letzte Spiel|der Kalte Krieg|die Steinzeit|die Eiszeit".split(
    "|",
  ),
} as const;

/** Kinds of text; the German ones are neuters, behind "ein". */
export const WRITINGS = {
  en: "poem|story|haiku|essay|speech|report|recipe|review|summary|novel|limerick|article|blog post|cover letter|sonnet|fairy tale".split(
    "|",
  ),
  de: "Gedicht|Märchen|Haiku|Referat|Rezept|Essay|Drehbuch|Kapitel|Sonett|Theaterstück|Rätsel|Bewerbungsschreiben|Blog".split(
    "|",
  ),
} as const;

export const CODE_LANGUAGES: readonly string[] =
  "Python|Java|Rust|C|C++|Go|Haskell|SQL|Bash|CSS|HTML|Ruby|Kotlin|Swift|React|JavaScript|Lua|Scala".split("|");
