import type { Domain } from "../domain.ts";
import { artist, copiedIn, song } from "../language/slots.ts";
import { radioIntents } from "./stations-radio.ts";

const PLAYLISTS = {
  en: "road trip|morning coffee|workout|late night drive|summer hits|kitchen dance|focus|rainy day|party mix|Sunday morning|oldies|running|chill|the 90s|family favourites|long way home|new finds|sing along|Christmas|beach|gym|study time|top 50|for the kids|campfire|slow evening|best of the year|wake up|driving songs|love songs|my favourites|deep work".split(
    "|",
  ),
  de: "Autofahrt|Sommerhits|Morgenkaffee|Sport|Feierabend|Küchenparty|Lieblingslieder|Regentag|Neunziger|Kinderlieder|Sonntagmorgen|lange Fahrt|Konzentration|Nachtfahrt|Partykracher|Weihnachten|Ohrwürmer|Laufen|Urlaub|Top 50|zum Mitsingen|Entspannung|Aufwachen|Lagerfeuer|Deutschpop|Oldies|gute Laune|für Mama|Schlager|Heimweg|Neue Funde|Roadtrip".split(
    "|",
  ),
};
const PODCASTS = {
  en: "Morning Brief|The Daily Mile|Space Talk|History Hour|Two Pints|Science Corner|Kitchen Stories|Crime Files|The Slow Lane|Money Matters|The Long Walk|Football Focus|World in Ten|Garden Talk|Mind Games|The Deep End|Film Club|Language Lab|True North|The Good Night Show|Open Road|Book Table|Startup Diaries".split(
    "|",
  ),
  de: "Morgenlage|Wissen kompakt|Der Nachtzug|Geschichten am Herd|Kriminalzeit|Die Sprechstunde|Sternenfunk|Fußballstammtisch|Alles Kopfsache|Zeitreise|Gartenfunk|Geld im Blick|Die Viertelstunde|Das Hörbuch der Woche|Lage am Abend|Kaffeepause|Technik für alle|Stadtgespräch|Hinter den Bergen|Gute Nacht Radio|Filmkiste|Sprachlabor".split(
    "|",
  ),
};
const playlist = copiedIn(PLAYLISTS, 0.2);
const podcast = copiedIn(PODCASTS, 0.2);

export const stations: Domain = {
  tools: {
    play_playlist: {
      names: ["start_playlist", "open_playlist", "playlist_play", "shuffle_playlist", "load_playlist"],
      heldNames: ["my_mix", "saved_songs_start"],
      description: [
        "Play one of the user's playlists.",
        "Starts a saved playlist by its name.",
        "Plays the playlist with this name.",
        "For playlists only: starts the one that is named.",
      ],
      parameters: {
        name: {
          type: "string",
          description: ["Name of the playlist, as said.", "Which playlist.", "The playlist's name."],
          names: ["playlist", "playlist_name", "list", "title"],
        },
      },
      result: (args, draw) => ({
        playlist: args.name!,
        tracks: draw.random.integer(8, 240),
        first_title: song(draw).value,
      }),
      answer: {
        en: (_, result) =>
          `Playing the playlist ${result.playlist} with ${result.tracks} songs, starting with ${result.first_title}.`,
        de: (_, result) =>
          `Ich spiele die Playlist ${result.playlist} mit ${result.tracks} Liedern, zuerst ${result.first_title}.`,
      },
    },
    play_podcast: {
      names: ["start_podcast", "podcast_play", "listen_to_podcast", "open_podcast", "latest_episode"],
      heldNames: ["spoken_show", "episode_player"],
      description: [
        "Play the latest episode of a podcast.",
        "Starts a podcast by its name with the newest episode.",
        "Plays a podcast, newest episode first.",
      ],
      standIns: ["control_playback"],
      parameters: {
        name: {
          type: "string",
          description: ["Name of the podcast, as said.", "Which podcast.", "The show's name."],
          names: ["podcast", "show", "title", "podcast_name"],
        },
      },
      result: (args, { random }) => ({
        podcast: args.name!,
        episode: random.integer(2, 480),
        minutes: random.integer(7, 110),
      }),
      answer: {
        en: (_, result) => `Playing episode ${result.episode} of ${result.podcast}, ${result.minutes} minutes.`,
        de: (_, result) => `Ich spiele Folge ${result.episode} von ${result.podcast}, ${result.minutes} Minuten.`,
      },
    },
    tune_radio: {
      names: ["play_radio", "set_station", "radio_tune", "start_radio", "choose_station", "fm_radio"],
      heldNames: ["broadcast_receiver", "air_waves"],
      description: [
        "Tune the radio to a station by name or to a frequency in MHz.",
        "Plays a radio station, given by its name or its FM frequency.",
        "Turns on the radio: a named station or a frequency; with nothing given, the last station.",
      ],
      parameters: {
        station: {
          type: "string",
          description: ["Name of the station, as said.", "Which station, if named."],
          names: ["name", "station_name", "channel"],
          optional: true,
        },
        frequency: {
          type: "number",
          description: ["FM frequency in MHz.", "Megahertz, if a frequency is named."],
          names: ["mhz", "fm", "frequency_mhz"],
          optional: true,
        },
      },
      result: (args, draw) => ({
        station: args.station ?? `${artist(draw).text} FM`,
        frequency: args.frequency ?? draw.random.integer(876, 1079) / 10,
      }),
      answer: {
        en: (_, result) => `You are listening to ${result.station} on ${result.frequency}.`,
        de: (_, result) => `Du hörst ${result.station} auf ${String(result.frequency).replace(".", ",")}.`,
      },
    },
  },
  intents: [
    ...radioIntents,
    {
      tool: "play_playlist",
      slots: { name: playlist },
      en: {
        imperative: [
          "play [the |my |our |]playlist {name}",
          "play [the|my|our] {name} playlist",
          "put on [the |my |]playlist {name}",
          "put my {name} playlist on",
          "start [the |my |]playlist {name}",
          "start [the|my] {name} playlist",
          "shuffle [the |my |]playlist {name}",
          "open [the|my] playlist [called|named] {name}",
          "play songs from [the|my] playlist {name}",
          "switch to [the|my] {name} playlist",
          "play my list {name}",
          "let me hear my {name} playlist",
        ],
        other: [
          "playlist {name}",
          "i [want|'d like|would like] to [hear|listen to] [the|my] {name} playlist",
          "i'm in the mood for [the|my] {name} playlist",
          "can we [hear|listen to] the playlist {name}",
          "my {name} playlist[ please|]",
          "how about the playlist {name}",
          "let's [hear|listen to] my {name} playlist",
        ],
        held: [
          "time for my {name} playlist",
          "i saved a playlist named {name}, play that one",
          "give us the {name} playlist",
          "music from the playlist {name}[ please|]",
        ],
      },
      de: {
        imperative: [
          "spiel [die |meine |unsere |]Playlist {name}",
          "starte [die |meine |]Playlist {name}",
          "mach [die |meine |]Playlist {name} an",
          "leg [die |meine |]Playlist {name} auf",
          "öffne [die|meine] Playlist {name}",
          "spiel [Lieder|Songs|Musik] aus [der|meiner] Playlist {name}",
          "wechsel [zur|zu meiner] Playlist {name}",
          "spiel [die|meine] Wiedergabeliste {name}",
          "spiel [die|meine] Liste {name}",
          "lass [mich|uns] die Playlist {name} hören",
        ],
        infinitive: [
          "[die |meine |]Playlist {name} [spielen|abspielen|starten|anmachen]",
          "zur Playlist {name} wechseln",
        ],
        other: [
          "Playlist {name}",
          "ich [möchte|will|würde gern] [die|meine] Playlist {name} hören",
          "ich habe Lust auf [die|meine] Playlist {name}",
          "können wir die Playlist {name} hören",
          "spielen Sie [bitte |]die Playlist {name}",
          "meine Playlist {name}[ bitte|]",
          "wie wäre es mit [der|meiner] Playlist {name}",
          "ich hätte gern die Playlist {name}",
        ],
        held: [
          "Zeit für meine Playlist {name}",
          "ich habe eine Playlist namens {name}, mach die an",
          "gib uns die Playlist {name}",
          "bitte Musik aus der Playlist {name}",
        ],
      },
      args: (values) => values,
      correctable: ["name"],
      followUps: [
        {
          en: ["[or |]rather the playlist {name}", "and now the {name} playlist", "no wait, my {name} playlist"],
          de: ["[oder |]lieber die Playlist {name}", "und jetzt die Playlist {name}", "dann doch die Playlist {name}"],
          slots: ["name"],
        },
      ],
      incomplete: [
        {
          en: {
            say: ["play [a|my] playlist", "start a playlist", "i want to hear a playlist"],
            ask: "Which playlist?",
            complete: ["{name}", "the playlist {name}", "the {name} one"],
          },
          de: {
            say: ["spiel eine Playlist", "starte eine Playlist", "ich will eine Playlist hören"],
            ask: "Welche Playlist?",
            complete: ["{name}", "die Playlist {name}", "die mit dem Namen {name}"],
          },
        },
      ],
    },
    {
      tool: "play_podcast",
      slots: { name: podcast },
      en: {
        imperative: [
          "play [the |]podcast {name}",
          "play the {name} podcast",
          "play the [latest|newest|new|last] episode of {name}",
          "put on [the |]podcast {name}",
          "put the {name} podcast on",
          "start [the |]podcast {name}",
          "start the [latest|new] episode of {name}",
          "find the podcast {name}[ and play it|]",
          "open the {name} podcast",
          "let me hear the podcast {name}",
          "play a podcast called {name}",
        ],
        other: [
          "podcast {name}",
          "i [want|'d like|would like] to [hear|listen to] the [podcast {name}|{name} podcast]",
          "the [latest|newest] episode of {name}[ please|]",
          "can we listen to the {name} podcast",
          "is there a new episode of {name}, play it",
          "i'm in the mood for the podcast {name}",
          "let's listen to the {name} podcast",
          "how about the podcast {name}",
        ],
        held: [
          "time for a new episode of {name}",
          "give me the {name} podcast",
          "what's new in the podcast {name}, put it on",
          "i follow a podcast named {name}, play the latest",
        ],
      },
      de: {
        imperative: [
          "spiel [den |]Podcast {name}",
          "spiel die [neueste|neue|letzte|aktuelle] Folge von {name}",
          "starte [den |]Podcast {name}",
          "starte die [neueste|aktuelle] Folge von {name}",
          "mach [mal |]den Podcast {name} an",
          "öffne den Podcast {name}",
          "such den Podcast {name}[ und spiel ihn|]",
          "lass [mich|uns] den Podcast {name} hören",
          "spiel die neueste Episode von {name}",
          "spiel einen Podcast namens {name}",
        ],
        infinitive: [
          "[den |]Podcast {name} [spielen|abspielen|starten|anmachen]",
          "die [neueste|letzte] Folge von {name} [spielen|abspielen]",
        ],
        other: [
          "Podcast {name}",
          "ich [möchte|will|würde gern] den Podcast {name} hören",
          "die [neueste|aktuelle] Folge von {name}[ bitte|]",
          "können wir den Podcast {name} hören",
          "gibt es eine neue Folge von {name}, dann spiel sie",
          "spielen Sie [bitte |]den Podcast {name}",
          "ich hätte gern den Podcast {name}",
          "wie wäre es mit dem Podcast {name}",
          "ich habe Lust auf den Podcast {name}",
        ],
        held: [
          "Zeit für eine neue Folge von {name}",
          "gib mir den Podcast {name}",
          "was gibt es Neues beim Podcast {name}, mach an",
          "ich höre den Podcast {name}, spiel das Neueste davon",
        ],
      },
      args: (values) => values,
      correctable: ["name"],
      followUps: [
        {
          en: ["[or |]rather the podcast {name}", "and after that the podcast {name}", "now the podcast {name}"],
          de: ["[oder |]lieber den Podcast {name}", "und danach den Podcast {name}", "jetzt den Podcast {name}"],
          slots: ["name"],
        },
      ],
      incomplete: [
        {
          en: {
            say: ["play a podcast", "i want to hear a podcast", "start a podcast"],
            ask: "Which podcast?",
            complete: ["{name}", "the podcast {name}", "the one called {name}"],
          },
          de: {
            say: ["spiel einen Podcast", "ich möchte einen Podcast hören", "starte einen Podcast"],
            ask: "Welchen Podcast?",
            complete: ["{name}", "den Podcast {name}", "den mit dem Namen {name}"],
          },
        },
      ],
    },
  ],
};
