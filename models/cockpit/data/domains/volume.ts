import type { Domain } from "../domain.ts";
import { meaning, wholeNumber } from "../language/slots.ts";
import { stepIntents } from "./volume-steps.ts";

const percent = wholeNumber(0, 100);
const level = meaning([
  { value: 100, en: ["maximum", "the maximum", "full", "max"], de: ["Maximum", "das Maximum", "volle Lautstärke"] },
  { value: 50, en: ["half", "fifty percent", "the middle"], de: ["die Hälfte", "die Mitte", "fünfzig Prozent"] },
  { value: 0, en: ["zero", "nothing", "the minimum"], de: ["null", "Minimum", "das Minimum"] },
]);
export const volume: Domain = {
  tools: {
    set_volume: {
      names: ["volume_level", "adjust_volume_to", "audio_level_set", "set_loudness", "volume_percent"],
      heldNames: ["sound_gain", "speaker_strength"],
      description: [
        "Set the volume to a percentage: 0 is silent, 100 the loudest.",
        "Sets how loud the sound is, in percent from 0 to 100.",
        "Volume to an exact level in percent.",
      ],
      standIns: ["change_volume", "mute_sound"],
      parameters: {
        percent: {
          type: "integer",
          description: ["From 0 to 100.", "Percent of full volume.", "The level in percent."],
          names: ["level", "volume", "value", "target"],
        },
      },
      result: (args) => ({ percent: args.percent! }),
      answer: {
        en: (_, result) => `Volume at ${result.percent} percent.`,
        de: (_, result) => `Lautstärke auf ${result.percent} Prozent.`,
      },
    },
    change_volume: {
      names: ["louder_or_quieter", "volume_step", "shift_volume", "volume_up_down", "nudge_volume"],
      heldNames: ["loudness_delta", "turn_the_knob"],
      description: [
        "Make the sound louder (up) or quieter (down), by some percent if said.",
        "Turns the volume up or down from where it is.",
        "Raises or lowers the volume by a step or by a number of percent.",
      ],
      standIns: ["set_volume", "mute_sound"],
      parameters: {
        direction: {
          type: "string",
          enum: ["up", "down"],
          description: ["up is louder, down is quieter.", "Louder (up) or quieter (down)."],
          names: ["way", "change", "louder_or_quieter"],
        },
        amount: {
          type: "integer",
          description: ["By how many percent, if said.", "Percent of change, only if named."],
          names: ["by", "step", "percent", "steps"],
          optional: true,
        },
      },
      result: (_, { random }) => ({ percent: random.integer(5, 95) }),
      answer: {
        en: (_, result) => `The volume is at ${result.percent} percent now.`,
        de: (_, result) => `Die Lautstärke liegt jetzt bei ${result.percent} Prozent.`,
      },
    },
    mute_sound: {
      names: ["set_mute", "mute", "silence_audio", "sound_on_off", "toggle_mute"],
      heldNames: ["hush", "audio_cutoff"],
      description: [
        "Mute the sound (true) or bring it back (false).",
        "Switches all sound off or on again; the music goes on silently.",
        "Turns muting on (true) or off (false).",
      ],
      standIns: ["set_volume", "change_volume", "control_playback"],
      parameters: {
        muted: {
          type: "boolean",
          description: ["true for silence, false for sound.", "Whether the sound is off."],
          names: ["mute", "silent", "off"],
        },
      },
      result: (args) => ({ muted: args.muted! }),
      answer: {
        en: (args) => (args.muted ? "The sound is off." : "The sound is on again."),
        de: (args) => (args.muted ? "Der Ton ist aus." : "Der Ton ist wieder an."),
      },
    },
  },
  intents: [
    {
      tool: "set_volume",
      slots: { percent, level },
      en: {
        imperative: [
          "set the volume to {percent}[ percent|%|]",
          "turn the [volume|sound|music] [up |down |]to {percent}[ percent|%|]",
          "put the [volume|sound] [at|on] {percent}[ percent|%|]",
          "bring the volume [up |down |]to {percent}[ percent|%|]",
          "change the volume to {percent}[ percent|]",
          "make the volume {percent}[ percent|%|]",
          "set the [volume|sound] to {level}",
          "turn the [volume|music|sound] [to|up to] {level}[ volume|]",
          "adjust the volume to {percent}[ percent|%|]",
          "lower the volume to {percent}[ percent|]",
          "raise the volume to {percent}[ percent|]",
        ],
        other: [
          "volume {percent}[ percent|%|]",
          "volume [to|at] {percent}[ percent|%|]",
          "{percent} percent volume",
          "volume [to|at] {level}",
          "i [want|need|'d like] the volume at {percent}[ percent|]",
          "the volume should be [at |]{percent}[ percent|]",
          "i'd like {percent} percent volume",
          "can we have the volume at {percent}[ percent|]",
          "sound at {percent} percent",
          "[music|sound] level {percent}",
        ],
        held: [
          "{percent} percent is loud enough",
          "let's say {percent} for the volume",
          "as for the volume, {percent} percent would be good",
          "go to {percent} on the volume",
        ],
      },
      de: {
        imperative: [
          "stell die Lautstärke auf {percent}[ Prozent|%|]",
          "setz die Lautstärke auf {percent}[ Prozent|]",
          "mach die [Lautstärke|Musik] auf {percent}[ Prozent|%|]",
          "dreh die [Lautstärke|Musik] auf {percent}[ Prozent|]",
          "dreh [die Lautstärke |die Musik ]auf {level}",
          "regel die Lautstärke auf {percent} Prozent",
          "stell den Ton auf {percent}[ Prozent|]",
          "stell die Lautstärke auf {level}",
          "senk die Lautstärke auf {percent}[ Prozent|]",
          "erhöh die Lautstärke auf {percent}[ Prozent|]",
        ],
        infinitive: [
          "die Lautstärke auf {percent}[ Prozent|%|] [stellen|setzen|drehen|regeln|ändern]",
          "die Musik auf {percent} Prozent stellen",
          "die Lautstärke auf {level} [stellen|setzen]",
        ],
        other: [
          "Lautstärke {percent}[ Prozent|%|]",
          "Lautstärke auf {percent}[ Prozent|%|]",
          "Lautstärke auf {level}",
          "{percent} Prozent Lautstärke",
          "ich [hätte gern|möchte|will] die Lautstärke auf {percent}[ Prozent|]",
          "die Lautstärke soll [bei|auf] {percent}[ Prozent|] [sein|liegen]",
          "stellen Sie die Lautstärke [bitte |]auf {percent}[ Prozent|]",
          "Ton auf {percent} Prozent",
          "bei der Lautstärke bitte {percent} Prozent",
        ],
        held: [
          "{percent} Prozent sind laut genug",
          "sagen wir {percent} bei der Lautstärke",
          "was die Lautstärke angeht, {percent} Prozent wären gut",
          "geh mit der Lautstärke auf {percent}",
        ],
      },
      args: ({ percent, level }) => ({ percent: percent ?? level! }),
      correctable: ["percent"],
      followUps: [
        {
          en: ["[rather|better] {percent}[ percent|]", "hm, {percent}", "make that {percent}"],
          de: ["[lieber|besser] {percent}[ Prozent|]", "hm, {percent}", "oder doch {percent}"],
          slots: ["percent"],
        },
      ],
      incomplete: [
        {
          en: {
            say: ["set the volume", "change the volume[ level|]", "adjust the volume"],
            ask: "To what percentage?",
            complete: ["{percent}", "to {percent}[ percent|]", "{percent} percent"],
          },
          de: {
            say: ["stell die Lautstärke ein", "ändere die Lautstärke", "stell die Lautstärke um"],
            ask: "Auf wie viel Prozent?",
            complete: ["{percent}", "auf {percent}[ Prozent|]", "{percent} Prozent"],
          },
        },
      ],
    },
    ...stepIntents,
    {
      tool: "mute_sound",
      en: {
        imperative: [
          "mute[ it| the sound| the music| the radio| everything|]",
          "turn [the sound off|off the sound]",
          "switch off the [sound|audio]",
          "silence the [music|radio|sound|speakers]",
          "put the sound on mute",
          "cut the sound",
          "set the sound to mute",
        ],
        other: [
          "[sound|audio] off",
          "i [need|want] [silence|the sound off]",
          "no sound[ please|]",
          "be silent",
          "on mute[ please|]",
          "the sound should be off",
        ],
        held: ["make it silent", "i don't want to hear any sound", "total silence[ please|]"],
      },
      de: {
        imperative: [
          "mach [mal |]den Ton aus",
          "schalt [den Ton|das Radio|die Musik|alles] stumm",
          "stell [den Ton|die Musik|das Radio|alles] [stumm|auf stumm]",
          "schalt den Ton [aus|ab]",
          "dreh den Ton ganz ab",
        ],
        infinitive: [
          "[den Ton|die Musik|das Radio] stumm[schalten|stellen]",
          "den Ton [ausmachen|ausschalten|abschalten]",
        ],
        other: [
          "Ton aus",
          "[auf |]stumm",
          "ich [brauche|will] [Ruhe|Stille]",
          "kein Ton[ bitte|]",
          "der Ton soll aus sein",
          "schalten Sie [bitte |]den Ton aus",
        ],
        held: ["mach es ganz still", "ich will keinen Ton hören", "absolute Stille[ bitte|]"],
      },
      args: ({ muted }) => ({ muted: muted ?? true }),
      followUps: [
        {
          en: ["ok, on again", "back on", "undo that", "and on again"],
          de: ["ok, wieder an", "wieder an", "und wieder an", "mach das rückgängig"],
          set: { muted: false },
        },
      ],
    },
    {
      tool: "mute_sound",
      weight: 0.8,
      en: {
        imperative: [
          "unmute[ it| the sound| the music| the radio| everything|]",
          "turn the sound [back on|on again]",
          "switch the [sound|audio] [on|back on]",
          "turn on the sound",
          "bring the sound back",
          "turn mute off",
        ],
        other: [
          "sound [on|back on|on again]",
          "i want the sound back",
          "no more mute",
          "mute off",
          "the sound should be on again",
        ],
        held: ["enough silence, sound again", "let me hear the sound again", "end the mute"],
      },
      de: {
        imperative: [
          "mach den Ton [wieder |]an",
          "schalt den Ton [wieder |][ein|an]",
          "heb die Stummschaltung auf",
          "schalt die Stummschaltung aus",
          "gib den Ton wieder",
        ],
        infinitive: ["den Ton wieder [anmachen|einschalten|anschalten]", "die Stummschaltung [aufheben|beenden]"],
        other: [
          "Ton [an|wieder an|ein]",
          "ich will den Ton wieder[ haben|]",
          "nicht mehr stumm",
          "Stummschaltung aus",
          "der Ton soll wieder an sein",
        ],
        held: ["genug Stille, wieder Ton", "lass mich den Ton wieder hören", "Schluss mit stumm"],
      },
      args: ({ muted }) => ({ muted: muted ?? false }),
      followUps: [
        {
          en: ["mute again", "off again", "and off again"],
          de: ["wieder stumm", "wieder aus", "und wieder aus"],
          set: { muted: true },
        },
      ],
    },
  ],
};
