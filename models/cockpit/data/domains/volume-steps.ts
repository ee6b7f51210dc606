import type { Intent } from "../domain.ts";
import { meaning, wholeNumber } from "../language/slots.ts";

const comparative = meaning([
  { value: "up", en: ["louder"], de: ["lauter"] },
  { value: "down", en: ["quieter", "softer"], de: ["leiser"] },
]);
const upOrDown = meaning([
  { value: "up", en: ["up"], de: ["hoch", "rauf"] },
  { value: "down", en: ["down"], de: ["runter", "herunter"] },
]);

/** Louder and quieter, with or without an amount. */
export const stepIntents: readonly Intent[] = [
  {
    tool: "change_volume",
    slots: { direction: comparative, upOrDown },
    en: {
      imperative: [
        "make it [a bit |a little |much |]{direction}",
        "make the [music|sound|radio|song] [a bit |a little |]{direction}",
        "turn the [music|volume|sound|radio] {upOrDown}[ a bit| a little|]",
        "turn {upOrDown} the [music|volume|sound|radio]",
        "play the music [a bit |a little |]{direction}",
        "bring the volume {upOrDown}[ a little|]",
      ],
      other: [
        "{direction}",
        "[a bit|a little|much|slightly] {direction}",
        "volume {upOrDown}",
        "i [want|need|'d like] it [a bit |]{direction}",
        "the [music|sound|radio] should be [a bit |]{direction}",
        "[music|radio|sound] {direction}",
        "can we have it [a little |]{direction}",
        "it could be [a bit |]{direction}",
      ],
      held: [
        "i'd prefer the music {direction}",
        "{direction} would be better for my ears",
        "would you move the volume {upOrDown}",
        "could the music be {direction}",
      ],
    },
    de: {
      imperative: [
        "mach [es|die Musik|das Radio|den Ton] [etwas |ein bisschen |viel |]{direction}",
        "dreh [die Musik|die Lautstärke|das Radio] [etwas |ein bisschen |]{upOrDown}",
        "stell [die Musik|den Ton|das Radio] [etwas |]{direction}",
        "spiel [die Musik |][etwas |ein bisschen ]{direction}",
        "dreh die Musik [etwas |]{direction}",
        "mach [mal |]{direction}",
      ],
      infinitive: [
        "[die Musik|das Radio|es|den Ton] [etwas |ein bisschen |]{direction} [machen|stellen|drehen]",
        "die Lautstärke [etwas |]{upOrDown}drehen",
      ],
      other: [
        "{direction}",
        "[etwas|ein bisschen|viel|ein wenig] {direction}",
        "Lautstärke {upOrDown}",
        "ich [hätte|möchte|will] es [gern |][etwas |]{direction}",
        "die Musik [soll|sollte|könnte] [etwas |]{direction} sein",
        "[Musik|Radio|Ton] {direction}",
        "stellen Sie die Musik [bitte |][etwas |]{direction}",
        "geht es [auch |etwas |]{direction}",
      ],
      held: [
        "mir wäre die Musik {direction} lieber",
        "{direction} wäre besser für meine Ohren",
        "mit der Lautstärke bitte {upOrDown}",
        "darf die Musik {direction} sein",
      ],
    },
    args: ({ direction, upOrDown }) => ({ direction: direction ?? upOrDown! }),
    followUps: [
      {
        en: ["[even|still|a bit] more", "more[ please|]", "again", "a bit more"],
        de: ["noch [etwas |ein bisschen |]mehr", "noch mal", "noch etwas", "mehr[ bitte|]"],
      },
      {
        en: ["[even|still|a bit] louder", "no, louder"],
        de: ["noch [etwas |]lauter", "nein, lauter"],
        set: { direction: "up" },
      },
      {
        en: ["[even|still|a bit] quieter", "a bit quieter again"],
        de: ["noch [etwas |]leiser", "wieder etwas leiser"],
        set: { direction: "down" },
      },
    ],
  },
  {
    tool: "change_volume",
    en: {
      imperative: [
        "crank up the [music|volume|sound]",
        "turn up the [music|volume|sound|radio]",
        "pump up the [volume|music]",
        "raise the volume",
        "increase the [volume|sound]",
      ],
      other: [
        "i can't hear [the music|the radio|a thing|anything|the song]",
        "i can [hardly|barely] hear [the music|the radio|it]",
        "the [music|sound|radio|volume] is too [quiet|low|soft]",
        "that's too quiet",
        "more volume",
        "it's too quiet in here to hear the song",
      ],
      held: ["the song deserves more volume", "you can hardly hear the music", "too quiet, i want to hear the music"],
    },
    de: {
      imperative: [
        "dreh [mal |]die Musik auf",
        "dreh [mal |]richtig auf",
        "erhöh die Lautstärke",
        "gib [mal |]mehr Lautstärke",
      ],
      infinitive: ["die [Lautstärke|Musik] [aufdrehen|erhöhen]", "die Musik hochdrehen"],
      other: [
        "ich höre [nichts|die Musik nicht|kaum etwas]",
        "ich kann [die Musik|das Radio|das Lied] [kaum|nicht] hören",
        "[die Musik|der Ton|das Radio] ist zu leise",
        "das ist zu leise",
        "mehr Lautstärke",
      ],
      held: ["das Lied verdient mehr Lautstärke", "man hört die Musik kaum", "zu leise, ich will die Musik hören"],
    },
    args: ({ direction }) => ({ direction: direction ?? "up" }),
    followUps: [
      { en: ["still too quiet", "[even|still] more"], de: ["immer noch zu leise", "noch mehr"] },
      {
        en: ["now it's too loud", "that was too much"],
        de: ["jetzt ist es zu laut", "das war zu viel"],
        set: { direction: "down" },
      },
    ],
    weight: 0.7,
  },
  {
    tool: "change_volume",
    en: {
      imperative: [
        "lower the [volume|sound|music]",
        "reduce the [volume|sound]",
        "turn down the [music|volume|sound|radio]",
        "quieten the music[ a bit|]",
        "decrease the volume",
      ],
      other: [
        "the [music|sound|radio|volume] is too loud",
        "that's too loud",
        "it's [far |way |much |]too loud",
        "less volume",
        "i can't hear [myself think|you over the music]",
        "not so loud",
        "my ears hurt",
      ],
      held: ["the music is hurting my ears", "does it have to be so loud", "a bit less noise from the music"],
    },
    de: {
      imperative: [
        "reduzier die Lautstärke",
        "senk die Lautstärke",
        "dreh [mal |]die Musik zurück",
        "verringer die Lautstärke",
      ],
      infinitive: ["die [Lautstärke|Musik] [senken|reduzieren|verringern]", "die Musik runterdrehen"],
      other: [
        "[die Musik|der Ton|das Radio] ist [viel |]zu laut",
        "das ist [viel |]zu laut",
        "weniger Lautstärke",
        "ich verstehe [mein eigenes Wort|dich bei der Musik] nicht",
        "nicht so laut",
        "mir tun die Ohren weh",
      ],
      held: ["die Musik tut mir in den Ohren weh", "muss das so laut sein", "etwas weniger Lärm von der Musik"],
    },
    args: ({ direction }) => ({ direction: direction ?? "down" }),
    followUps: [
      { en: ["still too loud", "[even|still] less"], de: ["immer noch zu laut", "noch weniger"] },
      {
        en: ["now it's too quiet", "that was too much"],
        de: ["jetzt ist es zu leise", "das war zu viel"],
        set: { direction: "up" },
      },
    ],
    weight: 0.7,
  },
  {
    tool: "change_volume",
    slots: { direction: comparative, upOrDown, amount: wholeNumber(2, 50) },
    en: {
      imperative: [
        "make it {amount} percent {direction}",
        "make the [music|sound|radio] {amount}[ percent|%] {direction}",
        "turn the [volume|music|sound] {upOrDown} [by |]{amount}[ percent|%|]",
        "turn {upOrDown} the [volume|music] by {amount}[ percent|%|]",
        "bring the volume {upOrDown} by {amount}[ percent|]",
      ],
      other: [
        "{amount} percent {direction}",
        "volume {upOrDown} [by |]{amount}[ percent|]",
        "i want it {amount} percent {direction}",
        "[music|sound|radio] {amount} percent {direction}",
        "it should be {amount} percent {direction}",
      ],
      held: ["i'd like the volume {upOrDown} {amount} percent", "{amount} percent {direction} would do"],
    },
    de: {
      imperative: [
        "mach [es|die Musik|das Radio] [um |]{amount} Prozent {direction}",
        "dreh [die Musik|die Lautstärke] [um |]{amount} Prozent {upOrDown}",
        "stell die Musik {amount} Prozent {direction}",
        "dreh die Lautstärke um {amount} {upOrDown}",
      ],
      infinitive: [
        "[die Musik|es|das Radio] [um |]{amount} Prozent {direction} [machen|stellen]",
        "die Lautstärke um {amount} Prozent {upOrDown}drehen",
      ],
      other: [
        "{amount} Prozent {direction}",
        "[Musik|Ton|Radio] {amount} Prozent {direction}",
        "ich hätte es gern {amount} Prozent {direction}",
        "Lautstärke {amount} Prozent {upOrDown}",
        "es soll {amount} Prozent {direction} sein",
      ],
      held: ["mit der Lautstärke bitte {amount} Prozent {upOrDown}", "{amount} Prozent {direction} würden reichen"],
    },
    args: ({ direction, upOrDown, amount }) => ({ direction: direction ?? upOrDown!, amount: amount! }),
    correctable: ["amount"],
    weight: 0.6,
  },
];
