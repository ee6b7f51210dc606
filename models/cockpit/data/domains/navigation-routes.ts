import type { Intent, Value } from "../domain.ts";
import { place } from "../language/slots.ts";
import { avoided, stops } from "./places.ts";

/** With stops, or without some kind of road. */
export const routeIntents: readonly Intent[] = [
  {
    tool: "navigate_to",
    slots: { place, stops },
    weight: 1.5,
    en: {
      imperative: [
        "[take|bring|drive] [me|us] to {place} via {stops}",
        "navigate to {place} [via|through|by way of|with a stop in|with stops at] {stops}",
        "[plan|set|make] a route to {place} [via|with stops in|passing through|that goes through] {stops}",
        "go to {place} but [stop at|pass through|go through] {stops} [first|on the way]",
        "[drive|take me] to {place}, stopping [at|in] {stops}[ on the way|]",
        "go via {stops} to {place}",
      ],
      other: [
        "[route|directions] to {place} via {stops}",
        "{place} via {stops}",
        "[i|we] [want|need] to go to {place} [via|with a stop at] {stops}",
        "to {place} with [a stop|stops] [at|in] {stops}",
        "[i'm|we're] driving to {place} [via|through] {stops}",
        "via {stops} to {place}[ please|]",
        "first {stops}, then {place}",
      ],
      held: [
        "get us to {place} and call at {stops} before that",
        "we're bound for {place}, going by {stops}",
        "on the way to {place} we have to stop at {stops}",
        "destination {place}, stops {stops}",
        "i'd like to reach {place} by way of {stops}",
      ],
    },
    de: {
      imperative: [
        "[bring|fahr] [mich|uns] über {stops} nach {place}",
        "navigiere nach {place} [über|via] {stops}",
        "[plane|mach|berechne] eine Route nach {place} [über|via|mit Halt in|mit Zwischenstopp in] {stops}",
        "fahr nach {place}, aber [zuerst|vorher] [über|nach] {stops}",
        "starte die Navigation nach {place} mit Zwischenstopp in {stops}",
        "navigiere über {stops} nach {place}",
      ],
      infinitive: [
        "[mich|uns] über {stops} nach {place} [bringen|fahren|führen]",
        "eine Route nach {place} über {stops} [planen|berechnen]",
        "nach {place} via {stops} navigieren",
      ],
      other: [
        "[Route|Navigation] nach {place} über {stops}",
        "nach {place} [über|via] {stops}",
        "über {stops} nach {place}[ bitte|]",
        "ich [muss|möchte|will] [über|via] {stops} nach {place}",
        "wir fahren über {stops} nach {place}",
        "erst {stops}, dann {place}",
        "Ziel {place}, Zwischenstopp {stops}",
      ],
      held: [
        "auf dem Weg nach {place} müssen wir in {stops} halten",
        "es soll nach {place} gehen, mit {stops} dazwischen",
        "zuerst nach {stops} und danach weiter nach {place}",
        "ich würde gern nach {place}, die Route soll durch {stops} führen",
      ],
    },
    args: ({ place, stops }) => ({ destination: place!, stops: stops! }),
    fits: ({ place, stops }) => !(stops as readonly Value[]).includes(place!),
  },
  {
    tool: "navigate_to",
    slots: { place, avoided },
    en: {
      imperative: [
        "[take|bring] [me|us] to {place} without {avoided}",
        "navigate to {place} [without|avoiding|but avoid|and avoid] {avoided}",
        "[find|plan] a route to {place} [without|that avoids|avoiding] {avoided}",
        "[drive|go] to {place} but [no|without|not using] {avoided}",
      ],
      other: [
        "{place} without {avoided}",
        "[route|directions] to {place} avoiding {avoided}",
        "to {place}, avoid {avoided}",
        "how do i get to {place} without {avoided}",
        "i [want|need] to go to {place} without {avoided}",
      ],
      held: [
        "keep off {avoided} on the way to {place}",
        "is there a way to {place} that doesn't use {avoided}",
        "i'd like to get to {place} but please stay away from {avoided}",
        "avoid {avoided} and take me to {place}",
      ],
    },
    de: {
      imperative: [
        "[bring|fahr] [mich|uns] ohne {avoided} nach {place}",
        "navigiere nach {place} ohne {avoided}",
        "navigiere nach {place} und [vermeide|meide|umgehe] {avoided}",
        "[such|plane|finde] eine Route nach {place} ohne {avoided}",
      ],
      infinitive: ["[mich|uns] ohne {avoided} nach {place} [bringen|führen]", "nach {place} ohne {avoided} navigieren"],
      other: [
        "nach {place} ohne {avoided}",
        "Route nach {place}, {avoided} vermeiden",
        "ohne {avoided} nach {place}[ bitte|]",
        "wie komme ich ohne {avoided} nach {place}",
        "ich [will|möchte|muss] nach {place}, aber ohne {avoided}",
      ],
      held: [
        "auf dem Weg nach {place} bitte {avoided} umfahren",
        "gibt es einen Weg nach {place} ohne {avoided}",
        "{avoided} vermeiden und nach {place} fahren",
        "es geht nach {place}, {avoided} möchte ich nicht",
      ],
    },
    args: ({ place, avoided }) => ({ destination: place!, avoid: avoided! }),
  },
];
