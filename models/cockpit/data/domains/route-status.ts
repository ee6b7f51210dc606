import type { Intent } from "../domain.ts";
import { avoided } from "./places.ts";

/** When and how far, what to avoid, and all roads allowed again. */
export const routeStatusIntents: readonly Intent[] = [
  {
    tool: "get_arrival",
    weight: 1.5,
    en: {
      imperative: [
        "tell me [the arrival time|when we arrive|when we'll be there|how far it still is]",
        "[check|show] [the|our|my] [arrival time|eta|remaining time]",
        "give me [the|our] eta",
      ],
      other: [
        "when [do we|will we|do i|will i] [arrive|get there|be there|reach the destination]",
        "what time [do we|will we|do i] [arrive|get there|be there]",
        "what's [the|our|my] [eta|arrival time|estimated time of arrival]",
        "how [long|far|much longer] [is it|to go|until we get there|until we arrive]",
        "how [long|far] [is it |]to [the|our|my] destination",
        "are we [there yet|nearly there|almost there]",
        "how much [time|distance] is left",
        "how many [minutes|kilometres|miles] [to go|are still to go]",
        "eta",
        "arrival time",
        "[will|does] the [drive|trip|journey] take much longer",
        "how long does the [trip|drive] still take",
      ],
      held: [
        "at what time should we reach our goal",
        "do we still have far to go",
        "what's left of the trip",
        "how soon do we get to where we're going",
        "when can they expect us",
      ],
    },
    de: {
      imperative: [
        "sag mir [die Ankunftszeit|wann wir ankommen|wie weit es noch ist|wann wir da sind]",
        "zeig mir [die Ankunftszeit|die Restzeit|wie lange es noch dauert]",
      ],
      infinitive: ["[die|unsere] Ankunftszeit [sagen|zeigen|ansagen]"],
      other: [
        "wann [sind wir|bin ich] [da|am Ziel|dort]",
        "wann [kommen wir|komme ich] [an|an, ungefähr|am Ziel an]",
        "um wie viel Uhr [kommen wir an|sind wir da|bin ich da]",
        "wie [lange|weit] [noch|ist es noch|dauert es noch|fahren wir noch]",
        "wie lange [dauert|brauchen wir für] die Fahrt noch",
        "wie [viele Minuten|viele Kilometer] sind es noch",
        "wie weit ist es [noch |]bis [zum Ziel|ans Ziel]",
        "sind wir [bald|gleich] da",
        "Ankunftszeit",
        "voraussichtliche Ankunft",
        "wie lange brauchen wir noch",
        "wie viel Strecke liegt noch vor uns",
      ],
      held: [
        "zu welcher Zeit erreichen wir unser Ziel",
        "haben wir noch weit zu fahren",
        "was bleibt uns noch an Strecke",
        "wann werden wir ankommen",
        "wie lange sitze ich noch im Auto",
      ],
    },
    args: () => ({}),
  },
  {
    tool: "set_route_options",
    weight: 0.4,
    en: {
      imperative: [
        "[allow|use] all roads[ again|]",
        "don't avoid anything[ any more|]",
        "[clear|remove|delete|reset] the [avoidances|route options]",
        "allow [tolls, motorways and ferries|every kind of road] again",
      ],
      other: [
        "all roads are [fine|ok|allowed]",
        "i don't mind which roads[ we take|]",
        "any road will do",
        "no need to avoid anything",
      ],
      held: [
        "every road is fine by me",
        "you may take whatever roads you like",
        "drop all the route restrictions",
        "there's nothing to avoid now",
      ],
    },
    de: {
      imperative: [
        "[erlaube|nimm] [wieder |]alle Straßen",
        "vermeide [gar |]nichts mehr",
        "[lösche|entferne] die Routenoptionen",
        "erlaube wieder Maut, Autobahnen und Fähren",
      ],
      infinitive: ["[wieder |]alle Straßen [erlauben|zulassen]", "die Routenoptionen [löschen|zurücksetzen]"],
      other: [
        "alle Straßen sind [in Ordnung|erlaubt|okay]",
        "mir ist egal, welche Straßen wir nehmen",
        "du musst nichts mehr vermeiden",
      ],
      held: [
        "jede Straße ist mir recht",
        "nimm einfach jede Straße, die passt",
        "alle Einschränkungen der Route aufheben",
        "es muss nichts vermieden werden",
      ],
    },
    args: () => ({ avoid: [] }),
  },
  {
    tool: "set_route_options",
    slots: { avoided },
    en: {
      imperative: [
        "avoid {avoided}",
        "[don't|do not] [use|take] {avoided}",
        "[change|recalculate] the route [without|to avoid] {avoided}",
        "[keep|stay] off {avoided}",
        "set the route to avoid {avoided}",
        "leave out {avoided}",
        "exclude {avoided} from the route",
      ],
      other: [
        "no {avoided}",
        "without {avoided}[ please|]",
        "i [don't want|want to avoid|don't like] {avoided}",
        "we'd rather not use {avoided}",
        "can we avoid {avoided}",
        "is there a route without {avoided}",
      ],
      held: [
        "stay clear of {avoided}",
        "please route us around {avoided}",
        "i'd rather go without {avoided}",
        "skip {avoided} on this trip",
      ],
    },
    de: {
      imperative: [
        "[vermeide|meide|umgehe] {avoided}",
        "[fahr|lass uns] ohne {avoided}[ fahren|]",
        "berechne die Route [neu |]ohne {avoided}",
        "lass {avoided} weg",
        "nimm eine Route ohne {avoided}",
      ],
      infinitive: ["{avoided} [vermeiden|meiden|umgehen]", "die Route ohne {avoided} berechnen"],
      other: [
        "ohne {avoided}[ bitte|]",
        "ich will {avoided} vermeiden",
        "ich möchte ohne {avoided} fahren",
        "geht es [auch |]ohne {avoided}",
        "gibt es eine Route ohne {avoided}",
        "wir wollen ohne {avoided} fahren",
      ],
      held: [
        "mach einen Bogen um {avoided}",
        "auf {avoided} verzichten wir",
        "die Strecke soll ohne {avoided} auskommen",
        "{avoided} bitte auslassen",
      ],
    },
    args: ({ avoided }) => ({ avoid: avoided! }),
    followUps: [
      {
        en: ["and {avoided} instead", "no, {avoided} instead"],
        de: ["nein, stattdessen {avoided}", "lieber {avoided} vermeiden"],
        slots: ["avoided"],
      },
    ],
  },
];
