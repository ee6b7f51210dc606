import type { FollowUp, Intent } from "../domain.ts";
import { wholeNumber } from "../language/slots.ts";

const LOUDER: readonly FollowUp[] = [
  {
    en: ["[and |even |]more", "[a bit |still |]stronger", "up again", "no, up"],
    de: ["noch [mehr|stärker|höher]", "[noch |]etwas stärker", "nein, stärker"],
    set: { direction: "up" },
  },
  {
    en: ["[a bit |]weaker", "[a bit |still |]lower", "down again", "no, down"],
    de: ["[wieder |noch |]schwächer", "[noch |]etwas [schwächer|weniger]", "nein, schwächer"],
    set: { direction: "down" },
  },
];

/** What is said of the fan's strength. */
export const fanIntents: readonly Intent[] = [
  {
    tool: "set_fan_speed",
    slots: { level: wholeNumber(1, 7) },
    weight: 2,
    en: {
      imperative: [
        "[set|put|turn] the [fan|blower|ventilation|fan speed] to [level |speed |]{level}",
        "[turn|run] the [fan|blower] [up |down |]to [level |]{level}",
        "run the [fan|blower] [at|on] [level |speed |]{level}",
        "blow at level {level}",
      ],
      other: [
        "[fan|blower|ventilation] [level |speed |to |]{level}",
        "i [want|'d like|need] the [fan|blower] [on|at] [level |]{level}",
        "the [fan|blower] should be [on|at] {level}",
        "fan to {level} out of seven",
      ],
      held: [
        "let the fan blow at level {level}",
        "level {level} for the fan would be good",
        "have the blower go to {level}",
      ],
    },
    de: {
      imperative: [
        "[stell|stelle|dreh|schalt] [das Gebläse|die Lüftung|den Lüfter] auf [Stufe |]{level}",
        "mach [das Gebläse|die Lüftung] auf [Stufe |]{level}",
        "[lass|lasse] [das Gebläse|die Lüftung] auf Stufe {level} laufen",
      ],
      infinitive: ["[das Gebläse|die Lüftung|den Lüfter] auf [Stufe |]{level} [stellen|drehen|schalten]"],
      other: [
        "[Gebläse|Lüftung|Lüfter] [auf |Stufe |auf Stufe |]{level}",
        "ich [möchte|will|hätte gern] [das Gebläse|die Lüftung] auf [Stufe |]{level}",
        "[das Gebläse|die Lüftung] soll auf [Stufe |]{level}[ laufen|]",
        "stellen Sie [bitte |]die Lüftung auf Stufe {level}",
      ],
      held: [
        "Stufe {level} beim Gebläse wäre gut",
        "die Lüftung dürfte auf {level} stehen",
        "lass es mit Stufe {level} blasen",
      ],
    },
    args: ({ level }) => ({ level: level! }),
    correctable: ["level"],
    followUps: [
      {
        en: ["[and now |maybe |better |make it |]{level}", "level {level}"],
        de: ["[lieber |doch |jetzt |besser |]Stufe {level}", "lieber {level}"],
        slots: ["level"],
      },
    ],
    incomplete: [
      {
        en: {
          say: ["[set|change|adjust] the [fan|blower|fan speed]"],
          ask: "Which level, 0 to 7?",
          complete: ["[level |to |]{level}"],
        },
        de: {
          say: ["[stell|stelle] [das Gebläse|die Lüftung] ein", "ändere die Gebläsestufe"],
          ask: "Welche Stufe, 0 bis 7?",
          complete: ["[Stufe |auf |]{level}"],
        },
      },
    ],
  },
  {
    tool: "set_fan_speed",
    en: {
      imperative: [
        "[set|put|turn] the [fan|blower|ventilation] to [full|maximum|max|the highest level|full blast|full power]",
        "turn the [fan|blower] all the way up",
        "blow as [strongly|hard] as you can",
      ],
      other: [
        "[fan|blower] [full|on full|to max|on maximum]",
        "[full|maximum] fan",
        "i want the fan at full power",
        "the fan [on|at] its [highest|strongest] [level|setting]",
      ],
      held: ["max out the fan", "the blower as strong as it gets", "crank the fan right up to the top"],
    },
    de: {
      imperative: [
        "[stell|dreh] [das Gebläse|die Lüftung|den Lüfter] [auf volle Stufe|auf die höchste Stufe|ganz auf|auf Maximum|voll auf]",
        "mach [das Gebläse|die Lüftung] ganz [stark|auf]",
      ],
      infinitive: ["[das Gebläse|die Lüftung] [ganz aufdrehen|voll aufdrehen|auf Maximum stellen]"],
      other: [
        "[Gebläse|Lüftung] [voll|ganz auf|auf Maximum|volle Stufe|auf höchste Stufe]",
        "[volles|maximales] Gebläse",
        "ich will [das Gebläse|die Lüftung] auf [voller|höchster] Stufe",
      ],
      held: ["[das Gebläse|die Lüftung] bis zum Anschlag", "die Lüftung so stark wie möglich", "Gebläse volle Pulle"],
    },
    args: () => ({ level: 7 }),
  },
  {
    tool: "set_fan_speed",
    en: {
      imperative: [
        "[turn|switch] off the [fan|blower|ventilation]",
        "[turn|switch] the [fan|blower] off",
        "stop the [fan|blower]",
      ],
      other: [
        "[fan|blower|ventilation] off",
        "no [fan|blower]",
        "i don't want the [fan|blower]",
        "the fan should be off",
      ],
      held: ["the blower needn't run any more", "make the fan stop", "shut the fan down"],
    },
    de: {
      imperative: [
        "[schalt|mach|stell] [das Gebläse|die Lüftung|den Lüfter] aus",
        "[stopp|deaktiviere] [das Gebläse|die Lüftung]",
      ],
      infinitive: ["[das Gebläse|die Lüftung|den Lüfter] [ausschalten|ausmachen|abstellen]"],
      other: [
        "[Gebläse|Lüftung|Lüfter] aus",
        "[das Gebläse|die Lüftung] kann aus",
        "ich will [das Gebläse|die Lüftung] nicht",
      ],
      held: ["auf das Gebläse verzichte ich", "ohne Lüftung bitte", "lass das Gebläse ausgehen"],
    },
    args: () => ({ level: 0 }),
  },
  {
    tool: "change_fan_speed",
    en: {
      imperative: [
        "[turn|crank] [up the fan|up the blower|the fan up|the blower up][ a bit| a little| a notch|]",
        "[increase|raise] the [fan speed|ventilation|fan]",
        "blow [a bit |]harder",
        "make the [fan|blower|air] stronger",
        "give me [some |]more air",
      ],
      other: [
        "[fan|blower] [up|higher|stronger|faster]",
        "more [air|ventilation|fan]",
        "i [need|want|'d like] more [air|ventilation]",
        "the [fan|blower] [is too weak|should be stronger|could be stronger|isn't strong enough]",
      ],
      held: [
        "a stronger breeze would be nice",
        "the air should come out with more force",
        "let the blower work harder",
      ],
    },
    de: {
      imperative: [
        "[stell|dreh|mach] [das Gebläse|die Lüftung|den Lüfter] [etwas |ein bisschen |][stärker|höher]",
        "[erhöh|erhöhe|verstärk] [das Gebläse|die Lüftung]",
        "gib mehr Luft",
        "puste stärker",
      ],
      infinitive: ["[das Gebläse|die Lüftung] [etwas |]stärker [machen|stellen|drehen]", "mehr Luft geben"],
      other: [
        "[Gebläse|Lüftung|Lüfter] [stärker|höher|rauf]",
        "mehr [Luft|Lüftung|Gebläse]",
        "ich [brauche|möchte|will] mehr Luft",
        "[das Gebläse|die Lüftung] [ist zu schwach|soll stärker blasen|könnte stärker sein]",
      ],
      held: ["etwas mehr Wind wäre schön", "aus den Düsen dürfte mehr kommen", "lass es kräftiger blasen"],
    },
    args: ({ direction }) => ({ direction: direction ?? "up" }),
    followUps: LOUDER,
  },
  {
    tool: "change_fan_speed",
    en: {
      imperative: [
        "turn [down the fan|down the blower|the fan down|the blower down][ a bit| a little| a notch|]",
        "[decrease|lower|reduce] the [fan speed|ventilation|fan]",
        "blow [a bit |]less",
        "make the [fan|blower|air] weaker",
        "make the fan quieter",
      ],
      other: [
        "[fan|blower] [down|lower|weaker|slower]",
        "less [air|ventilation|fan]",
        "i [need|want|'d like] less [air|ventilation]",
        "the [fan|blower] is too [strong|loud|noisy]",
        "it blows too [strongly|hard|much]",
      ],
      held: ["a gentler breeze would be nice", "the blower makes too much noise", "let the fan take it easy"],
    },
    de: {
      imperative: [
        "[stell|dreh|mach] [das Gebläse|die Lüftung|den Lüfter] [etwas |ein bisschen |][schwächer|niedriger|leiser]",
        "[reduzier|verringere] [das Gebläse|die Lüftung]",
        "gib weniger Luft",
        "puste schwächer",
      ],
      infinitive: ["[das Gebläse|die Lüftung] [etwas |]schwächer [machen|stellen|drehen]", "weniger Luft geben"],
      other: [
        "[Gebläse|Lüftung|Lüfter] [schwächer|niedriger|runter]",
        "weniger [Luft|Lüftung|Gebläse]",
        "ich [brauche|möchte|will] weniger Luft",
        "[das Gebläse|die Lüftung] ist [mir |]zu [stark|laut]",
        "das bläst [mir |]zu [stark|sehr|heftig]",
      ],
      held: ["etwas weniger Wind wäre schön", "das Gebläse macht zu viel Lärm", "lass es sanfter blasen"],
    },
    args: ({ direction }) => ({ direction: direction ?? "down" }),
    followUps: LOUDER,
  },
];
