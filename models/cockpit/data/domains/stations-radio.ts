import type { Intent, Slot } from "../domain.ts";
import { ofSplit } from "../draw.ts";
import { inventedName } from "../language/invented.ts";
import { inDigits } from "../language/numbers.ts";
import { copied } from "../language/slots.ts";

const STATIONS =
  "BBC Radio 4|Radio 1|BBC Radio 2|Classic FM|Capital FM|Heart|Kiss FM|Jazz FM|Virgin Radio|talkSPORT|Absolute Radio|Smooth Radio|LBC|Magic|Bayern 3|SWR3|WDR 2|NDR 2|Antenne Bayern|Deutschlandfunk|radioeins|Fritz|hr3|MDR Jump|Bremen Vier|1Live|FFH|Radio Hamburg|Energy|Klassik Radio|Rock Antenne|Bayern 1|SWR1|Ö3|FM4|SRF 3|NPR|Radio Paradise|Radio Bob|bigFM|Star FM|delta radio|Sunshine Live|Deutschlandfunk Kultur|KQED|Hot 97".split(
    "|",
  );
const station = copied(STATIONS, 0.25, (draw) => {
  const name = inventedName(draw);
  return draw.random.pick([`Radio ${name}`, `${name} FM`, `${name} ${draw.random.integer(1, 9)}`, name]);
});
const frequency: Slot = (draw) => {
  const number = ofSplit(draw, () => draw.random.integer(876, 1079) / 10, String);
  const said = inDigits(number, draw.language);
  const spoken = said.replace(/[.,]/, draw.language === "de" ? " Komma " : " point ");
  return { text: draw.random.chance(0.2) ? spoken : said, value: number };
};

/** The radio by station, by frequency, or just on. */
export const radioIntents: readonly Intent[] = [
  {
    tool: "tune_radio",
    slots: { station },
    en: {
      imperative: [
        "play [the |]radio station {station}",
        "tune [the radio |]to {station}",
        "tune in to {station}",
        "put the radio on {station}",
        "switch [the radio |]to [the |]station {station}",
        "set the radio to {station}",
        "play {station} on the radio",
        "turn on the radio station {station}",
        "change the [station|channel] to {station}",
        "find [the |]radio station {station}",
        "put on the station {station}",
        "let me hear {station} on the radio",
      ],
      other: [
        "i [want|'d like|would like] to [hear|listen to] [the station {station}|{station} on the radio]",
        "[radio station|station] {station}",
        "{station} on the radio[ please|]",
        "can we have {station} on the radio",
        "radio: {station}",
        "can you get the station {station}",
        "do we get the station {station} here, tune in",
      ],
      held: [
        "i prefer {station} on the radio",
        "the radio should be on {station}",
        "let's listen to the radio, {station}",
        "get me the station {station}",
      ],
    },
    de: {
      imperative: [
        "spiel den [Radiosender|Sender] {station}",
        "stell [das Radio auf |den Sender ]{station} ein",
        "stell das Radio auf {station}",
        "schalt [das Radio |]auf den Sender {station}[ um|]",
        "mach den [Sender|Radiosender] {station} an",
        "such [mir |]den Sender {station}",
        "spiel {station} im Radio",
        "mach [mal |]{station} im Radio an",
        "wechsel zum [Sender|Radiosender] {station}",
        "schalt den Radiosender {station} ein",
      ],
      infinitive: [
        "den [Sender|Radiosender] {station} [einschalten|einstellen|anmachen|suchen]",
        "das Radio auf {station} [stellen|schalten|einstellen]",
        "zum Sender {station} wechseln",
      ],
      other: [
        "ich [möchte|will|würde gern] [den Sender {station}|{station} im Radio] hören",
        "[Radiosender|Sender] {station}",
        "{station} im Radio[ bitte|]",
        "können wir {station} im Radio hören",
        "Radio: {station}",
        "ich hätte gern den Sender {station}",
        "stellen Sie [bitte |]den Sender {station} ein",
      ],
      held: [
        "im Radio höre ich am liebsten {station}",
        "das Radio soll auf {station} stehen",
        "lass uns Radio hören, und zwar {station}",
        "gib mir den Sender {station}",
      ],
    },
    args: (values) => values,
    correctable: ["station"],
    followUps: [
      {
        en: ["[or |]rather {station}", "and now [the station |]{station}", "try {station}"],
        de: ["[oder |]lieber {station}", "und jetzt [den Sender |]{station}", "versuch mal {station}"],
        slots: ["station"],
      },
    ],
    incomplete: [
      {
        en: {
          say: ["change the [radio |]station", "play another radio station", "find [me |]a [certain |]radio station"],
          ask: "Which station?",
          complete: ["{station}", "the station {station}", "to {station}"],
        },
        de: {
          say: ["wechsel den [Sender|Radiosender]", "such [mir |]einen Radiosender", "einen anderen Sender[ bitte|]"],
          ask: "Welchen Sender?",
          complete: ["{station}", "den Sender {station}", "auf {station}"],
        },
      },
    ],
  },
  {
    tool: "tune_radio",
    slots: { frequency },
    en: {
      imperative: [
        "tune [the radio |]to {frequency}[ MHz| megahertz| FM|]",
        "set the [radio|frequency|tuner] to {frequency}[ MHz| megahertz|]",
        "put the radio on {frequency}[ FM|]",
        "switch [the radio |]to {frequency} [MHz|FM|megahertz]",
        "play {frequency} FM",
        "turn the radio to {frequency}",
        "go to [frequency |]{frequency} on the radio",
        "find {frequency} [megahertz|on the radio|FM]",
        "tune in to {frequency}[ FM|]",
      ],
      other: [
        "[frequency|radio] {frequency}",
        "{frequency} [FM|MHz|megahertz|on the radio]",
        "i [want|'d like] to [hear|listen to] {frequency} [FM|on the radio]",
        "FM {frequency}",
        "the station [on|at] {frequency}[ please|]",
        "what's on {frequency}, tune in",
        "i need [frequency |]{frequency} [FM|on the radio]",
      ],
      held: [
        "my station is on {frequency}, go there",
        "the radio should be on {frequency}",
        "let's hear {frequency} FM",
        "radio on, {frequency} megahertz",
      ],
    },
    de: {
      imperative: [
        "stell das Radio auf {frequency}[ MHz| Megahertz|]",
        "stell [die Frequenz |die |]{frequency}[ MHz| Megahertz|] ein",
        "schalt [das Radio |]auf {frequency} [MHz|Megahertz|UKW]",
        "such [die Frequenz |die |]{frequency}[ im Radio| MHz]",
        "mach {frequency} im Radio an",
        "geh im Radio auf {frequency}",
        "spiel [die Frequenz|UKW] {frequency}",
        "wechsel [im Radio |]auf {frequency} [MHz|Megahertz]",
      ],
      infinitive: [
        "das Radio auf {frequency}[ MHz| Megahertz|] [stellen|einstellen]",
        "die Frequenz {frequency} [einstellen|suchen]",
        "auf {frequency} Megahertz schalten",
      ],
      other: [
        "[Frequenz|Radio|UKW] {frequency}",
        "{frequency} [MHz|Megahertz|im Radio]",
        "ich [möchte|will] [die Frequenz|im Radio die] {frequency} hören",
        "den Sender auf {frequency}[ bitte|]",
        "stellen Sie das Radio [bitte |]auf {frequency}[ MHz|]",
        "was läuft auf {frequency}, schalt mal hin",
        "ich brauche die Frequenz {frequency}",
      ],
      held: [
        "mein Sender liegt auf {frequency}, geh da mal hin",
        "das Radio soll auf {frequency} stehen",
        "lass uns {frequency} Megahertz hören",
        "Radio an, {frequency} Megahertz",
      ],
    },
    args: (values) => values,
    correctable: ["frequency"],
    followUps: [
      {
        en: ["[and |or |]now {frequency}", "try {frequency}", "rather {frequency}"],
        de: ["[und |oder |]jetzt {frequency}", "versuch mal {frequency}", "lieber {frequency}"],
        slots: ["frequency"],
      },
    ],
  },
  {
    tool: "tune_radio",
    weight: 0.4,
    en: {
      imperative: [
        "turn [on the radio|the radio on]",
        "switch [on the radio|the radio on]",
        "put the radio on",
        "play the radio",
        "start the radio",
        "switch to [the |]radio",
      ],
      other: [
        "radio on",
        "[i want|i'd like] to [hear|listen to] the radio",
        "radio[ please|]",
        "can we listen to the radio",
        "let's have the radio on",
        "i need the radio on",
      ],
      held: ["give us some radio", "some radio would be nice", "is the radio working, put it on"],
    },
    de: {
      imperative: [
        "mach [mal |]das Radio an",
        "schalt [mal |]das Radio [ein|an]",
        "starte das Radio",
        "spiel Radio",
        "wechsel zum Radio",
      ],
      infinitive: ["das Radio [anmachen|einschalten|anschalten|starten]", "Radio spielen", "zum Radio wechseln"],
      other: [
        "Radio [an|ein]",
        "ich [möchte|will] Radio hören",
        "Radio[ bitte|]",
        "können wir Radio hören",
        "schalten Sie [bitte |]das Radio ein",
      ],
      held: ["ein bisschen Radio wäre nett", "lass uns Radio hören", "das Radio soll laufen"],
    },
    args: () => ({}),
  },
];
