const list = (text: string): readonly string[] => text.trim().split(/\s*\|\s*/);

/** First names, full names, titles and relations, as one says them in either language. */
export const PEOPLE: readonly string[] = list(`
Anna|Tom|Maria|Paul|Lena|Max|Sophie|Jonas|Emma|Ben|Mia|Oliver|Lukas|Leon|Finn|Elias|Noah|Felix|Julian|Tim|Niklas|
Jan|Moritz|Philipp|Simon|David|Fabian|Tobias|Stefan|Andreas|Thomas|Michael|Markus|Jürgen|Klaus|Dieter|Wolfgang|Uwe|
Bernd|Holger|Jörg|Günther|Heinz|Karsten|Torsten|Ralf|Sven|Björn|Lars|Hannah|Leonie|Lea|Marie|Laura|Julia|Sarah|Lisa|
Katharina|Johanna|Clara|Ida|Frieda|Greta|Charlotte|Nele|Jule|Pia|Franziska|Claudia|Sabine|Petra|Monika|Birgit|Heike|
Susanne|Andrea|Silke|Ute|Gabi|Renate|Ingrid|Helga|Gisela|James|John|Robert|William|George|Harry|Jack|Charlie|Alfie|
Liam|Ethan|Logan|Mason|Lucas|Henry|Alexander|Daniel|Matthew|Joshua|Ryan|Nathan|Dylan|Callum|Rhys|Gareth|Ian|Neil|
Graham|Nigel|Keith|Stuart|Duncan|Hamish|Fiona|Olivia|Amelia|Isla|Ava|Lily|Grace|Freya|Poppy|Ella|Evie|Ruby|Alice|
Lucy|Chloe|Megan|Bethany|Rachel|Rebecca|Hayley|Siobhan|Niamh|Aoife|Ciara|Sean|Connor|Padraig|Ashley|Brooke|Madison|
Abigail|Jennifer|Jessica|Amanda|Stephanie|Nicole|Mehmet|Ayşe|Fatma|Emre|Deniz|Yusuf|Elif|Zeynep|Can|Murat|Hakan|
Leyla|Ahmed|Mohammed|Omar|Ali|Hassan|Fatima|Aisha|Layla|Yasmin|Karim|Samir|Nadia|Amir|Reza|Parisa|Shirin|Priya|Arjun|
Rahul|Anjali|Sanjay|Deepika|Vikram|Ravi|Meera|Kavita|Wei|Li Na|Xiao Ming|Mei|Hiroshi|Yuki|Kenji|Sakura|Haruto|Min-jun|
Ji-woo|Linh|Minh|Thanh|Somchai|Putri|Pierre|Camille|Jean-Luc|Amélie|Mathieu|Élodie|Giulia|Marco|Luca|Francesca|Matteo|
Chiara|Giovanni|Carlos|Lucía|Javier|Sofía|Alejandro|Carmen|Diego|Valentina|João|Inês|Tiago|Beatriz|Piotr|Agnieszka|
Kasia|Tomasz|Zofia|Jakub|Marek|Ivan|Olga|Dmitri|Natasha|Oksana|Andriy|Svetlana|Milan|Jelena|Goran|Ivana|Zoltán|Ágnes|
Nikos|Eleni|Yannis|Erik|Ingrid Larsen|Astrid|Magnus|Sanne|Joost|Femke|Kwame|Amara|Chidi|Ngozi|Thabo|Zola|
Emma Clark|Peter Müller|Lisa Schneider|Jan Becker|Katrin Hoffmann|Sebastian Vogel|Anja Krüger|Oliver Stone|
Kate Bradley|Steve Harris|Nina Lehmann|Mark Thompson|Julia Roth|Ahmet Yılmaz|Elena Petrova|Marco Rossi|Ana García|
Hans Zimmermann|Susan Walker|Tim Bergmann|Laura Jung|David O'Brien|Rebecca Stone|Priya Sharma|Wei Chen|Mike Dawson|
Dr. Weber|Dr. Patel|Dr. Schmidt|Dr. Evans|Dr. Yılmaz|Dr. Lindqvist|Professor Klein|Professor Hughes|Frau Schmidt|
Frau Krause|Frau Özdemir|Frau Lehmann|Mrs Patel|Mrs Robinson|Mr Baker|Mr Singh|Miss Carter|Mama|Papa|Mum|Dad|Mom|Oma|
Opa|Grandma|Grandpa|Nana|Tante Gerda|Onkel Karl|Aunt Mary|Uncle Bob|Oma Inge|Opa Werner|Auntie Jo|Sam|Alex|Chris|Kim|
Robin|Jo|Toni|Nicky|Steffi|Basti|Flo|Hanna Winter|Paula Sommer|Jens Petersen|Maja|Fritz|Otto|Emil|Oskar|Theo|Anton|
Karl|Mathilda|Rosa|Selma|Ronja|Svenja|Wiebke|Hauke|Malte|Thorben|Xaver|Sepp|Vroni|Resi|Urs|Reto|Beat Keller
`);

/** Towns. */
export const TOWNS: readonly string[] = list(`
Berlin|Hamburg|Munich|München|Köln|Cologne|Frankfurt|Stuttgart|Düsseldorf|Leipzig|Dortmund|Essen|Bremen|Dresden|
Hannover|Hanover|Nürnberg|Nuremberg|Duisburg|Bochum|Wuppertal|Bielefeld|Bonn|Münster|Mannheim|Karlsruhe|Augsburg|
Wiesbaden|Mönchengladbach|Gelsenkirchen|Aachen|Braunschweig|Kiel|Chemnitz|Magdeburg|Freiburg|Krefeld|Halle|Mainz|
Lübeck|Erfurt|Oberhausen|Rostock|Kassel|Hagen|Potsdam|Saarbrücken|Hamm|Ludwigshafen|Oldenburg|Osnabrück|Leverkusen|
Heidelberg|Darmstadt|Solingen|Regensburg|Paderborn|Ingolstadt|Würzburg|Fürth|Ulm|Heilbronn|Pforzheim|Wolfsburg|
Göttingen|Bottrop|Reutlingen|Koblenz|Bremerhaven|Erlangen|Trier|Jena|Salzgitter|Siegen|Gera|Hildesheim|Cottbus|
Zwickau|Schwerin|Konstanz|Tübingen|Bamberg|Bayreuth|Passau|Landshut|Kempten|Rosenheim|Garmisch-Partenkirchen|
Füssen|Lindau|Friedrichshafen|Ravensburg|Biberach|Weimar|Eisenach|Gotha|Görlitz|Bautzen|Stralsund|Greifswald|Wismar|
Flensburg|Husum|Cuxhaven|Stade|Lüneburg|Celle|Goslar|Marburg|Gießen|Fulda|Limburg|Wetzlar|Offenbach|Hanau|
Aschaffenburg|Schweinfurt|Bad Homburg|Bad Nauheim|Rothenburg ob der Tauber|Emden|Norden|Leer|Papenburg|Lingen|
Vechta|Soest|Detmold|Wien|Vienna|Graz|Linz|Salzburg|Innsbruck|Klagenfurt|Villach|Bregenz|Dornbirn|Zürich|Zurich|
Basel|Bern|Genf|Geneva|Luzern|Lugano|St. Gallen|Winterthur|Chur|Davos|London|Manchester|Birmingham|Leeds|Liverpool|
Sheffield|Bristol|Newcastle|Nottingham|Leicester|Coventry|Bradford|Hull|Stoke|Wolverhampton|Derby|Southampton|
Portsmouth|Plymouth|Exeter|Bath|Oxford|Cambridge|Norwich|Ipswich|Brighton|Hastings|Canterbury|Dover|Reading|Swindon|
Milton Keynes|Northampton|Luton|Peterborough|Lincoln|York|Harrogate|Whitby|Scarborough|Durham|Sunderland|Carlisle|
Lancaster|Preston|Blackpool|Bolton|Chester|Stafford|Shrewsbury|Hereford|Worcester|Gloucester|Cheltenham|Salisbury|
Winchester|Bournemouth|Torquay|Truro|Penzance|St Ives|Cardiff|Swansea|Newport|Aberystwyth|Bangor|Edinburgh|Glasgow|
Aberdeen|Dundee|Inverness|Stirling|Perth|Fort William|Oban|Belfast|Derry|Dublin|Cork|Galway|Limerick|Paris|Lyon|
Marseille|Strasbourg|Straßburg|Colmar|Nice|Bordeaux|Toulouse|Lille|Calais|Rome|Rom|Milan|Mailand|Venice|Venedig|
Florence|Bologna|Verona|Turin|Naples|Neapel|Bozen|Meran|Barcelona|Madrid|Valencia|Sevilla|Málaga|Palma|Bilbao|Lisbon|
Lissabon|Porto|Amsterdam|Rotterdam|Utrecht|Den Haag|Groningen|Eindhoven|Brussels|Brüssel|Antwerp|Gent|Brügge|
Luxemburg|Copenhagen|Kopenhagen|Aarhus|Odense|Stockholm|Malmö|Göteborg|Oslo|Bergen|Helsinki|Tallinn|Riga|Vilnius|
Warsaw|Warschau|Krakau|Danzig|Breslau|Stettin|Prague|Prag|Brünn|Pilsen|Bratislava|Budapest|Ljubljana|Zagreb|Split|
Rijeka|Belgrade|Sofia|Bucharest|Athens|Athen|Thessaloniki|Istanbul|Ankara|Izmir|New York|Boston|Chicago|Denver|
Seattle|San Francisco|Los Angeles|San Diego|Austin|Dallas|Miami|Toronto|Vancouver|Montreal|Tokyo|Kyoto|Seoul|Beijing|
Shanghai|Hong Kong|Singapore|Bangkok|Mumbai|Delhi|Dubai|Sydney|Melbourne|Auckland|Cape Town|Nairobi|Cairo|Marrakesh
`);

/** Stations, airports, museums, shops, parks, as one says them without an article. */
export const SITES: readonly string[] = list(`
Heathrow Airport|Gatwick Airport|Terminal 2|Terminal 5|Stansted|Flughafen München|Frankfurt Airport|
Flughafen Tegel|Hauptbahnhof|Hamburg Hauptbahnhof|Köln Hauptbahnhof|King's Cross|Paddington Station|Victoria Station|
Euston|Liverpool Street Station|Manchester Piccadilly|Waverley Station|Ostbahnhof|Südbahnhof|Westbahnhof|Berlin Südkreuz|
IKEA|IKEA Wembley|Aldi|Lidl|Rewe|Edeka|Kaufland|Penny|Netto|Rossmann|Saturn|MediaMarkt|Bauhaus|Obi|Hornbach|Tesco|
Sainsbury's|Waitrose|Morrisons|Asda|Marks and Spencer|John Lewis|B&Q|Boots|Costco|Walmart|Target|Whole Foods|
Starbucks|McDonald's|Burger King|Subway|Nando's|Pizza Express|Vapiano|Café Central|Café Einstein|Backwerk|
Tate Modern|British Museum|Science Museum|Natural History Museum|Deutsches Museum|Städel Museum|Museum Ludwig|
Pergamonmuseum|Miniatur Wunderland|Technik Museum Speyer|Louvre|Rijksmuseum|Hyde Park|Regent's Park|Kew Gardens|
Hampstead Heath|Richmond Park|Greenwich Park|Englischer Garten|Tiergarten|Stadtpark|Westpark|Mauerpark|Volkspark|
Schlosspark|Tempelhofer Feld|Wembley Stadium|Old Trafford|Anfield|Allianz Arena|Olympiastadion|Westfalenstadion|
Volksparkstadion|Royal Albert Hall|Elbphilharmonie|Alte Oper|Semperoper|O2 Arena|Lanxess Arena|Tower Bridge|Big Ben|
Buckingham Palace|Windsor Castle|Stonehenge|Edinburgh Castle|Brandenburger Tor|Alexanderplatz|Potsdamer Platz|
Marienplatz|Kölner Dom|Schloss Neuschwanstein|Zugspitze|Bodensee|Chiemsee|Titisee|Lake Windermere|Loch Ness|Snowdonia|
Peak District|Land's End|Sylt|Rügen|Europa-Park|Phantasialand|Legoland|Alton Towers|Thorpe Park|Chester Zoo|
Tierpark Hellabrunn|Zoo Leipzig|Messe Frankfurt|Messe Hannover|Excel London|Westfield|Bluewater|Bullring|
Trafford Centre|KaDeWe|Camden Market|Borough Market|Viktualienmarkt|Fischmarkt|Rathaus|City Hall|Town Hall|
St Thomas' Hospital|Universitätsklinikum|Charité|Sankt-Josef-Krankenhaus|Imperial College|Humboldt-Universität|
Grundschule am Park|St Mary's School|Goethe-Gymnasium|Tennisclub Blau-Weiß|David Lloyd|Fitness First|McFit|
Autobahnkreuz Leverkusen|Raststätte Irschenberg|Watford Gap|Leigh Delamere|Holiday Inn|Premier Inn|Motel One|
Hotel Adlon|Grand Hotel|Hotel Sonne|Gasthof zur Post|Red Lion|Ristorante Milano|Osteria da Carlo|Sushi Palace|
Taj Mahal Restaurant|Autohaus Weber|Kwik Fit|Praxis Dr. Weber|Silicon Valley|Times Square|Golden Gate Bridge|
Central Park|Eiffel Tower|Eiffelturm|Colosseum|Disneyland|Camp Nou|Hofbräuhaus|Speicherstadt|Landungsbrücken
`);

/** Towns and well-known places. */
export const PLACES: readonly string[] = [...TOWNS, ...SITES];

/** Streets without numbers. */
export const STREETS: readonly string[] = list(`
Hauptstraße|Bahnhofstraße|Lindenweg|Goethestraße|Schillerstraße|Mozartstraße|Beethovenstraße|Gartenstraße|Schulstraße|
Kirchgasse|Dorfstraße|Bergstraße|Waldweg|Ringstraße|Marktplatz|Rosenweg|Birkenweg|Ahornallee|Eichenweg|Tannenweg|
Kastanienallee|Friedrichstraße|Kaiserstraße|Königstraße|Wilhelmstraße|Bismarckstraße|Leopoldstraße|Maximilianstraße|
Ludwigstraße|Karlstraße|Mühlenweg|Am Markt|Am Bahnhof|Am Hang|An der Alster|Unter den Linden|Kurfürstendamm|Torstraße|
Sonnenallee|Karl-Marx-Allee|Reeperbahn|Jungfernstieg|Mönckebergstraße|Zeil|Hohe Straße|Lange Straße|Breite Straße|
Neue Straße|Alte Landstraße|Industriestraße|Hafenstraße|Uferweg|Seestraße|Parkallee|Wiesenweg|Feldstraße|Poststraße|
Rathausplatz|Schlossallee|Münchner Straße|Berliner Straße|Frankfurter Allee|Hamburger Chaussee|Gutenbergstraße|
Röntgenstraße|Einsteinstraße|Humboldtstraße|Luisenstraße|Sophienstraße|Talstraße|High Street|Station Road|Mill Lane|
Church Road|Main Street|London Road|Victoria Road|Green Lane|Manor Road|Park Road|Queens Road|Kings Road|Oxford Street|
Baker Street|Regent Street|Abbey Road|Fleet Street|Downing Street|Portobello Road|Park Avenue|Grange Road|School Lane|
Windsor Road|Albert Street|York Road|Springfield Avenue|Elm Street|Oak Drive|Maple Close|Cedar Avenue|Orchard Way|
Royal Crescent|Meadow Lane|Bridge Street|Castle Street|Market Square|Chapel Lane|Rose Hill|Hillside Avenue|North Street|
South Parade|West End Lane|Eastgate|Broadway|Fifth Avenue|Sunset Boulevard|Wall Street|Harbour View|Riverside Drive|
Lakeshore Road|Canal Walk|Old Mill Road|Vicarage Gardens|Nelson Street|Wellington Road|Cromwell Road|Princes Street|
Deansgate|Northgate|Holloway Road|Brick Lane|Rue de Rivoli|Via Roma|Calle Mayor
`);

export const SONGS: readonly string[] = list(`
Yesterday|Imagine|Thriller|Blue Monday|Africa|Waterloo|Atemlos|Wonderwall|Hello|Fix You|Bohemian Rhapsody|Hey Jude|
Let It Be|Billie Jean|Beat It|Purple Rain|Hotel California|Stairway to Heaven|Dancing Queen|Mamma Mia|Fernando|
Take a Chance on Me|Wannabe|Angels|Viva la Vida|Yellow|Clocks|The Scientist|Rolling in the Deep|Someone Like You|
Skyfall|Set Fire to the Rain|Shape of You|Perfect|Bad Habits|Thinking Out Loud|Blinding Lights|Levitating|New Rules|
Don't Start Now|As It Was|Watermelon Sugar|Flowers|Wrecking Ball|Anti-Hero|Shake It Off|Blank Space|Love Story|
Cruel Summer|Bad Guy|Lovely|Drivers License|Espresso|Heroes|Space Oddity|Life on Mars|Let's Dance|Starman|
Changes|Creep|Karma Police|No Surprises|Smells Like Teen Spirit|Come as You Are|Black|Alive|Enter Sandman|
Nothing Else Matters|One|Master of Puppets|Paranoid|Iron Man|Back in Black|Highway to Hell|Thunderstruck|
Sweet Child o' Mine|November Rain|Paradise City|Livin' on a Prayer|It's My Life|The Final Countdown|Eye of the Tiger|
Don't Stop Believin'|Born to Run|Dancing in the Dark|Born in the USA|Brothers in Arms|Sultans of Swing|
Money for Nothing|Walk of Life|Roxanne|Message in a Bottle|Every Breath You Take|Fields of Gold|With or Without You|
Beautiful Day|Where the Streets Have No Name|Sunday Bloody Sunday|Wish You Were Here|Comfortably Numb|
Another Brick in the Wall|Time|Paint It Black|Angie|Satisfaction|Sympathy for the Devil|Wild Horses|Go Your Own Way|
Dreams|The Chain|Landslide|Rocket Man|Tiny Dancer|Your Song|I'm Still Standing|Piano Man|Uptown Girl|
Bridge over Troubled Water|The Sound of Silence|Mrs. Robinson|Blowin' in the Wind|Like a Rolling Stone|Hallelujah|
Suzanne|Heart of Gold|Old Man|Riders on the Storm|Light My Fire|Whole Lotta Love|Kashmir|Smoke on the Water|
Under Pressure|We Will Rock You|We Are the Champions|Radio Ga Ga|Killer Queen|Superstition|Isn't She Lovely|
What a Wonderful World|Fly Me to the Moon|My Way|New York, New York|Feeling Good|Summertime|So What|Take Five|
Georgia on My Mind|Respect|Stand by Me|My Girl|Ain't No Mountain High Enough|September|Stayin' Alive|Le Freak|
I Will Survive|I Feel Love|Hot Stuff|Get Lucky|One More Time|Around the World|Sandstorm|Insomnia|Firestarter|
Titanium|Wake Me Up|Levels|Lean On|Faded|Happier|Clarity|Sweet Dreams|Tainted Love|Just Can't Get Enough|
Enjoy the Silence|Personal Jesus|Take On Me|The Sun Always Shines on TV|Forever Young|Big in Japan|Maneater|
Running Up That Hill|Wuthering Heights|Enola Gay|West End Girls|Go West|It's a Sin|Relax|Last Christmas|Careless Whisper|
Wake Me Up Before You Go-Go|Girls Just Want to Have Fun|Time After Time|True Colors|Like a Prayer|Vogue|Material Girl|
Hung Up|Crazy in Love|Halo|Umbrella|Diamonds|Uptown Funk|Locked Out of Heaven|Lose Yourself|Stan|Hotline Bling|
God's Plan|Humble|Alright|Hey Ya|Seven Nation Army|Mr. Brightside|Somebody Told Me|Take Me Out|Last Nite|
Do I Wanna Know|Fluorescent Adolescent|Chasing Cars|Run|Boulevard of Broken Dreams|Basket Case|In the End|Numb|
All the Small Things|Zombie|Linger|Torn|Barbie Girl|Macarena|Despacito|La Bamba|Bella Ciao|Volare|Azzurro|Felicità|
La Vie en Rose|Non, je ne regrette rien|99 Luftballons|Nur geträumt|Major Tom|Der Kommissar|Rock Me Amadeus|
Über sieben Brücken|Marmor, Stein und Eisen bricht|Griechischer Wein|Ich war noch niemals in New York|
Aber bitte mit Sahne|Mit 66 Jahren|Verdammt, ich lieb dich|Ein Bett im Kornfeld|Er gehört zu mir|Westerland|
Schrei nach Liebe|Männer|Mensch|Bochum|Flugzeuge im Bauch|Der Weg|Sonderzug nach Pankow|Hinterm Horizont|Cello|
Tage wie diese|Hier kommt Alex|An guten Tagen|Du hast|Sonne|Engel|Ohne dich|Haus am See|Alles neu|Schwarz zu Blau|
Easy|Lila Wolken|Auf uns|Ein Hoch auf uns|Lieblingsmensch|Je ne parle pas français|Chöre|Leiser|Symphonie|
Ein Kompliment|Ich lass für dich das Licht an|Irgendwas bleibt|Geile Zeit|Perfekte Welle|Wolke 7|Traum|Stolz|
Die immer lacht|Atlantis|Cordula Grün|Skandal im Sperrbezirk|Tür an Tür mit Alice|Über den Wolken|Kompass|Leichtes Gepäck
`);

export const ARTISTS: readonly string[] = list(`
Adele|Queen|Nena|The Beatles|Coldplay|Rammstein|Mozart|Miles Davis|Björk|ABBA|The Rolling Stones|Pink Floyd|
Led Zeppelin|David Bowie|Elton John|Prince|Madonna|Michael Jackson|Whitney Houston|Tina Turner|Stevie Wonder|
Aretha Franklin|Ray Charles|Frank Sinatra|Ella Fitzgerald|Louis Armstrong|Nina Simone|John Coltrane|Billie Holiday|
Bob Dylan|Leonard Cohen|Neil Young|Joni Mitchell|Bruce Springsteen|Tom Petty|Fleetwood Mac|Eagles|Dire Straits|
The Police|Sting|Phil Collins|Genesis|Peter Gabriel|Kate Bush|The Cure|Depeche Mode|New Order|Joy Division|The Smiths|
Duran Duran|Eurythmics|Pet Shop Boys|a-ha|Kraftwerk|Tangerine Dream|Scooter|Paul Kalkbrenner|Robin Schulz|Zedd|
Felix Jaehn|Daft Punk|The Chemical Brothers|The Prodigy|Massive Attack|Portishead|Moby|Avicii|David Guetta|
Calvin Harris|Ed Sheeran|Taylor Swift|Harry Styles|Dua Lipa|Billie Eilish|Olivia Rodrigo|Ariana Grande|Beyoncé|Rihanna|
Lady Gaga|Katy Perry|Bruno Mars|The Weeknd|Drake|Kendrick Lamar|Eminem|Jay-Z|Kanye West|Snoop Dogg|Sabrina Carpenter|
Miley Cyrus|Lana Del Rey|Lorde|Sia|Florence and the Machine|Arctic Monkeys|The Killers|The Strokes|Franz Ferdinand|
Muse|Radiohead|Oasis|Blur|Pulp|Placebo|Nirvana|Pearl Jam|Foo Fighters|Red Hot Chili Peppers|Green Day|Linkin Park|
Metallica|Iron Maiden|Black Sabbath|AC/DC|Guns N' Roses|Bon Jovi|Scorpions|Helene Fischer|Herbert Grönemeyer|
Die Ärzte|Die Toten Hosen|Udo Lindenberg|Peter Fox|Seeed|Cro|Sido|Bushido|Apache 207|Capital Bra|Mark Forster|
Max Giesinger|Sarah Connor|Silbermond|Wir sind Helden|Juli|Tocotronic|Element of Crime|Sportfreunde Stiller|
AnnenMayKantereit|Clueso|Xavier Naidoo|Fanta Vier|Deichkind|Fettes Brot|Revolverheld|Rosenstolz|Reinhard Mey|
Hannes Wader|Udo Jürgens|Roland Kaiser|Andrea Berg|Howard Carpendale|Falco|Wanda|Bilderbuch|Rainhard Fendrich|
Patent Ochsner|Bach|Johann Sebastian Bach|Beethoven|Chopin|Vivaldi|Tschaikowski|Debussy|Brahms|Schubert|Wagner|
Philip Glass|Ludovico Einaudi|Hans Zimmer|John Williams|Ennio Morricone|Édith Piaf|Stromae|Zaz|Måneskin|
Andrea Bocelli|Eros Ramazzotti|Adriano Celentano|Shakira|Rosalía|Bad Bunny|Manu Chao|Buena Vista Social Club|
Bob Marley|Fela Kuti|Amy Winehouse|George Michael|Robbie Williams|Take That|Spice Girls|One Direction|U2|
The Cranberries|Sinéad O'Connor|Imagine Dragons|Maroon 5|OneRepublic|Norah Jones|Diana Krall|Jamie Cullum|Sigur Rós|
Roxette|Ace of Base|Robyn|Tarkan|Sezen Aksu|BTS|Blackpink
`);

/** Whole sentences for somebody, without an end mark. */
export const MESSAGES = {
  en: list(`
I'm running late|see you at eight|happy birthday|please buy milk|I'll be there in ten minutes|on my way|I'm on my way|
just left the office|almost there|stuck in traffic|there's a huge traffic jam on the M25|I'll be half an hour late|
start without me|can you pick me up|where are you|what time are we meeting|do you need anything from the shop|
don't wait up|dinner is at seven|I love you|miss you|good luck today|congratulations on the new job|thank you so much|
thanks for yesterday|call me when you get a chance|call me back please|I can't talk right now|I'm driving|
I'm driving, call you later|the meeting has been moved to Thursday|we need to talk|are you coming tonight|
shall we have lunch together|how was your day|how are you feeling|get well soon|hope you feel better|
I forgot my keys|the keys are under the mat|could you let the dog out|please feed the cat|did you lock the door|
did you get my email|I sent you the files|the invoice is on your desk|let's meet at the usual place|
let's postpone to next week|I can't make it tonight|sorry I missed your call|sorry for the late reply|no problem|
sounds good|sure, why not|okay see you then|yes of course|not yet|I'm outside|I'm downstairs|I'm here|
come down please|open the garage please|the train is delayed|my flight is delayed by two hours|just landed|
we have arrived safely|back in five minutes|be right there|give me ten more minutes|save me a seat|
I got the tickets|the kids are asleep|the kids are with my parents|can you collect the children from school|
who is picking up Lily today|football training is cancelled|don't forget the cake|bring a jacket, it's cold|
take an umbrella, it is raining here|the weather is lovely here|we're at the beach|what do you want for dinner|
shall I get pizza on the way home|I'll cook tonight|there's food in the fridge|we are out of coffee|
please bring bread and cheese|can you get some eggs too|the plumber is coming at nine|the parcel has arrived|
your parcel is at the neighbours|what's the wifi password|send me the address|what is your new address|
which floor are you on|is there parking nearby|I found a parking space|the car is in the garage for repairs|
I need to charge the car first|I have to stop for petrol|twenty minutes away|we should be there by noon|
are we still on for Saturday|what should I wear|happy new year to all of you|merry christmas|have a great weekend|
sleep well|good morning sunshine|good night|have a safe trip|text me when you are home|are you home yet|
I'm home|leaving now|leaving in five|I'm in a meeting until three|the presentation went really well|
we won the contract|the boss wants the report by Friday|can you send me the slides|please check the numbers again|
I agree with you|I don't think that's a good idea|maybe another time|let me think about it|that's wonderful news|
you're the best|haha that's so funny|I can't believe it|tell everyone I said hello|give my love to the family|
how did the exam go|did the doctor call|the results are fine|I have a dentist appointment at four|
I'll take the bus|the bus never came|can I borrow your drill|do you still have my book|
there's a spare key with Mrs Miller|can we reschedule our call|I'll join the call from the car|
please start the washing machine|turn the oven off please|the heating is broken again|it's urgent|nothing important|
ask Peter if he wants to come|what was the name of that restaurant|table is booked for six people at half past seven|
I'm bringing two friends along|can I stay at your place tonight|let me know if you need a lift
`),
  de: list(`
ich komme später|bis gleich|alles Gute zum Geburtstag|bring bitte Milch mit|ich bin in zehn Minuten da|bin unterwegs|
ich bin auf dem Weg|bin gerade losgefahren|ich bin gleich da|ich stehe im Stau|auf der A8 ist Stau|
ich verspäte mich um eine halbe Stunde|fangt schon mal ohne mich an|kannst du mich abholen|wo bist du|
wann treffen wir uns|brauchst du noch was aus dem Supermarkt|warte nicht auf mich|Essen gibt es um sieben|
ich liebe dich|ich vermisse dich|viel Glück heute|herzlichen Glückwunsch zum neuen Job|vielen Dank|
danke für gestern|ruf mich an, wenn du Zeit hast|bitte ruf zurück|ich kann gerade nicht sprechen|ich fahre gerade|
ich sitze im Auto, melde mich später|die Besprechung ist auf Donnerstag verschoben|wir müssen reden|
kommst du heute Abend|wollen wir zusammen Mittag essen|wie war dein Tag|wie geht es dir|gute Besserung|
hoffentlich geht es dir bald besser|ich habe meinen Schlüssel vergessen|der Schlüssel liegt unter der Matte|
kannst du den Hund rauslassen|füttere bitte die Katze|hast du die Tür abgeschlossen|hast du meine Mail bekommen|
ich habe dir die Dateien geschickt|die Rechnung liegt auf deinem Schreibtisch|wir treffen uns am üblichen Ort|
lass uns das auf nächste Woche verschieben|ich schaffe es heute nicht|sorry, ich habe deinen Anruf verpasst|
entschuldige die späte Antwort|kein Problem|klingt gut|klar, warum nicht|okay, bis dann|ja natürlich|noch nicht|
ich stehe vor der Tür|bin unten|ich bin da|komm bitte runter|mach bitte das Garagentor auf|der Zug hat Verspätung|
mein Flug hat zwei Stunden Verspätung|bin gerade gelandet|wir sind gut angekommen|bin in fünf Minuten zurück|
bin sofort da|gib mir noch zehn Minuten|halt mir einen Platz frei|ich habe die Karten|die Kinder schlafen|
die Kinder sind bei meinen Eltern|kannst du die Kinder von der Schule abholen|wer holt heute Lilly ab|
Fußballtraining fällt aus|vergiss den Kuchen nicht|nimm eine Jacke mit, es ist kalt|
nimm einen Schirm mit, hier regnet es|das Wetter ist herrlich hier|wir sind am Strand|was möchtest du essen|
soll ich auf dem Heimweg Pizza holen|heute koche ich|im Kühlschrank ist noch was zu essen|der Kaffee ist alle|
bring bitte Brot und Käse mit|kannst du noch Eier kaufen|der Klempner kommt um neun|das Paket ist da|
dein Paket ist beim Nachbarn|wie ist das WLAN-Passwort|schick mir die Adresse|wie ist deine neue Adresse|
in welchem Stock bist du|gibt es dort Parkplätze|ich habe einen Parkplatz gefunden|das Auto ist in der Werkstatt|
ich muss erst noch laden|ich muss noch tanken|noch zwanzig Minuten|wir sind gegen Mittag da|
bleibt es bei Samstag|was soll ich anziehen|euch allen ein gutes neues Jahr|frohe Weihnachten|
schönes Wochenende|schlaf gut|guten Morgen|gute Nacht|gute Reise|schreib mir, wenn du zu Hause bist|
bist du schon zu Hause|ich bin zu Hause|fahre jetzt los|ich gehe in fünf Minuten los|
ich bin bis drei in einer Besprechung|die Präsentation lief super|wir haben den Auftrag|
der Chef will den Bericht bis Freitag|kannst du mir die Folien schicken|prüf bitte noch mal die Zahlen|
da gebe ich dir recht|das halte ich für keine gute Idee|vielleicht ein andermal|ich denke darüber nach|
das sind ja tolle Neuigkeiten|du bist die Beste|haha, sehr lustig|das glaube ich nicht|grüß alle von mir|
liebe Grüße an die Familie|wie lief die Prüfung|hat der Arzt angerufen|die Ergebnisse sind in Ordnung|
ich habe um vier einen Zahnarzttermin|ich nehme den Bus|der Bus ist nicht gekommen|
kann ich mir deine Bohrmaschine leihen|hast du noch mein Buch|Frau Müller hat einen Ersatzschlüssel|
können wir unser Telefonat verschieben|ich wähle mich vom Auto aus ein|mach bitte die Waschmaschine an|
schalte bitte den Herd aus|die Heizung ist schon wieder kaputt|es ist dringend|nichts Wichtiges|
frag Peter, ob er mitkommen will|wie hieß noch mal das Restaurant|der Tisch ist für sechs Personen um halb acht reserviert|
ich bringe zwei Freunde mit|kann ich heute bei dir schlafen|sag Bescheid, wenn ich dich mitnehmen soll|
das Meeting dauert länger|mach dir keine Sorgen|bis morgen früh|wir sehen uns am Sonntag|treffen wir uns um acht am Kino
`),
} as const;

/** Something to do. English: stands behind "remind me to". German: stands behind "erinnere mich an:". */
export const TASKS = {
  en: list(`
call the dentist|water the plants|pick up the kids|pay the rent|buy bread|call mum|call my sister back|ring the bank|
take out the bins|take the rubbish out|put the bins out|do the laundry|hang up the washing|empty the dishwasher|
clean the kitchen|vacuum the living room|iron the shirts|change the bed sheets|feed the cat|walk the dog|
take the dog to the vet|clean the fish tank|mow the lawn|rake the leaves|plant the tomatoes|cut the hedge|
buy milk|buy eggs and butter|get some flowers|buy a birthday present for Lena|wrap the presents|order a cake|
bake a cake for Saturday|get the turkey out of the freezer|turn off the oven|start the slow cooker|defrost the freezer|
collect the parcel|post the letter|send the package back|return the library books|pick up the dry cleaning|
collect the prescription|take my medicine|take my vitamins|take the antibiotics|book a doctor's appointment|
make an appointment for the eye test|get a flu jab|get a haircut|go to the gym|do my stretches|go for a run|
drink some water|stand up and stretch|go to bed early|charge my phone|charge the car|charge the headphones|
fill up the car|check the tyre pressure|wash the car|book the car in for a service|renew the car insurance|
change to winter tyres|top up the washer fluid|pay the parking ticket|renew my passport|renew the bus pass|
check in for the flight|book the train tickets|book a hotel in Rome|pack the suitcase|pack my swimming things|
print the boarding passes|cancel the gym membership|cancel the subscription|pay the electricity bill|
read the gas meter|do the tax return|transfer the money to Ben|submit the expenses|send the invoice|
finish the report|prepare the presentation|send the slides to Marco|reply to Emma's email|answer the customer|
call the plumber|call the landlord about the heating|fix the dripping tap|change the light bulb|paint the fence|
hang up the picture|measure the window|buy batteries|buy printer ink|back up the laptop|update the software|
change the password|sign the contract|scan the documents|book the meeting room|order lunch for the team|
check the test results|review the pull request|write the minutes|update the budget|call the supplier|
prepare for the interview|practise the piano|do the maths homework|learn the vocabulary|sign the school form|
pack the lunch boxes|take cake to school|pick Tom up from football|drive Mia to ballet|collect grandma from the station|
visit grandpa in hospital|phone the insurance|wish Paul a happy birthday|write the thank-you cards|
send the Christmas cards|buy tickets for the concert|reserve a table for two|watch the match|record the film|
bring the projector|bring an umbrella|take the keys|lock the back door|close the windows|turn the heating down|
put the chicken in the oven|stir the soup|check on the baby|bring in the washing|lend Anna the drill|
give Tim his book back|water the garden at my parents' house|order new contact lenses|buy dog food|clean the gutters|
look for a new flat|compare electricity prices|top up the Oyster card|ask about the discount|talk to the boss
`),
  de: list(`
Zahnarzt anrufen|Blumen gießen|Kinder abholen|Miete überweisen|Brot kaufen|Mama anrufen|meine Schwester zurückrufen|
bei der Bank anrufen|Müll rausbringen|die Tonne an die Straße stellen|gelbe Säcke rausstellen|Wäsche waschen|
Wäsche aufhängen|Spülmaschine ausräumen|Küche putzen|Wohnzimmer saugen|Hemden bügeln|Betten beziehen|Katze füttern|
mit dem Hund rausgehen|mit dem Hund zum Tierarzt|Aquarium reinigen|Rasen mähen|Laub harken|Tomaten pflanzen|
Hecke schneiden|Milch kaufen|Eier und Butter kaufen|Blumen besorgen|Geburtstagsgeschenk für Lena kaufen|
Geschenke einpacken|Torte bestellen|Kuchen für Samstag backen|Fleisch aus dem Tiefkühler holen|Herd ausschalten|
Ofen vorheizen|Gefrierfach abtauen|Paket abholen|Brief einwerfen|Paket zurückschicken|Bücher in die Bibliothek bringen|
Sachen aus der Reinigung holen|Rezept abholen|Tabletten nehmen|Vitamine nehmen|Antibiotikum nehmen|
Termin beim Hausarzt machen|Sehtest vereinbaren|Grippeimpfung|zum Friseur gehen|ins Fitnessstudio gehen|Dehnübungen|
laufen gehen|Wasser trinken|aufstehen und strecken|früh schlafen gehen|Handy laden|Auto laden|Kopfhörer aufladen|
tanken|Reifendruck prüfen|Auto waschen|Werkstatttermin ausmachen|Kfz-Versicherung wechseln|Winterreifen aufziehen|
Wischwasser nachfüllen|Strafzettel bezahlen|Reisepass verlängern|Monatskarte kaufen|für den Flug einchecken|
Bahntickets buchen|Hotel in Rom buchen|Koffer packen|Schwimmsachen einpacken|Bordkarten ausdrucken|
Fitnessstudio kündigen|Abo kündigen|Stromrechnung bezahlen|Gaszähler ablesen|Steuererklärung machen|
Geld an Ben überweisen|Reisekosten abrechnen|Rechnung schreiben|Bericht fertig machen|Präsentation vorbereiten|
Folien an Marco schicken|Emmas Mail beantworten|dem Kunden antworten|Klempner anrufen|Vermieter wegen Heizung anrufen|
Wasserhahn reparieren|Glühbirne wechseln|Zaun streichen|Bild aufhängen|Fenster ausmessen|Batterien kaufen|
Druckerpatronen bestellen|Laptop sichern|Software aktualisieren|Passwort ändern|Vertrag unterschreiben|
Unterlagen einscannen|Besprechungsraum buchen|Mittagessen fürs Team bestellen|Testergebnisse prüfen|
Protokoll schreiben|Budget aktualisieren|Lieferanten anrufen|Vorstellungsgespräch vorbereiten|Klavier üben|
Mathehausaufgaben|Vokabeln lernen|Schulzettel unterschreiben|Brotdosen packen|Kuchen für die Schule mitnehmen|
Tom vom Fußball abholen|Mia zum Ballett fahren|Oma vom Bahnhof abholen|Opa im Krankenhaus besuchen|
Versicherung anrufen|Paul zum Geburtstag gratulieren|Dankeskarten schreiben|Weihnachtskarten verschicken|
Konzertkarten kaufen|Tisch für zwei reservieren|Fußballspiel anschauen|Film aufnehmen|Beamer mitbringen|
Regenschirm mitnehmen|Schlüssel mitnehmen|Hintertür abschließen|Fenster schließen|Heizung runterdrehen|
Hähnchen in den Ofen schieben|Suppe umrühren|nach dem Baby sehen|Wäsche reinholen|Anna die Bohrmaschine leihen|
Tim sein Buch zurückgeben|bei den Nachbarn gießen|Kontaktlinsen bestellen|Hundefutter kaufen|Dachrinne säubern|
nach einer Wohnung suchen|Strompreise vergleichen|Pfand wegbringen|Altglas wegbringen|nach dem Rabatt fragen|
mit dem Chef sprechen|Kita-Gutschein beantragen|Elternbeirat anschreiben|TÜV-Termin|Ölwechsel|Fahrrad aufpumpen|
Kaffee mahlen|Teig ansetzen|Sauna vorheizen|Vesper richten|Parkschein verlängern|Impfpass suchen
`),
} as const;

/** Titles of something in a calendar. */
export const EVENTS = {
  en: list(`
team meeting|dentist|lunch with Sarah|yoga|project review|haircut|doctor's appointment|coffee with Ben|dinner with Anna|
job interview|budget review|board meeting|staff meeting|weekly sync|stand-up|sprint planning|retrospective|design review|
client call|call with Marco|conference call|sales pitch|product demo|training session|first aid course|workshop|
performance review|one-on-one with Julia|lunch with the boss|team lunch|company party|Christmas party|birthday party|
Emma's birthday|mum's birthday|wedding anniversary|Tom's wedding|baby shower|barbecue|picnic|brunch|dinner party|
date night|cinema|theatre|concert|opera|football match|football training|tennis with Paul|golf|swimming lesson|
piano lesson|guitar lesson|dance class|pilates|gym|spin class|half marathon|hiking trip|ski trip|flight to Berlin|
train to London|check-in at the hotel|holiday|day off|parents' evening|school play|sports day|nursery meeting|
pick up the kids|playdate|vet appointment|eye test|physiotherapy|massage|blood test|vaccination|therapy|car service|
tyre change|MOT|plumber visit|boiler inspection|furniture delivery|flat viewing|house move|bank appointment|
tax adviser|lawyer's appointment|book club|choir rehearsal|band practice|quiz night|poker night|game night|
church service|funeral|volunteering|blood donation|language course|Spanish class|driving lesson|theory test|exam|
maths exam|thesis defence|graduation|reunion|Sunday lunch|visit to grandma|video call with the family
`),
  de: list(`
Teambesprechung|Zahnarzt|Mittagessen mit Sarah|Yoga|Elternabend|Friseur|Arzttermin|Kaffee mit Ben|Abendessen mit Anna|
Vorstellungsgespräch|Budgetrunde|Vorstandssitzung|Jour fixe|Wochenbesprechung|Stand-up|Sprintplanung|Retrospektive|
Entwurfsbesprechung|Kundentermin|Telefonat mit Marco|Telefonkonferenz|Verkaufsgespräch|Produktvorführung|Schulung|
Erste-Hilfe-Kurs|Workshop|Mitarbeitergespräch|Gespräch mit Julia|Essen mit dem Chef|Betriebsfeier|Weihnachtsfeier|
Geburtstagsfeier|Emmas Geburtstag|Mamas Geburtstag|Hochzeitstag|Toms Hochzeit|Taufe|Grillabend|Picknick|Brunch|
Spieleabend|Kino|Theater|Konzert|Oper|Fußballspiel|Fußballtraining|Tennis mit Paul|Golf|Schwimmkurs|Klavierstunde|
Gitarrenunterricht|Tanzkurs|Pilates|Fitnessstudio|Halbmarathon|Wanderung|Skiausflug|Flug nach Berlin|Zug nach London|
Hotelbuchung|Urlaub|Brückentag|Schulaufführung|Sportfest|Kita-Besprechung|Kindergeburtstag|Tierarzt|Sehtest|
Physiotherapie|Massage|Blutabnahme|Impfung|Therapie|Inspektion|Reifenwechsel|TÜV|Klempner|Heizungswartung|
Möbellieferung|Wohnungsbesichtigung|Umzug|Banktermin|Steuerberater|Anwaltstermin|Lesekreis|Chorprobe|Bandprobe|
Quizabend|Pokerrunde|Stammtisch|Gottesdienst|Beerdigung|Blutspende|Sprachkurs|Spanischkurs|Fahrstunde|
Theorieprüfung|Klausur|Matheklausur|Verteidigung|Abschlussfeier|Klassentreffen|Sonntagsessen|Besuch bei Oma|
Videoanruf mit der Familie|Feuerwehrübung|Vereinssitzung|Schützenfest|Weinprobe|Kegelabend|Abiball|Projektabschluss|
Betriebsratssitzung|Personalgespräch|Vorsorgeuntersuchung|Hautarzt|Zahnreinigung
`),
} as const;
