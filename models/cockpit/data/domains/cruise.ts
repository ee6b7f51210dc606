import type { Intent } from "../domain.ts";
import { wholeNumber } from "../language/slots.ts";

export const kmh = wholeNumber(30, 200, 5);

/** Cruise control on at a speed, on as it is, and off. */
export const cruiseIntents: readonly Intent[] = [
  {
    tool: "set_cruise_control",
    slots: { kmh },
    en: {
      imperative: [
        "set [the |]cruise control [to|at] {kmh}[ km/h| kilometres per hour|]",
        "[put|turn] [the |]cruise control on at {kmh}",
        "cruise at {kmh}[ km/h|]",
        "[hold|keep|maintain] [a speed of |]{kmh}[ km/h| kilometres an hour]",
        "[start|activate|enable] cruise control at {kmh}",
        "keep the speed at {kmh}",
      ],
      other: [
        "cruise control {kmh}[ km/h|]",
        "cruise control at {kmh}",
        "i want [to cruise|cruise control] at {kmh}",
        "cruise control on, {kmh}[ km/h|]",
        "cruising speed {kmh}",
      ],
      held: [
        "let's cruise along with {kmh}",
        "i'd like the car to hold {kmh} by itself",
        "cruise control should be {kmh} km/h",
        "steady {kmh} km/h from now on",
      ],
    },
    de: {
      imperative: [
        "[stell|setz] den Tempomat[en|] auf {kmh}[ km/h|]",
        "schalt den Tempomat[en|] bei {kmh} ein",
        "[halt|halte] [Tempo |die Geschwindigkeit bei |]{kmh}",
        "[aktiviere|starte] den Tempomat[en|] [mit|bei] {kmh}[ km/h|]",
        "fahr konstant {kmh}",
      ],
      infinitive: [
        "den Tempomat[en|] auf {kmh}[ km/h|] [stellen|setzen]",
        "{kmh} km/h halten",
        "konstant {kmh} fahren",
      ],
      other: [
        "Tempomat {kmh}[ km/h|]",
        "Tempomat auf {kmh}[ km/h|]",
        "Tempomat [an|ein], {kmh}[ km/h|]",
        "ich möchte mit Tempomat {kmh} fahren",
        "der Tempomat soll {kmh} halten",
      ],
      held: [
        "ich will gleichmäßig {kmh} fahren, mit Tempomat",
        "das Auto soll von selbst {kmh} halten",
        "den Tempomat hätte ich gern auf {kmh}",
        "ab jetzt konstant mit {kmh} weiter",
      ],
    },
    args: ({ kmh }) => ({ enabled: true, speed_kmh: kmh! }),
    correctable: ["kmh"],
    followUps: [
      {
        en: ["make it {kmh}", "and now {kmh}", "{kmh} instead"],
        de: ["mach {kmh} draus", "und jetzt {kmh}", "lieber {kmh}"],
        slots: ["kmh"],
      },
    ],
  },
  {
    tool: "set_cruise_control",
    weight: 0.7,
    en: {
      imperative: [
        "turn [off cruise control|cruise control off|the cruise control off]",
        "[disable|deactivate|cancel|stop|end] [the |]cruise control",
        "switch off [the |]cruise control",
      ],
      other: [
        "cruise control off",
        "no [more |]cruise control",
        "i don't [want|need] cruise control[ any more|]",
        "i'll drive myself, cruise control off",
      ],
      held: [
        "quit cruising by itself, i'll use the pedal",
        "cruise control can go off now",
        "i'm done with cruise control",
        "release the cruise control",
      ],
    },
    de: {
      imperative: [
        "[schalt|mach] den Tempomat[en|] aus",
        "[deaktiviere|beende|stopp] den Tempomat[en|]",
        "nimm den Tempomat raus",
      ],
      infinitive: ["den Tempomat[en|] [ausschalten|ausmachen|deaktivieren|beenden]"],
      other: [
        "Tempomat [aus|ausschalten|deaktivieren]",
        "ich brauche den Tempomat nicht mehr",
        "kein Tempomat[ mehr|]",
        "Schluss mit dem Tempomat",
      ],
      held: [
        "ich gebe wieder selbst Gas, Tempomat weg",
        "der Tempomat kann jetzt ausgehen",
        "ohne Tempomat weiter bitte",
        "den Tempomat bitte abschalten",
      ],
    },
    args: () => ({ enabled: false }),
  },
  {
    tool: "set_cruise_control",
    weight: 0.7,
    en: {
      imperative: [
        "turn [on cruise control|cruise control on|the cruise control on]",
        "[enable|activate|start|resume] [the |]cruise control",
        "hold [this|the current] speed",
        "keep [this|the current] speed",
      ],
      other: ["cruise control on", "cruise control[ please|]", "i want cruise control"],
      held: [
        "switch to cruise control now",
        "get the cruise control going",
        "stay at the speed we have",
        "i'd like cruise control to take over",
      ],
    },
    de: {
      imperative: [
        "[schalt|mach] den Tempomat[en|] [an|ein]",
        "[aktiviere|starte] den Tempomat[en|]",
        "[halt|halte] [diese|die aktuelle] Geschwindigkeit",
        "halte das Tempo",
      ],
      infinitive: ["den Tempomat[en|] [einschalten|anmachen|aktivieren]", "die Geschwindigkeit halten"],
      other: ["Tempomat [an|ein|einschalten]", "Tempomat[ bitte|]", "ich möchte den Tempomat[en|] [nutzen|anhaben]"],
      held: [
        "jetzt mit Tempomat weiter",
        "der Tempomat soll übernehmen",
        "bleib bei dem Tempo, das wir haben",
        "leg den Tempomat ein",
      ],
    },
    args: () => ({ enabled: true }),
  },
];
