import type { Domain } from "../domain.ts";
import { artist, song } from "../language/slots.ts";
import { skipIntents } from "./playback-skip.ts";

const SAID = {
  pause: { en: "The music is paused.", de: "Die Musik ist angehalten." },
  resume: { en: "The music goes on.", de: "Die Musik läuft weiter." },
  next: { en: "Next:", de: "Als Nächstes:" },
  previous: { en: "Back to:", de: "Zurück zu:" },
};

/** What is said of an action, with the title that plays then. */
function answer(action: unknown, title: unknown, language: "en" | "de"): string {
  const said = SAID[action as keyof typeof SAID][language];
  return said.endsWith(":") ? `${said} ${title}.` : said;
}

export const playback: Domain = {
  tools: {
    control_playback: {
      names: ["media_control", "playback_command", "player_action", "music_control", "steer_playback"],
      heldNames: ["transport_buttons", "deck_key"],
      description: [
        "Control what is playing: pause, resume, next or previous song.",
        "Pauses or continues the music, or skips to the next or previous track.",
        "The player's buttons: pause, resume, next, previous.",
      ],
      standIns: ["play_music", "play_podcast", "mute_sound"],
      parameters: {
        action: {
          type: "string",
          enum: ["pause", "resume", "next", "previous"],
          description: ["What the player should do.", "Which button.", "The command for the player."],
          names: ["command", "button", "operation", "do"],
        },
      },
      result: (args, draw) => ({ action: args.action!, title: song(draw).value }),
      answer: {
        en: (args, result) => answer(args.action, result.title, "en"),
        de: (args, result) => answer(args.action, result.title, "de"),
      },
    },
    get_now_playing: {
      names: ["current_song", "what_is_playing", "identify_song", "now_playing", "song_info"],
      heldNames: ["track_on_air", "name_this_tune"],
      description: [
        "Which song is playing now, and by whom.",
        "Gives title and artist of the music that is playing.",
        "Tells what is playing at the moment.",
      ],
      parameters: {},
      result: (_, draw) => ({ title: song(draw).value, artist: artist(draw).value }),
      answer: {
        en: (_, result) => `This is ${result.title} by ${result.artist}.`,
        de: (_, result) => `Das ist ${result.title} von ${result.artist}.`,
      },
    },
  },
  intents: [
    ...skipIntents,
    {
      tool: "control_playback",
      en: {
        imperative: [
          "pause[ the music| the song| playback| it|]",
          "stop [the music|the song|playing|the playback]",
          "stop the [podcast|player]",
          "hold the music",
          "pause what's playing",
          "interrupt the music",
          "turn [off the music|the music off|the radio off|off the radio]",
          "switch off the [music|radio]",
          "switch the music off",
          "halt the [song|music]",
        ],
        other: [
          "[music off|no more music|music pause|radio off]",
          "pause for a [moment|second]",
          "i want the music to stop",
          "the music should stop",
          "i need the music [off|paused]",
          "no music [now|for now|please]",
          "enough music",
          "i don't want [any |]music now",
          "stop playing, i need to think",
        ],
        held: [
          "let the music rest for a moment",
          "cut the music",
          "that's enough music for now",
          "no more songs for the moment",
        ],
      },
      de: {
        imperative: [
          "pausier[ die Musik| das Lied| die Wiedergabe|]",
          "halt [die Musik|das Lied|die Wiedergabe] an",
          "stopp [die Musik|das Lied|die Wiedergabe]",
          "mach [mal |]die Musik aus",
          "mach [mal |]Pause mit der Musik",
          "unterbrich die Musik",
          "schalt [die Musik|das Radio] [aus|ab]",
          "halt den Podcast an",
        ],
        infinitive: [
          "die Musik [anhalten|pausieren|stoppen|ausmachen|ausschalten|unterbrechen]",
          "die Wiedergabe [anhalten|stoppen]",
        ],
        other: [
          "[Musik aus|Musik stopp|Musik Pause|Radio aus]",
          "[keine|genug] Musik [jetzt|mehr]",
          "ich will [jetzt |]keine Musik[ hören| mehr|]",
          "die Musik soll aufhören",
          "halten Sie [bitte |]die Musik an",
          "ich möchte die Musik anhalten",
          "hör auf zu spielen, ich muss nachdenken",
          "die Musik bitte [anhalten|stoppen|aus]",
        ],
        held: [
          "lass die Musik mal ruhen",
          "das reicht erst mal mit der Musik",
          "die Musik kann jetzt weg",
          "vorerst keine Lieder mehr",
        ],
      },
      args: ({ action }) => ({ action: action ?? "pause" }),
      followUps: [
        {
          en: ["ok, go on", "and play again", "continue", "you can go on now"],
          de: ["ok, weiter", "und weiter", "spiel wieder weiter", "jetzt kann es weitergehen"],
          set: { action: "resume" },
        },
      ],
    },
    {
      tool: "control_playback",
      en: {
        imperative: [
          "resume[ the music| the song| playback| playing|]",
          "continue [the music|the song|playing|playback|the podcast]",
          "go on [playing|with the music|with the song]",
          "unpause[ the music| it|]",
          "start the music again",
          "keep playing",
          "carry on [playing|with the music]",
          "turn the music back on",
          "put the music back on",
          "play on",
          "pick up where the music stopped",
        ],
        other: [
          "music [on again|back on]",
          "the music can go on",
          "i want the music back",
          "the music should go on",
          "can we have the music back",
          "continue with [the song|the podcast|the music]",
          "back to the music",
          "where were we with the music, go on",
        ],
        held: [
          "let the music play on",
          "end the pause, i want music again",
          "you can let the song run again",
          "proceed with the music",
        ],
      },
      de: {
        imperative: [
          "spiel weiter",
          "setz [die Musik|die Wiedergabe|das Lied|den Podcast] fort",
          "mach [die Musik|das Lied] [wieder an|weiter]",
          "lass [die Musik|das Lied] weiterlaufen",
          "spiel [die Musik|das Lied|den Podcast] weiter",
          "mach weiter mit der Musik",
          "starte die Musik wieder",
          "heb die Pause auf",
        ],
        infinitive: [
          "die [Musik|Wiedergabe] fortsetzen",
          "die Musik [weiterspielen|weiterlaufen lassen|wieder anmachen]",
          "[das Lied|den Podcast] weiterspielen",
        ],
        other: [
          "Musik [wieder an|weiter]",
          "weiter mit [der Musik|dem Lied|dem Podcast]",
          "die Musik [kann|soll] weitergehen",
          "ich will die Musik wieder[ hören|haben]",
          "setzen Sie [bitte |]die Wiedergabe fort",
          "die Musik soll wieder laufen",
          "zurück zur Musik",
          "ich möchte weiterhören",
        ],
        held: [
          "die Musik darf wieder laufen",
          "Pause vorbei, wieder Musik",
          "es kann mit dem Lied weitergehen",
          "wo waren wir bei der Musik, mach da weiter",
        ],
      },
      args: ({ action }) => ({ action: action ?? "resume" }),
      followUps: [
        {
          en: ["pause again", "stop it again", "and pause"],
          de: ["wieder anhalten", "halt wieder an", "und Pause"],
          set: { action: "pause" },
        },
      ],
    },
    {
      tool: "get_now_playing",
      en: {
        imperative: [
          "tell me what's playing",
          "tell me [the name|the title] of this song",
          "name this [song|tune|track]",
          "tell me who [sings|is singing] this",
          "look up this song",
          "say what song this is",
        ],
        other: [
          "what's playing[ right now| now|]",
          "what [song|track|music] is this",
          "what is this song[ called|]",
          "who [sings|is singing|is] this[ song|]",
          "what am i listening to",
          "which song is [this|playing|on]",
          "what's the name of this [song|track|tune]",
          "who is this [song |]by",
          "do you know this song",
          "i'd like to know what song this is",
          "whose song is this",
          "[song title|title of this song]",
        ],
        held: [
          "this song is nice, what is it",
          "what are we hearing at the moment",
          "whose voice is that in this song",
          "which band is playing this",
          "what's the title of what's on",
        ],
      },
      de: {
        imperative: [
          "sag mir, [was läuft|was gerade läuft|was das für ein Lied ist]",
          "sag mir, wer das singt",
          "nenn mir den Titel[ des Liedes| von dem Lied|]",
          "sag mir den Namen des Liedes",
          "sag mal, wie das Lied heißt",
        ],
        infinitive: [
          "[mir |]sagen, was gerade läuft",
          "[mir |]sagen, wie das Lied heißt",
          "[mir |]sagen, wer das singt",
        ],
        other: [
          "was läuft[ da| gerade| jetzt|]",
          "was ist das für [ein Lied|Musik|ein Song]",
          "wie heißt [das Lied|der Song|dieses Lied|der Titel]",
          "wer [singt|spielt] [das|das Lied|da]",
          "von wem ist [das|das Lied|der Song]",
          "welches Lied [ist das|läuft gerade|ist das gerade]",
          "was höre ich [da|gerade]",
          "kennst du das Lied",
          "ich wüsste gern, wie das Lied heißt",
          "welcher Song ist das",
          "was hören wir gerade",
        ],
        held: [
          "schönes Lied, was ist das",
          "wessen Stimme ist das in dem Lied",
          "welche Band spielt das hier",
          "wie lautet der Titel von dem, was gerade läuft",
          "weißt du, wer das Lied singt",
        ],
      },
      args: () => ({}),
    },
  ],
};
