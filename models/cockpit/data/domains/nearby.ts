import type { Domain } from "../domain.ts";
import { town } from "../language/slots.ts";
import { CATEGORIES, kind, kinds, nameFound, nearestKind, need, someKind } from "./nearby-categories.ts";
import { AVOIDED, clockTime, durationText, kilometres } from "./places.ts";
import { routeStatusIntents } from "./route-status.ts";

export const nearby: Domain = {
  tools: {
    find_nearby: {
      names: ["search_nearby", "find_places", "poi_search", "places_around", "search_poi", "nearby_places"],
      heldNames: ["look_around_for", "local_finder", "scan_surroundings"],
      description: [
        "Find the nearest place of a category.",
        "Searches places of a kind near the car, along the route, or in a town.",
        "Points of interest of a category, the nearest first. Without a town, around the present position.",
        "Looks for shops, petrol stations, parking and the like nearby.",
      ],
      parameters: {
        category: {
          type: "string",
          enum: CATEGORIES,
          description: ["What kind of place.", "The category to look for."],
          names: ["kind", "type", "poi", "what"],
        },
        along_route: {
          type: "boolean",
          description: ["Only on the way to the destination.", "True: along the present route."],
          names: ["on_route", "on_the_way"],
          optional: true,
        },
        town: {
          type: "string",
          description: ["A town to search in instead of nearby.", "Where to search, if not here."],
          names: ["near", "city", "location"],
          optional: true,
        },
      },
      result: (args, draw) => ({
        name: nameFound(args.category, draw),
        distance_km: draw.random.chance(0.7) ? draw.random.integer(1, 99) / 10 : draw.random.integer(10, 45),
      }),
      answer: {
        en: (args, result) =>
          `${result.name}${args.town ? ` in ${args.town}` : args.along_route ? " on your way" : ""}, ${kilometres(result.distance_km, "en")} away.`,
        de: (args, result) =>
          `${result.name}${args.town ? ` in ${args.town}` : args.along_route ? " auf deinem Weg" : ""}, ${kilometres(result.distance_km, "de")} entfernt.`,
      },
    },
    get_arrival: {
      names: ["arrival_time", "get_eta", "route_status", "trip_progress", "remaining_trip"],
      heldNames: ["journey_remaining", "time_to_destination"],
      description: [
        "When the car arrives at the destination, and how far it still is.",
        "Arrival time, remaining time and distance of the present route.",
        "Tells how long the running trip still takes.",
      ],
      parameters: {},
      result: (_args, draw) => {
        const minutes = draw.random.integer(2, 300);
        return {
          arrival_time: clockTime(draw),
          remaining_minutes: minutes,
          remaining_km: Math.max(1, Math.round(minutes * (draw.random.integer(6, 18) / 10))),
        };
      },
      answer: {
        en: (_args, result) =>
          `You arrive at ${result.arrival_time}, in ${durationText(result.remaining_minutes, "en")} and ${kilometres(result.remaining_km, "en")}.`,
        de: (_args, result) =>
          `Ankunft um ${result.arrival_time} Uhr, noch ${durationText(result.remaining_minutes, "de")} und ${kilometres(result.remaining_km, "de")}.`,
      },
    },
    set_route_options: {
      names: ["route_preferences", "avoid_roads", "set_avoidances", "routing_options", "change_route_settings"],
      heldNames: ["road_exclusions", "route_constraints"],
      description: [
        "What routes avoid from now on: tolls, motorways, ferries.",
        "Sets the kinds of roads that the navigation must not use; an empty list allows all.",
        "Changes what the present route avoids. Empty: avoid nothing.",
      ],
      parameters: {
        avoid: {
          type: "array",
          enum: AVOIDED,
          description: ["What to avoid.", "Kinds of roads not to use; empty for none."],
          names: ["avoiding", "exclude", "without"],
        },
      },
      result: (_args, { random }) => ({ extra_minutes: random.integer(0, 40) }),
      answer: {
        en: (args, result) =>
          `${Array.isArray(args.avoid) && args.avoid.length > 0 ? `Avoiding ${args.avoid.join(" and ")}` : "All roads are allowed"}. The route changes by ${result.extra_minutes} minutes.`,
        de: (args, result) =>
          `${avoidedInGerman(args.avoid)}. Die Route ändert sich um ${result.extra_minutes} Minuten.`,
      },
    },
  },
  intents: [
    {
      tool: "find_nearby",
      weight: 1.5,
      slots: { kind, someKind, nearestKind, kinds },
      en: {
        imperative: [
          "find [me |]{someKind}[ nearby| near here| around here|]",
          "find [me |]{nearestKind}",
          "[show|tell] me {nearestKind}",
          "search for {kinds}[ nearby| around here|]",
          "look for {someKind}[ near me| close by| in the area|]",
          "show [me |]{kinds} [nearby|near me|around here|close by]",
          "locate {nearestKind}",
        ],
        other: [
          "where is {nearestKind}",
          "where's {nearestKind} from here",
          "is there {someKind} [nearby|near here|around here|close by]",
          "are there any {kinds} [nearby|near here|around here]",
          "i need {someKind}",
          "i'm looking for {someKind}",
          "how far is {nearestKind}",
          "{kind} [nearby|near me|around here]",
          "any {kinds} [nearby|around here]",
          "[which|what] {kinds} are [there near me|nearby]",
          "where can i find {someKind}",
        ],
        held: [
          "do you know of {someKind} in this area",
          "we could do with {someKind} right about now",
          "what's {nearestKind} like for distance",
          "{kinds} close to us",
          "point me to {nearestKind}",
        ],
      },
      de: {
        imperative: [
          "[such|suche|finde] [mir |]{someKind}[ in der Nähe| hier in der Gegend|]",
          "[such|suche|finde] [mir |]{nearestKind}",
          "zeig [mir |]{kinds} in der [Nähe|Umgebung]",
          "zeig mir {nearestKind}",
          "[such|finde] {kinds} in der Nähe",
          "sag mir, wo ich {someKind} finde",
        ],
        infinitive: [
          "[mir |]{someKind} [in der Nähe |]suchen",
          "{nearestKind} [suchen|finden|zeigen]",
          "{kinds} in der Nähe suchen",
        ],
        other: [
          "wo finde ich {nearestKind}",
          "wo gibt es hier {someKind}",
          "gibt es [hier |]{someKind} in der Nähe",
          "gibt es hier [irgendwo |]{kinds}",
          "ich [brauche|suche] {someKind}",
          "wir brauchen {someKind}",
          "{kind} in der Nähe",
          "welche {kinds} gibt es [hier|in der Nähe]",
          "wo sind hier {kinds}",
          "ich hätte gern {someKind} in der Nähe",
          "wo kann ich hier {someKind} finden",
        ],
        held: [
          "weißt du {someKind} hier in der Ecke",
          "hat es hier in der Umgebung {someKind}",
          "{someKind} könnten wir jetzt gebrauchen",
          "{kinds} hier herum",
          "zeig mal, wo es {kinds} gibt",
        ],
      },
      args: ({ kind, someKind, nearestKind, kinds }) => ({ category: kind ?? someKind ?? nearestKind ?? kinds! }),
      incomplete: [
        {
          en: {
            say: ["find something nearby", "what's around here", "search nearby"],
            ask: "What are you looking for?",
            complete: ["{someKind}", "{kinds}"],
          },
          de: {
            say: ["such was in der Nähe", "was gibt es hier in der Nähe", "Umgebungssuche"],
            ask: "Was suchst du?",
            complete: ["{someKind}", "{kinds}"],
          },
        },
      ],
    },
    {
      tool: "find_nearby",
      slots: { someKind, kinds, nearestKind },
      en: {
        imperative: [
          "find {someKind} [on the way|along the route|on my route|on our way]",
          "show {kinds} [on the way|along the route]",
          "look for {someKind} along the [way|route]",
          "find {nearestKind} on [the|my|our] route",
        ],
        other: [
          "is there {someKind} on the way",
          "are there any {kinds} [on the way|along the route|on our route]",
          "{kinds} along the route",
          "i need {someKind} on the way",
          "where's {nearestKind} on our route",
        ],
        held: [
          "do we pass {someKind}",
          "will there be {someKind} along our route",
          "any {kinds} before we get there",
          "is {someKind} on our path",
        ],
      },
      de: {
        imperative: [
          "[such|finde] {someKind} [auf dem Weg|auf der Strecke|entlang der Route|auf der Route]",
          "zeig mir {kinds} [auf dem Weg|entlang der Route|auf der Strecke]",
          "finde {nearestKind} auf [der|unserer] Route",
        ],
        infinitive: ["{someKind} [auf dem Weg|auf der Strecke] suchen", "{kinds} entlang der Route zeigen"],
        other: [
          "gibt es {someKind} [auf dem Weg|auf der Strecke]",
          "{kinds} [entlang der Route|auf dem Weg]",
          "ich brauche {someKind} auf [dem Weg|der Strecke]",
          "welche {kinds} liegen auf [dem Weg|unserer Route]",
        ],
        held: [
          "haben wir {someKind} auf der Strecke",
          "kommt auf der Route noch {someKind}",
          "liegen {kinds} an unserer Strecke",
          "hat die Strecke unterwegs {kinds}",
        ],
      },
      args: ({ someKind, kinds, nearestKind }) => ({ category: someKind ?? kinds ?? nearestKind!, along_route: true }),
    },
    {
      tool: "find_nearby",
      slots: { someKind, kinds, town },
      en: {
        imperative: [
          "find {someKind} in {town}",
          "show me {kinds} in {town}",
          "search for {kinds} [in|near|around] {town}",
          "look for {someKind} [in|near] {town}",
        ],
        other: [
          "is there {someKind} in {town}",
          "are there {kinds} in {town}",
          "{kinds} in {town}",
          "i need {someKind} in {town}",
          "where can i find {someKind} in {town}",
          "which {kinds} are there in {town}",
        ],
        held: [
          "would there be {someKind} around {town}",
          "what about {kinds} in {town}",
          "what {kinds} does {town} have",
          "in {town}, is there {someKind}",
        ],
      },
      de: {
        imperative: [
          "[such|finde] [mir |]{someKind} in {town}",
          "zeig mir {kinds} in {town}",
          "such {kinds} in {town}",
        ],
        infinitive: ["{someKind} in {town} [suchen|finden]", "{kinds} in {town} zeigen"],
        other: [
          "gibt es in {town} {someKind}",
          "wo gibt es in {town} {kinds}",
          "{kinds} in {town}",
          "ich brauche {someKind} in {town}",
          "welche {kinds} gibt es in {town}",
          "wo finde ich in {town} {someKind}",
        ],
        held: [
          "hat {town} {someKind}",
          "kennst du {kinds} in {town}",
          "in {town} suche ich {someKind}",
          "in {town} bräuchten wir {someKind}",
        ],
      },
      args: ({ someKind, kinds, town }) => ({ category: someKind ?? kinds!, town: town! }),
      correctable: ["town"],
      followUps: [
        {
          en: ["and in {town}", "what about {town}", "and near {town}"],
          de: ["und in {town}", "und wie ist es in {town}", "und bei {town}"],
          slots: ["town"],
        },
      ],
    },
    {
      tool: "find_nearby",
      slots: { need },
      en: {
        other: [
          "{need}",
          "{need}, where can we stop",
          "{need}, [find|show] me something nearby",
          "{need}, is there anything [nearby|around here]",
          "{need}, what is close by",
        ],
        held: [
          "{need}, any idea where",
          "{need}, please help me find a place",
          "{need}, is something in reach",
          "{need}, what do you suggest",
        ],
      },
      de: {
        other: [
          "{need}",
          "{need}, gibt es hier was",
          "{need}, [such|zeig] mir was in der Nähe",
          "{need}, was ist in der Nähe",
          "{need}, such mal was",
        ],
        held: [
          "{need}, hast du eine Idee",
          "{need}, hilf mir mal suchen",
          "{need}, was liegt hier herum",
          "{need}, was schlägst du vor",
        ],
      },
      args: ({ need }) => ({ category: need! }),
    },
    ...routeStatusIntents,
  ],
};

function avoidedInGerman(avoid: unknown): string {
  const names: Readonly<Record<string, string>> = { tolls: "Maut", motorways: "Autobahnen", ferries: "Fähren" };
  if (!Array.isArray(avoid) || avoid.length === 0) return "Alle Straßen sind erlaubt";
  return `Ohne ${avoid.map((one: string) => names[one] ?? one).join(" und ")}`;
}
