/** English noun | German gender | German noun | what it can do: s switched, v level in percent, t temperature
 * (first-last), r started and stopped, o opened and closed, q asked. A star at the start: never in training. */
export const DEVICE_NOUNS: readonly string[] = `
coffee machine|f|Kaffeemaschine|s q
espresso machine|f|Espressomaschine|s t80-96
kettle|m|Wasserkocher|s t60-100
toaster|m|Toaster|s
oven|m|Backofen|s t80-250 q
*microwave|f|Mikrowelle|s r
stove|m|Herd|s q
extractor hood|f|Dunstabzugshaube|s v
dishwasher|m|Geschirrspüler|r q
washing machine|f|Waschmaschine|r q
*tumble dryer|m|Wäschetrockner|r q
fridge|m|Kühlschrank|t2-9 q
freezer|f|Gefriertruhe|t-24--15 q
*wine cooler|m|Weinkühler|t6-18 q
ice maker|f|Eismaschine|s r
slow cooker|m|Schongarer|s r
bread maker|m|Brotbackautomat|r q
rice cooker|m|Reiskocher|s r
*air fryer|f|Heißluftfritteuse|s t80-200
deep fryer|f|Fritteuse|s t120-190
mixer|m|Mixer|s v
juicer|m|Entsafter|s
food processor|f|Küchenmaschine|s v
robot vacuum|m|Saugroboter|r q
vacuum cleaner|m|Staubsauger|s v
*window cleaner|m|Fensterputzroboter|r q
mop robot|m|Wischroboter|r q
lawn mower|m|Rasenmäher|r q
*pool robot|m|Poolroboter|r q
sprinkler|m|Rasensprenger|s q
irrigation|f|Bewässerung|r v q
*fountain|m|Springbrunnen|s v
pond pump|f|Teichpumpe|s q
pool pump|f|Poolpumpe|s q
pool cover|f|Poolabdeckung|o q
hot tub|m|Whirlpool|s t30-40
sauna|f|Sauna|s t60-95 q
*steam bath|n|Dampfbad|s t38-50
garage door|n|Garagentor|o q
front gate|n|Hoftor|o q
*barrier|f|Schranke|o q
carport light|n|Carportlicht|s
awning|f|Markise|o v
*skylight|n|Dachfenster|o v
shutters|p|Rollläden|o v q
venetian blind|f|Jalousie|o v
curtain|m|Vorhang|o v
*roller door|n|Rolltor|o q
pet door|f|Katzenklappe|o q
mailbox|m|Briefkasten|o q
safe|m|Tresor|o q
humidifier|m|Luftbefeuchter|s v q
dehumidifier|m|Luftentfeuchter|s q
air purifier|m|Luftreiniger|s v q
*ceiling fan|m|Deckenventilator|s v
table fan|m|Tischventilator|s v
electric heater|m|Heizlüfter|s t16-28
radiator|m|Heizkörper|s t16-26
*underfloor heating|f|Fußbodenheizung|s t18-28
heat pump|f|Wärmepumpe|s q
boiler|m|Boiler|s t40-70 q
fireplace|m|Kamin|s v
*electric blanket|f|Heizdecke|s v
towel rail|m|Handtuchheizkörper|s
bath|f|Badewanne|r t34-42
shower|f|Dusche|r t30-42
floor lamp|f|Stehlampe|s v
desk lamp|f|Schreibtischlampe|s v
*bedside lamp|f|Nachttischlampe|s v
chandelier|m|Kronleuchter|s v
fairy lights|p|Lichterketten|s
porch light|n|Verandalicht|s
garden lights|p|Gartenlampen|s v
*lava lamp|f|Lavalampe|s
hallway light|n|Flurlicht|s q
kitchen light|n|Küchenlicht|s v
grow light|f|Pflanzenlampe|s q
projector|m|Beamer|s v
*screen|f|Leinwand|o
television|m|Fernseher|s q
game console|f|Spielkonsole|s
soundbar|f|Soundbar|s v
*subwoofer|m|Subwoofer|s v
record player|m|Plattenspieler|s r
amplifier|m|Verstärker|s v
jukebox|f|Jukebox|s
karaoke machine|f|Karaokemaschine|s v
*metronome|n|Metronom|s r
printer|m|Drucker|s q
3d printer|m|3D-Drucker|r q
scanner|m|Scanner|s r
*shredder|m|Aktenvernichter|s
router|m|Router|s q
laptop|m|Laptop|s q
computer monitor|m|Computerbildschirm|s v
server|m|Server|s r q
*dehydrator|m|Dörrautomat|s t35-70
aquarium pump|f|Aquariumpumpe|s q
aquarium light|n|Aquariumlicht|s v
terrarium lamp|f|Terrariumlampe|s
*fish feeder|m|Fischfutterautomat|r q
pet feeder|m|Futterautomat|r q
water fountain for pets|m|Trinkbrunnen|s
baby monitor|n|Babyfon|s q
*baby swing|f|Babywippe|s r
night light|n|Nachtlicht|s v
mosquito lamp|f|Mückenlampe|s
doorbell|f|Türklingel|s v
motion detector|m|Bewegungsmelder|s q
security camera|f|Überwachungskamera|s q
*smoke machine|f|Nebelmaschine|s v
bubble machine|f|Seifenblasenmaschine|s
treadmill|n|Laufband|s r
exercise bike|m|Heimtrainer|s q
*massage gun|f|Massagepistole|s v
drone|f|Drohne|r q
telescope|n|Teleskop|s q
*weather balloon|m|Wetterballon|r q
model train|f|Modelleisenbahn|s r
solar panels|p|Solarpaneele|q
home battery|m|Hausspeicher|s q
*generator|m|Generator|s r q
power strip|f|Steckdosenleiste|s q
car fridge|f|Kühlbox|s t2-12
inverter|m|Wechselrichter|s q
*winch|f|Seilwinde|r
roof rack light|m|Dachscheinwerfer|s
tow hook|f|Anhängerkupplung|o q
phone charger|n|Ladegerät|s q
*fragrance diffuser|m|Duftspender|s v
dash fan|m|Armaturenventilator|s v
tailgate tent|n|Heckzelt|o
*snow blower|f|Schneefräse|r q
leaf blower|m|Laubbläser|s v
compressor|m|Kompressor|s r
welding robot|m|Schweißroboter|r q
*conveyor belt|n|Förderband|r v
band saw|f|Bandsäge|s r
elevator|m|Aufzug|r q
`
  .trim()
  .split("\n");
