/** The languages of the columns below. */
export const TONGUES = [
  "english",
  "german",
  "french",
  "spanish",
  "italian",
  "polish",
  "turkish",
  "chinese",
  "malay",
] as const;
export type Tongue = (typeof TONGUES)[number];

const TABLE = `good morning|guten Morgen|bonjour|buenos días|buongiorno|dzień dobry|günaydın|早上好|selamat pagi
good evening|guten Abend|bonsoir|buenas noches|buonasera|dobry wieczór|iyi akşamlar|晚上好|selamat petang
good night|gute Nacht|bonne nuit|buenas noches|buonanotte|dobranoc|iyi geceler|晚安|selamat malam
good day|guten Tag|bonjour|buenos días|buongiorno|dzień dobry|iyi günler|你好|selamat sejahtera
goodbye|auf Wiedersehen|au revoir|adiós|arrivederci|do widzenia|hoşça kalın|再见|selamat tinggal
see you tomorrow|bis morgen|à demain|hasta mañana|a domani|do jutra|yarın görüşürüz|明天见|jumpa esok
see you later|bis später|à plus tard|hasta luego|a più tardi|do zobaczenia|sonra görüşürüz|回头见|jumpa lagi
how are you|wie geht es dir|comment vas-tu|cómo estás|come stai|jak się masz|nasılsın|你好吗|apa khabar
thank you very much|vielen Dank|merci beaucoup|muchas gracias|grazie mille|dziękuję bardzo|çok teşekkür ederim|非常感谢|terima kasih banyak
you're welcome|gern geschehen|de rien|de nada|prego|nie ma za co|rica ederim|不客气|sama-sama
excuse me|Entschuldigung|excusez-moi|disculpe|mi scusi|przepraszam|affedersiniz|打扰一下|maafkan saya
i'm sorry|es tut mir leid|je suis désolé|lo siento|mi dispiace|przykro mi|üzgünüm|对不起|saya minta maaf
see you soon|bis bald|à bientôt|hasta pronto|a presto|do zobaczenia wkrótce|yakında görüşürüz|回头见|jumpa lagi
enjoy your meal|guten Appetit|bon appétit|buen provecho|buon appetito|smacznego|afiyet olsun|请慢用|selamat menjamu selera
have a good trip|gute Reise|bon voyage|buen viaje|buon viaggio|szczęśliwej podróży|iyi yolculuklar|一路平安|selamat jalan
happy birthday|alles Gute zum Geburtstag|joyeux anniversaire|feliz cumpleaños|buon compleanno|wszystkiego najlepszego z okazji urodzin|doğum günün kutlu olsun|生日快乐|selamat hari jadi
happy new year|frohes neues Jahr|bonne année|feliz año nuevo|felice anno nuovo|szczęśliwego nowego roku|mutlu yıllar|新年快乐|selamat tahun baru
merry christmas|frohe Weihnachten|joyeux Noël|feliz Navidad|buon Natale|wesołych świąt|mutlu Noeller|圣诞快乐|selamat hari Krismas
congratulations|herzlichen Glückwunsch|félicitations|felicidades|congratulazioni|gratulacje|tebrikler|恭喜|tahniah
good luck|viel Glück|bonne chance|buena suerte|buona fortuna|powodzenia|iyi şanslar|祝你好运|semoga berjaya
get well soon|gute Besserung|bon rétablissement|que te mejores|buona guarigione|szybkiego powrotu do zdrowia|geçmiş olsun|早日康复|semoga cepat sembuh
welcome|willkommen|bienvenue|bienvenido|benvenuto|witamy|hoş geldiniz|欢迎|selamat datang
the bill please|die Rechnung bitte|l'addition s'il vous plaît|la cuenta por favor|il conto per favore|poproszę rachunek|hesap lütfen|请结账|tolong beri bil
how much is that|wie viel kostet das|combien ça coûte|cuánto cuesta eso|quanto costa|ile to kosztuje|bu ne kadar|这个多少钱|berapa harganya
that is too expensive|das ist zu teuer|c'est trop cher|es demasiado caro|è troppo caro|to za drogo|bu çok pahalı|太贵了|itu terlalu mahal
can I pay by card|kann ich mit Karte zahlen|puis-je payer par carte|puedo pagar con tarjeta|posso pagare con la carta|czy mogę zapłacić kartą|kartla ödeyebilir miyim|可以刷卡吗|boleh saya bayar dengan kad
do you speak English|sprechen Sie Englisch|parlez-vous anglais|habla inglés|parla inglese|czy mówi pan po angielsku|İngilizce biliyor musunuz|你会说英语吗|adakah anda bercakap bahasa Inggeris
I don't understand|ich verstehe nicht|je ne comprends pas|no entiendo|non capisco|nie rozumiem|anlamıyorum|我不明白|saya tidak faham
can you help me|können Sie mir helfen|pouvez-vous m'aider|puede ayudarme|può aiutarmi|czy może mi pan pomóc|bana yardım edebilir misiniz|你能帮我吗|bolehkah anda tolong saya
i need a doctor|ich brauche einen Arzt|j'ai besoin d'un médecin|necesito un médico|ho bisogno di un medico|potrzebuję lekarza|bir doktora ihtiyacım var|我需要医生|saya perlukan doktor
call the police|rufen Sie die Polizei|appelez la police|llame a la policía|chiami la polizia|proszę wezwać policję|polisi arayın|请报警|panggil polis
i am lost|ich habe mich verlaufen|je suis perdu|estoy perdido|mi sono perso|zgubiłem się|kayboldum|我迷路了|saya sesat
my name is Anna|ich heiße Anna|je m'appelle Anna|me llamo Anna|mi chiamo Anna|mam na imię Anna|benim adım Anna|我叫安娜|nama saya Anna
what is your name|wie heißen Sie|comment vous appelez-vous|cómo se llama|come si chiama|jak się pan nazywa|adınız ne|你叫什么名字|siapa nama anda
where are you from|woher kommen Sie|d'où venez-vous|de dónde es|di dove sei|skąd pan pochodzi|nerelisiniz|你来自哪里|anda dari mana
nice to meet you|sehr erfreut|enchanté|mucho gusto|piacere di conoscerla|miło mi pana poznać|tanıştığımıza memnun oldum|很高兴认识你|gembira bertemu anda
i love you|ich liebe dich|je t'aime|te quiero|ti amo|kocham cię|seni seviyorum|我爱你|saya cinta padamu
i am hungry|ich habe Hunger|j'ai faim|tengo hambre|ho fame|jestem głodny|açım|我饿了|saya lapar
i am thirsty|ich habe Durst|j'ai soif|tengo sed|ho sete|chce mi się pić|susadım|我渴了|saya dahaga
i am tired|ich bin müde|je suis fatigué|estoy cansado|sono stanco|jestem zmęczony|yorgunum|我累了|saya penat
i am a vegetarian|ich bin Vegetarier|je suis végétarien|soy vegetariano|sono vegetariano|jestem wegetarianinem|ben vejetaryenim|我吃素|saya vegetarian
a table for two please|einen Tisch für zwei bitte|une table pour deux s'il vous plaît|una mesa para dos por favor|un tavolo per due per favore|stolik dla dwóch osób proszę|iki kişilik bir masa lütfen|请给我一张两人桌|meja untuk dua orang
a glass of water please|ein Glas Wasser bitte|un verre d'eau s'il vous plaît|un vaso de agua por favor|un bicchiere d'acqua per favore|szklankę wody proszę|bir bardak su lütfen|请给我一杯水|segelas air
two coffees please|zwei Kaffee bitte|deux cafés s'il vous plaît|dos cafés por favor|due caffè per favore|dwie kawy proszę|iki kahve lütfen|请来两杯咖啡|dua kopi
it was delicious|es war sehr lecker|c'était délicieux|estaba delicioso|era buonissimo|było pyszne|çok lezzetliydi|很好吃|sangat sedap
do you have a free room|haben Sie ein Zimmer frei|avez-vous une chambre libre|tiene una habitación libre|avete una camera libera|czy są wolne pokoje|boş odanız var mı|有空房间吗|ada bilik kosong
what time is breakfast|wann gibt es Frühstück|à quelle heure est le petit déjeuner|a qué hora es el desayuno|a che ora è la colazione|o której jest śniadanie|kahvaltı saat kaçta|早餐几点|pukul berapa sarapan
when does the train leave|wann fährt der Zug|quand part le train|cuándo sale el tren|quando parte il treno|kiedy odjeżdża pociąg|tren ne zaman kalkıyor|火车什么时候开|bila kereta api bertolak
a ticket to Paris please|eine Fahrkarte nach Paris bitte|un billet pour Paris s'il vous plaît|un billete a París por favor|un biglietto per Parigi per favore|bilet do Paryża proszę|Paris'e bir bilet lütfen|请给我一张去巴黎的票|satu tiket ke Paris
is this seat free|ist hier noch frei|cette place est-elle libre|está libre este asiento|è libero questo posto|czy to miejsce jest wolne|burası boş mu|这个座位有人吗|adakah tempat ini kosong
can I park here|darf ich hier parken|puis-je me garer ici|puedo aparcar aquí|posso parcheggiare qui|czy mogę tu zaparkować|buraya park edebilir miyim|这里可以停车吗|boleh saya letak kereta di sini
my car has broken down|mein Auto hat eine Panne|ma voiture est en panne|mi coche está averiado|la mia macchina è in panne|mój samochód się zepsuł|arabam bozuldu|我的车坏了|kereta saya rosak
please wait here|bitte warten Sie hier|attendez ici s'il vous plaît|espere aquí por favor|aspetti qui per favore|proszę tu poczekać|lütfen burada bekleyin|请在这里等|sila tunggu di sini
open the window please|bitte öffnen Sie das Fenster|ouvrez la fenêtre s'il vous plaît|abra la ventana por favor|apra la finestra per favore|proszę otworzyć okno|pencereyi açın lütfen|请打开窗户|sila buka tingkap
i would like to pay|ich möchte zahlen|je voudrais payer|quisiera pagar|vorrei pagare|chciałbym zapłacić|ödemek istiyorum|我想买单|saya mahu bayar
we have a reservation|wir haben reserviert|nous avons réservé|tenemos una reserva|abbiamo una prenotazione|mamy rezerwację|rezervasyonumuz var|我们有预订|kami ada tempahan
where is the station|wo ist der Bahnhof|où est la gare|dónde está la estación|dov'è la stazione|gdzie jest dworzec|istasyon nerede|车站在哪里|di mana stesen
where is the toilet|wo ist die Toilette|où sont les toilettes|dónde está el baño|dov'è il bagno|gdzie jest toaleta|tuvalet nerede|洗手间在哪里|di mana tandas
where is the airport|wo ist der Flughafen|où est l'aéroport|dónde está el aeropuerto|dov'è l'aeroporto|gdzie jest lotnisko|havaalanı nerede|机场在哪里|di mana lapangan terbang
where is the hospital|wo ist das Krankenhaus|où est l'hôpital|dónde está el hospital|dov'è l'ospedale|gdzie jest szpital|hastane nerede|医院在哪里|di mana hospital
where is the hotel|wo ist das Hotel|où est l'hôtel|dónde está el hotel|dov'è l'hotel|gdzie jest hotel|otel nerede|酒店在哪里|di mana hotel
where is the beach|wo ist der Strand|où est la plage|dónde está la playa|dov'è la spiaggia|gdzie jest plaża|plaj nerede|海滩在哪里|di mana pantai
where is the museum|wo ist das Museum|où est le musée|dónde está el museo|dov'è il museo|gdzie jest muzeum|müze nerede|博物馆在哪里|di mana muzium
where is the pharmacy|wo ist die Apotheke|où est la pharmacie|dónde está la farmacia|dov'è la farmacia|gdzie jest apteka|eczane nerede|药店在哪里|di mana farmasi
where is the bank|wo ist die Bank|où est la banque|dónde está el banco|dov'è la banca|gdzie jest bank|banka nerede|银行在哪里|di mana bank
where is the market|wo ist der Markt|où est le marché|dónde está el mercado|dov'è il mercato|gdzie jest rynek|pazar nerede|市场在哪里|di mana pasar
where is the exit|wo ist der Ausgang|où est la sortie|dónde está la salida|dov'è l'uscita|gdzie jest wyjście|çıkış nerede|出口在哪里|di mana pintu keluar
where is the restaurant|wo ist das Restaurant|où est le restaurant|dónde está el restaurante|dov'è il ristorante|gdzie jest restauracja|restoran nerede|餐厅在哪里|di mana restoran
where is the car park|wo ist der Parkplatz|où est le parking|dónde está el aparcamiento|dov'è il parcheggio|gdzie jest parking|otopark nerede|停车场在哪里|di mana tempat letak kereta
where is the bus stop|wo ist die Bushaltestelle|où est l'arrêt de bus|dónde está la parada de autobús|dov'è la fermata dell'autobus|gdzie jest przystanek autobusowy|otobüs durağı nerede|公交车站在哪里|di mana perhentian bas
help|Hilfe|au secours|socorro|aiuto|pomocy|imdat|救命|tolong
no problem|kein Problem|pas de problème|no hay problema|nessun problema|nie ma problemu|sorun değil|没问题|tiada masalah
left|links|à gauche|a la izquierda|a sinistra|w lewo|sol|左边|kiri
right|rechts|à droite|a la derecha|a destra|w prawo|sağ|右边|kanan
bread|Brot|pain|pan|pane|chleb|ekmek|面包|roti
water|Wasser|eau|agua|acqua|woda|su|水|air
strawberry|Erdbeere|fraise|fresa|fragola|truskawka|çilek|草莓|strawberi
butterfly|Schmetterling|papillon|mariposa|farfalla|motyl|kelebek|蝴蝶|rama-rama
lighthouse|Leuchtturm|phare|faro|faro|latarnia morska|deniz feneri|灯塔|rumah api
umbrella|Regenschirm|parapluie|paraguas|ombrello|parasol|şemsiye|雨伞|payung
bridge|Brücke|pont|puente|ponte|most|köprü|桥|jambatan`;

/** Set phrases: one row each, one column for each tongue. */
export const PHRASES: readonly (readonly string[])[] = TABLE.split("\n").map((row) => row.split("|"));

/** One phrase or several with commas between, in another tongue, whatever tongue and size of letters they are in. */
export function translated(text: string, target: string): string {
  return text
    .split(", ")
    .map((phrase) => phraseIn(phrase, target))
    .join(", ");
}

function phraseIn(phrase: string, target: string): string {
  return rowWith(phrase)?.[TONGUES.indexOf(target as Tongue)] ?? phrase;
}

/** The row that has this phrase in whatever tongue. */
export function rowWith(phrase: string): readonly string[] | undefined {
  return PHRASES.find((row) => row.some((other) => other.toLowerCase() === phrase.toLowerCase()));
}
