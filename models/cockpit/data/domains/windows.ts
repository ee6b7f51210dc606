import type { Domain, FollowUp, Language, ParameterDefinition, Values } from "../domain.ts";
import { percentOf } from "../language/car-slots.ts";
import { oneOf } from "../language/slots.ts";

const WINDOWS = ["driver", "passenger", "rear_left", "rear_right", "rear", "all"] as const;
const WINDOW_TEXT: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    driver: "The driver's window is",
    passenger: "The passenger window is",
    rear_left: "The rear left window is",
    rear_right: "The rear right window is",
    rear: "The rear windows are",
    all: "All windows are",
  },
  de: {
    driver: "Das Fahrerfenster ist",
    passenger: "Das Beifahrerfenster ist",
    rear_left: "Das Fenster hinten links ist",
    rear_right: "Das Fenster hinten rechts ist",
    rear: "Die hinteren Fenster sind",
    all: "Alle Fenster sind",
  },
};
/** As an object: "open {window}", "öffne {window}". */
const window = oneOf({
  driver: {
    en: ["my window", "the driver's window", "the driver window", "the window", "the window on my side"],
    de: ["mein Fenster", "das Fahrerfenster", "das Fenster", "das Fenster auf meiner Seite", "das Fenster beim Fahrer"],
  },
  passenger: {
    en: [
      "the passenger window",
      "the passenger's window",
      "the front passenger window",
      "the window on the passenger side",
    ],
    de: [
      "das Beifahrerfenster",
      "das Fenster vom Beifahrer",
      "das Fenster auf der Beifahrerseite",
      "die Scheibe beim Beifahrer",
    ],
  },
  rear_left: {
    en: ["the rear left window", "the left rear window", "the back left window", "the window behind me on the left"],
    de: ["das Fenster hinten links", "das linke hintere Fenster", "hinten links das Fenster"],
  },
  rear_right: {
    en: ["the rear right window", "the right rear window", "the back right window"],
    de: ["das Fenster hinten rechts", "das rechte hintere Fenster", "hinten rechts das Fenster"],
  },
  rear: {
    en: ["the rear windows", "the back windows", "both rear windows", "the windows in the back"],
    de: ["die hinteren Fenster", "die Fenster hinten", "beide Fenster hinten"],
  },
  all: {
    en: ["all windows", "all the windows", "the windows", "every window", "all four windows"],
    de: ["alle Fenster", "die Fenster", "alle vier Fenster", "sämtliche Fenster", "alle Scheiben"],
  },
});
const roof = oneOf({
  sunroof: {
    en: ["the sunroof", "the sun roof", "the roof", "the glass roof", "the panoramic roof"],
    de: ["das Schiebedach", "das Dach", "das Panoramadach", "das Glasdach"],
  },
});
const sunshade = oneOf({
  shade: {
    en: ["the sunshade", "the sun blind", "the roof blind", "the sunblind"],
    de: ["das Sonnenrollo", "das Rollo", "das Dachrollo", "die Sonnenblende vom Dach"],
  },
});

const position: ParameterDefinition = {
  type: "number",
  description: ["Percent open: 0 is closed, 100 fully open.", "0 (shut) to 100 (wide open); a crack is 10."],
  names: ["percent", "opening", "open_percent"],
};
const howOpen = (value: unknown, language: Language): string => {
  if (value === 0) return language === "en" ? "closed" : "geschlossen";
  if (value === 100) return language === "en" ? "open" : "offen";
  return language === "en" ? `${value} percent open` : `zu ${value} Prozent offen`;
};

interface Movable {
  readonly tool: string;
  readonly slot: Readonly<Record<string, typeof window>>;
  readonly args: (values: Values) => Values;
  readonly weight: number;
}

const AGAIN: readonly FollowUp[] = [
  {
    en: ["[and |now |]close [it|that] again", "close again", "shut it again"],
    de: ["[mach |]wieder zu", "wieder schließen"],
    set: { position: 0 },
  },
  {
    en: ["[and |now |]open [it|that] again[ fully|]", "open again"],
    de: ["[mach |]wieder auf", "wieder öffnen"],
    set: { position: 100 },
  },
  {
    en: ["only [half|halfway]", "half open", "just half"],
    de: ["nur halb", "halb auf", "nur zur Hälfte"],
    set: { position: 50 },
  },
  {
    en: ["just a crack", "only a bit", "only a crack"],
    de: ["nur einen Spalt", "nur ein bisschen"],
    set: { position: 10 },
  },
];
const percent = percentOf(10, 90);

/** All ways to move what opens and closes; {x} is the thing with its article. */
function moved({ tool, slot, args, weight }: Movable): Domain["intents"] {
  const say = (text: string): string => text.replaceAll("{x}", `{${Object.keys(slot)[0]}}`);
  const fits = (text: string): boolean => tool === "set_window" || !/down|\bup\b|raise|lower|runter|hoch/.test(text);
  const spoken = (lists: Readonly<Record<string, readonly string[]>>) => ({
    held: lists.held!.filter(fits).map(say),
    imperative: (lists.imperative ?? []).filter(fits).map(say),
    infinitive: (lists.infinitive ?? []).filter(fits).map(say),
    other: (lists.other ?? []).filter(fits).map(say),
  });
  const named: FollowUp[] =
    tool === "set_window"
      ? [
          {
            en: ["[and |also |]{window}[ too| as well|]", "now {window}"],
            de: ["[und |auch |]{window}[ auch|]", "jetzt {window}"],
            slots: ["window"],
          },
        ]
      : [];
  const make = (usual: number | undefined, en: Readonly<Record<string, readonly string[]>>, de: typeof en) => ({
    tool,
    slots: usual === undefined ? { ...slot, percent } : slot,
    en: spoken(en),
    de: spoken(de),
    args: (values: Values) => ({ ...args(values), position: values.position ?? values.percent ?? usual! }),
    followUps: [...(usual === undefined ? [] : AGAIN.filter(({ set }) => set!.position !== usual)), ...named],
    ...(tool === "set_window"
      ? { correctable: usual === undefined ? ["percent", "window"] : ["window"] }
      : usual === undefined
        ? { correctable: ["percent"] }
        : {}),
    weight: usual === 0 || usual === 100 ? 2 * weight : weight,
  });
  return [
    make(
      100,
      {
        imperative: [
          "open {x}[ completely| fully| all the way| wide|]",
          "open up {x}",
          "[roll|wind|put|let] down {x}",
          "[roll|wind|put|let] {x} [all the way |]down",
          "[lower|slide open] {x}",
          "get {x} open",
          "pull {x} open",
        ],
        other: [
          "{x} open[ please|]",
          "{x} down",
          "i [want|need|'d like] {x} [open|down|opened]",
          "i'd like to open {x}",
          "{x} all the way open",
          "[could|can] we have {x} open",
        ],
        held: [
          "have {x} opened for me",
          "let's get some wind, open {x} up",
          "throw {x} right open",
          "{x} as far open as possible",
        ],
      },
      {
        imperative: [
          "öffne {x}[ ganz| komplett|]",
          "mach {x} [ganz |]auf",
          "[lass|fahr|kurbel] {x} [ganz |]runter",
          "fahr {x} [ganz |]auf",
        ],
        infinitive: ["{x} [ganz |komplett |][öffnen|aufmachen|runterlassen|runterfahren|auffahren]"],
        other: [
          "{x} [bitte |ganz |]auf",
          "{x} [runter|öffnen|aufmachen]",
          "ich [will|möchte|hätte gern] {x} [auf|offen]",
          "ich möchte {x} [öffnen|aufmachen]",
          "öffnen Sie [bitte |]{x}",
          "{x} vollständig öffnen",
        ],
        held: ["reiß {x} mal auf", "ich bräuchte {x} ganz offen", "sperr {x} weit auf", "lass {x} komplett aufgehen"],
      },
    ),
    make(
      0,
      {
        imperative: [
          "[close|shut] {x}[ completely| fully| all the way|]",
          "close up {x}",
          "[roll|wind|put] up {x}",
          "[roll|wind|put] {x} [all the way |]up",
          "[raise|slide shut] {x}",
          "get {x} [closed|shut]",
        ],
        other: [
          "{x} [closed|shut][ please|]",
          "{x} up",
          "i [want|need|'d like] {x} [closed|shut|up]",
          "i'd like to close {x}",
          "[could|can] we have {x} [closed|shut]",
          "there's a draught, close {x}",
        ],
        held: ["have {x} closed for me", "it's loud outside, {x} shut", "bring {x} back up", "{x} needs closing"],
      },
      {
        imperative: [
          "[schließ|schließe] {x}[ ganz| komplett|]",
          "mach {x} [wieder |ganz |]zu",
          "[fahr|kurbel|lass] {x} [wieder |ganz |]hoch",
          "fahr {x} zu",
        ],
        infinitive: ["{x} [ganz |wieder |][schließen|zumachen|hochfahren|zufahren]"],
        other: [
          "{x} [bitte |ganz |wieder |]zu",
          "{x} [hoch|schließen|zumachen]",
          "ich [will|möchte|hätte gern] {x} [zu|geschlossen]",
          "ich möchte {x} [schließen|zumachen]",
          "schließen Sie [bitte |]{x}",
          "es zieht, mach {x} zu",
        ],
        held: [
          "es ist laut draußen, {x} zu",
          "verschließ {x}",
          "ich bräuchte {x} geschlossen",
          "lass {x} bitte zugehen",
        ],
      },
    ),
    make(
      50,
      {
        imperative: [
          "open {x} [halfway|half way|half]",
          "[roll|put|let] {x} down [halfway|half way]",
          "[put|set|move] {x} to half",
          "half open {x}",
        ],
        other: ["{x} [half open|halfway|half way down]", "i [want|'d like] {x} half open", "{x} halfway please"],
        held: ["{x} about half of the way", "let's have {x} at the half", "leave {x} half open"],
      },
      {
        imperative: [
          "öffne {x} [halb|zur Hälfte]",
          "mach {x} halb auf",
          "[fahr|stell] {x} auf die Hälfte",
          "lass {x} halb runter",
        ],
        infinitive: ["{x} [halb|zur Hälfte] [öffnen|aufmachen]"],
        other: [
          "{x} [halb auf|halb offen|zur Hälfte auf]",
          "ich [will|möchte|hätte gern] {x} halb [offen|auf]",
          "{x} nur halb öffnen",
        ],
        held: ["{x} bis zur Mitte auf", "lass {x} zur Hälfte offen", "{x} etwa halb aufmachen bitte"],
      },
    ),
    make(
      10,
      {
        imperative: [
          "open {x} [a crack|a little|a bit|slightly|just a little]",
          "crack {x} open[ a bit|]",
          "crack {x}",
          "[roll|put] {x} down [a bit|a little|slightly]",
        ],
        other: [
          "{x} [open a crack|a crack|a bit open|slightly open]",
          "i [want|'d like] {x} open a [crack|little]",
          "{x} a tiny bit open",
        ],
        held: ["leave {x} open just a little", "a small gap at {x}", "let a little air in through {x}"],
      },
      {
        imperative: [
          "öffne {x} [einen Spalt|ein bisschen|ein wenig|etwas]",
          "mach {x} [einen Spalt|ein bisschen|ein wenig|etwas] auf",
          "lass {x} [etwas|ein bisschen] runter",
        ],
        infinitive: ["{x} [einen Spalt|ein bisschen|etwas] [öffnen|aufmachen]"],
        other: [
          "{x} [einen Spalt|ein bisschen|etwas] [auf|öffnen|offen]",
          "ich möchte {x} einen Spalt offen",
          "{x} ein klein wenig auf",
        ],
        held: ["lass {x} einen Spalt offen", "{x} minimal auf", "{x} nur spaltbreit öffnen"],
      },
    ),
    make(
      undefined,
      {
        imperative: [
          "[set|put|move|bring] {x} to {percent}[ open|]",
          "open {x} [to |by |]{percent}",
          "[roll|slide] {x} to {percent}",
        ],
        other: [
          "{x} [to |at |]{percent}",
          "{percent} for {x}",
          "i [want|'d like] {x} [at |]{percent} open",
          "{x} should be {percent} open",
          "{x} {percent} open",
        ],
        held: ["{percent} open for {x}", "have {x} at {percent}", "i think {percent} is right for {x}"],
      },
      {
        imperative: [
          "[stell|stelle|fahr|setz] {x} auf {percent}",
          "öffne {x} [zu |um |auf |]{percent}",
          "mach {x} [zu |]{percent} auf",
        ],
        infinitive: ["{x} auf {percent} [stellen|fahren|öffnen|setzen]", "{x} zu {percent} öffnen"],
        other: [
          "{x} [auf |zu |]{percent}",
          "{percent} für {x}",
          "ich [will|möchte|hätte gern] {x} [auf {percent}|zu {percent} offen]",
          "{x} zu {percent} [offen|auf|öffnen]",
        ],
        held: ["bring {x} auf {percent}", "lass {x} zu {percent} offen", "ich denke, {percent} passen für {x}"],
      },
    ),
  ];
}

export const windows: Domain = {
  tools: {
    set_window: {
      names: ["move_window", "window_control", "open_close_window", "car_window", "window_position", "power_window"],
      heldNames: ["pane_position", "side_glass"],
      description: [
        "Open or close a car window; position 0 is closed, 50 half, 10 a crack, 100 open. The driver's window if none is named.",
        "Move the side windows to a percentage open (0 shut, 100 open, a crack is 10); driver unless another is said.",
        "Position of a window or all windows in percent: 0 closed, 100 fully open, 10 a little. 'the window' alone is the driver's.",
      ],
      parameters: {
        window: {
          type: "string",
          enum: WINDOWS,
          description: ["Which window; driver if none is named.", "rear means both in the back, all means every one."],
          names: ["which", "side", "pane"],
        },
        position,
      },
      result: (args) => ({ window: args.window!, position: args.position! }),
      answer: {
        en: (_, { window, position }) => `${WINDOW_TEXT.en[String(window)]} ${howOpen(position, "en")}.`,
        de: (_, { window, position }) => `${WINDOW_TEXT.de[String(window)]} ${howOpen(position, "de")}.`,
      },
    },
    set_sunroof: {
      names: ["move_sunroof", "roof_window", "open_close_sunroof", "panorama_roof", "sunroof_position", "glass_roof"],
      heldNames: ["top_hatch", "sky_panel"],
      description: [
        "Open or close the sunroof; position 0 closed, 50 half, 10 a crack, 100 open.",
        "Move the sliding glass roof to a percentage open (0 shut, 100 open, a crack is 10).",
        "How far the roof of the car is open in percent: 0 closed, 10 a little, 100 fully.",
      ],
      parameters: { position },
      result: (args) => ({ position: args.position! }),
      answer: {
        en: (_, result) => `The sunroof is ${howOpen(result.position, "en")}.`,
        de: (_, result) => `Das Schiebedach ist ${howOpen(result.position, "de")}.`,
      },
    },
    set_sunshade: {
      names: ["sun_blind", "move_sunshade", "roof_blind", "shade_position", "sunblind_control"],
      heldNames: ["roller_screen", "glare_cover"],
      description: [
        "Open or close the sunshade of the roof; 0 closed, 50 half, 10 a crack, 100 open.",
        "Move the sun blind under the glass roof, in percent open (a crack is 10).",
        "The roof's blind: 0 shut, 10 a little open, 100 fully open.",
      ],
      parameters: { position },
      result: (args) => ({ position: args.position! }),
      answer: {
        en: (_, result) => `The sunshade is ${howOpen(result.position, "en")}.`,
        de: (_, result) => `Das Sonnenrollo ist ${howOpen(result.position, "de")}.`,
      },
    },
  },
  intents: [
    ...moved({ tool: "set_window", slot: { window }, args: ({ window }) => ({ window: window! }), weight: 1 }),
    ...moved({ tool: "set_sunroof", slot: { roof }, args: () => ({}), weight: 1 }),
    ...moved({ tool: "set_sunshade", slot: { sunshade }, args: () => ({}), weight: 1 }),
  ],
};
