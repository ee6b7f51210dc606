import type { Domain, Values } from "../domain.ts";
import { place } from "../language/slots.ts";
import { goalIntents } from "./navigation-goals.ts";
import { routeIntents } from "./navigation-routes.ts";
import { AVOIDED, durationText, joined, journey, kilometres } from "./places.ts";

function goalInAnswer(destination: unknown, language: "en" | "de"): string {
  if (language === "en") return destination === "home" ? "home" : `to ${destination}`;
  if (destination === "home") return "nach Hause";
  return destination === "work" ? "zur Arbeit" : `zum Ziel ${destination}`;
}

function via(args: Values, language: "en" | "de"): string {
  return args.stops
    ? `${language === "en" ? " via " : " über "}${joined(args.stops, language === "en" ? "and" : "und")}`
    : "";
}

export const navigation: Domain = {
  tools: {
    navigate_to: {
      names: ["start_navigation", "set_destination", "plan_route", "route_to", "start_route_guidance", "drive_to"],
      heldNames: ["begin_guidance", "set_course", "directions_to"],
      description: [
        'Start navigation to a place. "home" and "work" stand for the saved addresses.',
        'Plans a route to the destination, with stops on the way if given, and starts guidance. Use "home" or "work" for the saved places.',
        'Sets the destination of the satnav ("home", "work" or any place) and guides the driver there.',
        'Route guidance to a town, an address or a named place; "home" and "work" are known.',
      ],
      parameters: {
        destination: {
          type: "string",
          description: ["Where to go.", "Place or address, as said.", 'Name of the place, or "home" or "work".'],
          names: ["to", "target", "place", "address"],
        },
        stops: {
          type: "array",
          description: ["Places on the way, in order.", "Stops before the destination."],
          names: ["via", "waypoints", "stopovers"],
          optional: true,
        },
        avoid: {
          type: "array",
          enum: AVOIDED,
          description: ["What the route must not use.", "Kinds of roads to keep away from."],
          names: ["avoiding", "without", "exclude"],
          optional: true,
        },
      },
      result: (_args, draw) => journey(draw),
      answer: {
        en: (args, result) =>
          `Route ${goalInAnswer(args.destination, "en")}${via(args, "en")}: ${kilometres(result.distance_km, "en")}, ${durationText(result.duration_minutes, "en")}.`,
        de: (args, result) =>
          `Route ${goalInAnswer(args.destination, "de")}${via(args, "de")}: ${kilometres(result.distance_km, "de")}, ${durationText(result.duration_minutes, "de")}.`,
      },
    },
    add_stop: {
      names: ["add_waypoint", "insert_stop", "add_stopover", "add_to_route", "new_waypoint"],
      heldNames: ["append_halt", "include_detour"],
      description: [
        "Add a stop to the present route.",
        "Adds a place on the way to the route that is already running.",
        "Inserts a waypoint into the active navigation.",
      ],
      parameters: {
        place: {
          type: "string",
          description: ["Where to stop.", "The place to stop at, as said."],
          names: ["stop", "location", "waypoint", "name"],
        },
      },
      result: (_args, { random }) => ({ extra_minutes: random.integer(2, 45) }),
      answer: {
        en: (args, result) => `${args.place} is on the route now, ${result.extra_minutes} minutes more.`,
        de: (args, result) => `${args.place} liegt jetzt auf der Route, ${result.extra_minutes} Minuten mehr.`,
      },
    },
    cancel_navigation: {
      names: ["stop_navigation", "end_route", "clear_route", "stop_route_guidance", "abort_navigation"],
      heldNames: ["quit_guidance", "drop_route"],
      description: [
        "End the present navigation.",
        "Stops the route guidance and clears the destination.",
        "Cancels the active route.",
      ],
      parameters: {},
      result: () => ({ active: false }),
      answer: { en: () => "Navigation is off.", de: () => "Die Navigation ist beendet." },
    },
  },
  intents: [
    ...goalIntents,
    ...routeIntents,
    {
      tool: "add_stop",
      slots: { place },
      en: {
        imperative: [
          "add [a |]stop [at|in] {place}",
          "add {place} [to the route|as a stop|as a waypoint|as a stopover]",
          "[make|include|insert|put in] a stop [at|in] {place}[ on the way|]",
          "stop [at|in] {place} on the way",
          "put {place} on the route[ as well|]",
          "[include|insert] {place} [in the route|on the way]",
        ],
        other: [
          "[i|we] [want|need|have] to stop [at|in] {place} on the way",
          "can we [stop|make a stop] [at|in] {place}[ on the way|]",
          "let's [stop|make a stop] [at|in] {place} first",
          "[new|extra|another] stop: {place}",
          "quick stop [at|in] {place}",
          "on the way we need to pass by {place}",
          "waypoint {place}",
        ],
        held: [
          "we should drop by {place} on our way",
          "i'd like {place} added as a stopover",
          "build in a short halt at {place}",
          "one more stop, namely {place}",
        ],
      },
      de: {
        imperative: [
          "füg [einen |]Zwischenstopp in {place} [hinzu|ein]",
          "füge {place} [als Zwischenstopp|als Zwischenziel|zur Route] hinzu",
          "[mach|plane] [einen |noch einen ]Stopp in {place}[ ein|]",
          "nimm {place} [als Zwischenziel auf|mit in die Route|mit auf]",
          "halte unterwegs in {place}",
          "bau {place} [in die Route|als Stopp] ein",
        ],
        infinitive: [
          "{place} als [Zwischenstopp|Zwischenziel] [hinzufügen|einfügen|einbauen]",
          "einen [Stopp|Zwischenhalt] in {place} [einplanen|machen]",
          "unterwegs in {place} halten",
        ],
        other: [
          "[Zwischenstopp|Zwischenziel|Zwischenhalt] {place}",
          "[noch ein|weiterer|neuer] Stopp: {place}",
          "[wir müssen|ich muss] unterwegs [noch |]nach {place}",
          "können wir unterwegs in {place} halten",
          "ich möchte [auf dem Weg|unterwegs] in {place} [halten|anhalten]",
          "lass uns unterwegs in {place} halten",
        ],
        held: [
          "auf der Strecke bitte noch {place} mitnehmen",
          "wir wollen zwischendurch in {place} anhalten",
          "ergänze die Route um {place}",
          "einmal kurz in {place} stoppen, bitte",
        ],
      },
      args: ({ place }) => ({ place: place! }),
      correctable: ["place"],
      followUps: [
        {
          en: ["and [at |]{place}[ too|]", "[another one|one more] at {place}"],
          de: ["und [in |]{place}[ auch|]", "[noch einen|und noch einen] in {place}"],
          slots: ["place"],
        },
      ],
      incomplete: [
        {
          en: {
            say: ["add a stop", "add a waypoint", "i need to stop on the way"],
            ask: "Where do you want to stop?",
            complete: ["{place}", "at {place}", "in {place}"],
          },
          de: {
            say: ["füg einen Zwischenstopp hinzu", "noch ein Zwischenziel", "ich brauche einen Zwischenstopp"],
            ask: "Wo möchtest du halten?",
            complete: ["{place}", "in {place}"],
          },
        },
      ],
    },
    {
      tool: "cancel_navigation",
      en: {
        imperative: [
          "[cancel|stop|end|quit|abort] [the |]navigation",
          "[cancel|stop|end|delete|clear] [the|this|my] route",
          "[stop|end] [the |]route guidance",
          "turn [off the navigation|the navigation off|off the satnav|the satnav off]",
          "[delete|remove|forget] the destination",
          "stop [guiding|navigating|giving me directions]",
        ],
        other: [
          "navigation off",
          "i [don't need|no longer need] [directions|the navigation|the route|the satnav][ any more|]",
          "no more [directions|navigation]",
          "i know the way[ from here|], stop [navigating|the navigation]",
          "we don't need the [satnav|route] now",
        ],
        held: [
          "i can find the rest of the way myself, end the directions",
          "you may quit guiding us",
          "enough directions",
          "the satnav can be switched off",
        ],
      },
      de: {
        imperative: [
          "[beende|stopp|stoppe] die [Navigation|Route|Zielführung|Routenführung]",
          "brich die [Navigation|Route|Zielführung] ab",
          "[lösch|lösche|vergiss] [die Route|das Ziel]",
          "[schalt|mach|stell] [das Navi|die Navigation|die Zielführung] aus",
          "hör auf zu navigieren",
        ],
        infinitive: [
          "die [Navigation|Zielführung|Route] [beenden|stoppen|abbrechen]",
          "das Navi [ausschalten|ausmachen]",
          "[die Route|das Ziel] löschen",
        ],
        other: [
          "[Navigation|Navi|Zielführung] aus",
          "ich brauche [keine Navigation|kein Navi|die Route nicht] mehr",
          "ich kenne den Weg[ ab hier|], Navi aus",
          "bitte beenden Sie die [Navigation|Zielführung]",
          "Schluss mit der [Navigation|Zielführung]",
        ],
        held: [
          "ab jetzt finde ich allein hin, Zielführung bitte beenden",
          "du kannst mit dem Navigieren aufhören",
          "wir brauchen das Navi nicht länger",
          "Route bitte abschalten",
        ],
      },
      args: () => ({}),
    },
  ],
};
