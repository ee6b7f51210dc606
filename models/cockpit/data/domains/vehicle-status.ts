import type { Intent, Phrasings } from "../domain.ts";

function asks(item: string, en: Phrasings, de: Phrasings): Intent {
  return { tool: "get_vehicle_status", en, de, args: () => ({ item }) };
}

/** Questions about the state of the car, an intent for each thing. */
export const statusIntents: readonly Intent[] = [
  asks(
    "tyre_pressure",
    {
      imperative: [
        "check [the|my] [tyre|tire] [pressure|pressures]",
        "check the [tyres|tires]",
        "[show|tell] me the [tyre|tire] [pressure|pressures]",
        "read out the tyre pressure",
      ],
      other: [
        "[what's|how is] the [tyre|tire] pressure",
        "[tyre|tire] pressure",
        "are the [tyres|tires] [ok|fine|alright|flat]",
        "is there enough air in the [tyres|tires]",
        "how much [air|pressure] is in the [tyres|tires]",
        "do the tyres need air",
        "i [want|need] to know the tyre pressure",
      ],
      held: [
        "do i have to pump up the tyres",
        "are my tires losing air",
        "what pressure do the tyres have",
        "how are the tyres doing",
        "could one of the tyres be flat",
      ],
    },
    {
      imperative: [
        "prüf [mal |][den Reifendruck|die Reifen]",
        "[sag|zeig] mir den [Reifendruck|Luftdruck der Reifen]",
        "schau [mal |]nach den Reifen",
        "lies den Reifendruck aus",
      ],
      infinitive: ["[den Reifendruck|die Reifen] [prüfen|kontrollieren|checken]", "den Reifendruck [anzeigen|sagen]"],
      other: [
        "[wie ist|wie hoch ist] der [Reifendruck|Luftdruck]",
        "Reifendruck",
        "[sind|passen] die Reifen[ in Ordnung| okay|]",
        "ist genug Luft in den Reifen",
        "wie viel [Luft|Druck] haben die Reifen",
        "brauchen die Reifen Luft",
        "stimmt der Reifendruck[ noch|]",
      ],
      held: [
        "muss ich die Reifen aufpumpen",
        "verlieren meine Reifen Luft",
        "welchen Druck haben die Reifen",
        "wie geht es den Reifen",
        "ist ein Reifen platt",
      ],
    },
  ),
  asks(
    "battery",
    {
      imperative: [
        "check the [battery|battery level]",
        "[show|tell] me the [battery level|battery charge|charge level]",
        "tell me how full the battery is",
      ],
      other: [
        "[what's|how is] the [battery level|battery|state of charge]",
        "battery[ level| status|]",
        "how full is the battery",
        "how much [battery|charge] [is left|do i have left|do we have]",
        "how many percent [has the battery|is the battery at]",
        "is the battery [low|empty|nearly empty|full]",
        "at how many percent is the battery",
      ],
      held: [
        "how's the battery doing",
        "how much juice has the battery got",
        "is there enough in the battery",
        "what percentage does the battery have",
      ],
    },
    {
      imperative: [
        "prüf [mal |][den Akku|die Batterie|den Akkustand]",
        "[sag|zeig] mir den [Akkustand|Ladestand|Batteriestand]",
        "sag mir, wie voll [der Akku|die Batterie] ist",
      ],
      infinitive: ["den [Akkustand|Ladestand|Batteriestand] [anzeigen|sagen|prüfen]"],
      other: [
        "wie [ist|hoch ist] der [Akkustand|Ladestand|Batteriestand]",
        "[Akkustand|Batteriestand|Ladestand]",
        "wie voll ist [der Akku|die Batterie]",
        "wie viel [Akku|Prozent] haben wir noch",
        "wie viel Prozent hat [der Akku|die Batterie][ noch|]",
        "ist [der Akku|die Batterie] [leer|fast leer|noch voll|voll]",
        "wie viel Strom ist noch im Akku",
      ],
      held: [
        "wie steht es um den Akku",
        "wie viel Saft hat die Batterie noch",
        "ist noch genug im Akku",
        "bei wie viel Prozent steht die Batterie",
      ],
    },
  ),
  asks(
    "fuel",
    {
      imperative: [
        "check the [fuel|fuel level|petrol|tank]",
        "[show|tell] me the fuel level",
        "tell me how much [petrol|fuel|gas|diesel] is left",
      ],
      other: [
        "[what's|how is] the fuel level",
        "fuel[ level|]",
        "how much [petrol|fuel|gas|diesel] [is left|do i have|do we have|is in the tank]",
        "how full is the tank",
        "is the tank [empty|full|nearly empty]",
        "do [i|we] have enough [petrol|fuel|gas]",
        "how many litres are in the tank",
        "is there enough [petrol|fuel] in the tank",
      ],
      held: [
        "what have we got left in the tank",
        "are we low on fuel",
        "how's the petrol looking",
        "is the tank still half full",
      ],
    },
    {
      imperative: [
        "prüf [mal |][den Tank|den Tankstand|das Benzin]",
        "[sag|zeig] mir [den Tankstand|den Tankinhalt|den Kraftstoffstand]",
        "sag mir, wie viel [Benzin|Diesel|Sprit] noch da ist",
      ],
      infinitive: ["den [Tankstand|Kraftstoffstand] [anzeigen|sagen|prüfen]"],
      other: [
        "wie [ist|hoch ist] der Tankstand",
        "[Tankstand|Tankfüllung|Kraftstoffstand]",
        "wie voll ist der Tank",
        "wie viel [Benzin|Sprit|Diesel] [haben wir|habe ich|ist] noch[ im Tank|]",
        "haben wir genug [Benzin|Sprit]",
        "ist der Tank [leer|voll|halb voll]",
        "wie viele Liter sind im Tank",
        "reicht der Sprit noch",
      ],
      held: [
        "was ist noch im Tank",
        "geht uns der Sprit aus",
        "wie sieht es mit dem Benzin aus",
        "ist noch ordentlich Diesel drin",
      ],
    },
  ),
  asks(
    "odometer",
    {
      imperative: [
        "[show|tell|read] me the [mileage|odometer]",
        "check the [odometer|mileage]",
        "tell me how many [miles|kilometres] the car has done",
      ],
      other: [
        "[what's|what is] the [mileage|odometer reading|car's mileage]",
        "mileage",
        "odometer[ reading|]",
        "how many [miles|kilometres] [has the car|have i|has this car] [done|driven]",
        "how many kilometres are on the [clock|car]",
        "how far has this car been driven[ in all| in total|]",
        "what does the odometer say",
      ],
      held: [
        "how much distance has the car covered in its life",
        "total kilometres of this car",
        "what mileage is on the clock",
        "how many miles does this car have",
      ],
    },
    {
      imperative: [
        "[sag|zeig|lies] mir den [Kilometerstand|Tachostand]",
        "prüf [mal |]den Kilometerstand",
        "sag mir, wie viele Kilometer das Auto gelaufen ist",
      ],
      infinitive: ["den [Kilometerstand|Tachostand] [anzeigen|sagen|nennen]"],
      other: [
        "wie [ist|hoch ist|lautet] der [Kilometerstand|Tachostand]",
        "[Kilometerstand|Tachostand]",
        "wie viele Kilometer hat [das Auto|der Wagen] [drauf|runter|auf dem Tacho]",
        "wie viele Kilometer ist [das Auto|der Wagen] [schon |insgesamt |]gefahren",
        "welchen Kilometerstand hat [das Auto|der Wagen]",
        "wie viel ist das Auto schon gelaufen",
      ],
      held: [
        "was steht auf dem Kilometerzähler",
        "wie viele Kilometer hat das Auto hinter sich",
        "wie viel hat der Wagen auf dem Tacho",
        "Laufleistung insgesamt",
      ],
    },
  ),
  asks(
    "oil",
    {
      imperative: ["check the [oil|oil level|engine oil]", "[show|tell] me the oil level"],
      other: [
        "[what's|how is] the oil level",
        "oil[ level| status|]",
        "is the oil [ok|low|fine|alright]",
        "[does the car|do i|does the engine] need [oil|more oil|new oil]",
        "is there enough oil[ in the engine|]",
        "how much oil [is left|is in the engine]",
        "do i have to top up the oil",
      ],
      held: [
        "should i refill the oil",
        "how's the engine doing for oil",
        "is it time to add oil",
        "oil situation please",
      ],
    },
    {
      imperative: [
        "prüf [mal |][das Öl|den Ölstand|das Motoröl]",
        "[sag|zeig] mir den Ölstand",
        "schau [mal |]nach dem Öl",
      ],
      infinitive: ["[den Ölstand|das Öl] [prüfen|checken|anzeigen|kontrollieren]"],
      other: [
        "wie [ist|hoch ist] der Ölstand",
        "[Ölstand|Motoröl]",
        "ist das Öl [in Ordnung|okay|knapp]",
        "[braucht das Auto|braucht der Motor] [Öl|neues Öl]",
        "ist [noch |]genug Öl [drin|im Motor]",
        "wie viel Öl ist [noch |]im Motor",
        "muss ich Öl nachfüllen",
      ],
      held: ["sollte ich Öl nachkippen", "wie steht es um das Motoröl", "fehlt dem Motor Öl", "reicht das Öl noch"],
    },
  ),
  asks(
    "service",
    {
      imperative: [
        "check when the [next |]service is due",
        "tell me when the [next service|next inspection|inspection] is due",
        "show [me |]the service [interval|date]",
      ],
      other: [
        "when is the next [service|inspection|maintenance][ due|]",
        "next [service|inspection]",
        "is [a|the] [service|inspection] due[ soon|]",
        "when does the car [need|have] to go [to the garage|in for service]",
        "how long until the [next service|service|inspection]",
        "is the car due for [a service|maintenance]",
        "service due",
      ],
      held: [
        "do i have to book the car in soon",
        "how many kilometres before the next service",
        "when must the workshop see this car again",
        "is maintenance coming up",
      ],
    },
    {
      imperative: [
        "schau nach, wann die [Inspektion|Wartung] fällig ist",
        "sag mir, wann [die nächste Inspektion|der nächste Service|die nächste Wartung] [ist|fällig ist]",
        "zeig mir [das Serviceintervall|den Servicetermin]",
      ],
      infinitive: ["den nächsten Servicetermin [anzeigen|sagen|nennen]"],
      other: [
        "wann ist die nächste [Inspektion|Wartung][ fällig|]",
        "wann ist der nächste Service[ fällig|]",
        "nächste [Inspektion|Wartung]",
        "ist [bald |]eine [Inspektion|Wartung] fällig",
        "wann muss [das Auto|der Wagen] in die Werkstatt",
        "wie lange noch bis zur [Inspektion|Wartung]",
        "Service fällig",
      ],
      held: [
        "muss ich bald einen Termin in der Werkstatt machen",
        "wie viele Kilometer noch bis zum Service",
        "steht eine Wartung an",
        "wann will die Werkstatt das Auto wieder sehen",
      ],
    },
  ),
  // The weather answers for "how cold is it outside": here the car or its thermometer is always named.
  asks(
    "outside_temperature",
    {
      imperative: [
        "[show|tell] me the outside temperature of the car",
        "read [me |]the [car's outside|outside] thermometer",
        "check the car's [outside|exterior] temperature [sensor|reading]",
        "tell me what the car's thermometer says",
      ],
      other: [
        "what does the car's thermometer [say|show]",
        "what does the [outside|outdoor] [thermometer|sensor] [say|show]",
        "what's the temperature outside the car",
        "how [cold|warm|hot] is it outside the car",
        "[outside|exterior] temperature [of the car|sensor|reading]",
        "how many degrees does the [car|sensor|thermometer] [show|measure] outside",
        "[what|which] outside temperature does the car [show|measure]",
      ],
      held: [
        "what are the degrees outside the car",
        "what has the outside thermometer got",
        "which temperature is the car measuring out there",
        "the car's outside sensor, what does it read",
      ],
    },
    {
      imperative: [
        "[sag|zeig] mir die Außentemperatur [vom Auto|am Auto]",
        "lies das Außenthermometer ab",
        "prüf [mal |]das Außenthermometer",
        "sag mir, was das Thermometer vom Auto zeigt",
      ],
      infinitive: ["das Außenthermometer ablesen", "die Außentemperatur [vom Auto|am Auto] [anzeigen|sagen]"],
      other: [
        "was [zeigt|sagt] das [Außenthermometer|Thermometer am Auto|Thermometer vom Auto]",
        "was zeigt der [Außensensor|Temperatursensor außen]",
        "wie [kalt|warm|heiß] ist es außerhalb des Autos",
        "Außentemperatur [vom Auto|am Auto]",
        "[Außenthermometer|Außensensor]",
        "wie viel Grad [zeigt|misst] das Auto [für |]draußen",
        "welche Außentemperatur [zeigt|misst] [das Auto|der Wagen]",
      ],
      held: [
        "wie viel Grad hat das Außenthermometer gerade",
        "welche Temperatur misst der Wagen draußen",
        "Temperatur außerhalb des Autos",
        "was misst das Auto an Außentemperatur",
      ],
    },
  ),
  asks(
    "washer_fluid",
    {
      imperative: [
        "check the [washer fluid|screen wash|wiper fluid|windscreen washer fluid]",
        "[show|tell] me the [washer fluid|screen wash] level",
      ],
      other: [
        "[what's|how is] the [washer fluid|screen wash] level",
        "[washer fluid|screen wash|wiper fluid]",
        "is there [enough|any] [washer fluid|screen wash|wiper fluid][ left|]",
        "how much [washer fluid|screen wash|wiper fluid] is left",
        "is the [washer fluid|screen wash] [empty|low]",
        "do i need [washer fluid|screen wash]",
      ],
      held: [
        "do i have to refill the screen wash",
        "how's the water for the windscreen",
        "are we out of washer fluid",
        "water for the wipers, is it ok",
      ],
    },
    {
      imperative: [
        "prüf [mal |]das [Wischwasser|Scheibenwischwasser]",
        "[sag|zeig] mir den Stand [des Wischwassers|vom Wischwasser]",
        "schau [mal |]nach dem Wischwasser",
      ],
      infinitive: ["das [Wischwasser|Scheibenwischwasser] [prüfen|checken|kontrollieren]"],
      other: [
        "[Wischwasser|Wischwasserstand]",
        "ist [noch |]genug [Wischwasser|Scheibenwischwasser] [da|drin]",
        "wie viel [Wischwasser|Scheibenwischwasser] ist noch [da|drin]",
        "ist das Wischwasser [leer|knapp]",
        "brauche ich Wischwasser",
        "wie ist der Wischwasserstand",
      ],
      held: [
        "muss ich Wischwasser nachfüllen",
        "wie sieht es mit dem Wasser für die Scheiben aus",
        "ist uns das Wischwasser ausgegangen",
        "reicht das Wischwasser noch",
      ],
    },
  ),
];
