import { type CarTool, choiceOf, numberOf, optional, textOf, within } from "./car-tool.ts";

const genres = [
  "jazz",
  "rock",
  "pop",
  "classical",
  "hip_hop",
  "electronic",
  "country",
  "metal",
  "blues",
  "reggae",
  "soul",
  "folk",
] as const;

/** Nothing that exists: one for each kind, in that order. */
const library: readonly { readonly title: string; readonly artist: string }[] = [
  { title: "Blue Hour", artist: "The Night Owls" },
  { title: "Loose Gravel", artist: "Copper Road" },
  { title: "Paper Stars", artist: "Mira Lane" },
  { title: "Lake in Winter", artist: "Orfeo Quartet" },
  { title: "Corner Light", artist: "Sam Static" },
  { title: "Low Orbit", artist: "Velvet Circuit" },
  { title: "Dust and Diesel", artist: "Hank Harlow" },
  { title: "Iron Weather", artist: "Anvil Choir" },
  { title: "Rain on Seven", artist: "Lou Barrow" },
  { title: "Harbour Sun", artist: "Easy Tide" },
  { title: "Hold the Line", artist: "Della Moore" },
  { title: "Morning Lanes", artist: "The Milestones" },
];

export const playMusic: CarTool = {
  schema: {
    name: "play_music",
    description: "Play a song or music of some kind. What is named alone after 'play' is the title.",
    parameters: {
      type: "object",
      properties: {
        title: { type: "string", description: "Title of the song, as said." },
        artist: { type: "string", description: "Singer, band or composer, as said." },
        genre: { type: "string", enum: genres, description: "Kind of music." },
      },
      required: [],
    },
  },
  run(args, car) {
    const genre = optional(args, "genre", () => choiceOf(args, "genre", genres));
    const found = genre === undefined ? library.at(-1)! : library[genres.indexOf(genre)];
    const title = optional(args, "title", () => textOf(args, "title"));
    const artist = optional(args, "artist", () => textOf(args, "artist"));
    const song = {
      title: title ?? (artist === undefined ? found.title : "Greatest Hits"),
      artist: artist ?? (title === undefined ? found.artist : "Various Artists"),
    };
    return { car: { ...car, music: { ...song, isPlaying: true } }, result: song };
  },
};

const actions = ["pause", "resume", "next", "previous"] as const;

export const controlPlayback: CarTool = {
  schema: {
    name: "control_playback",
    description: "The player's buttons: pause, resume, next, previous.",
    parameters: {
      type: "object",
      properties: { action: { type: "string", enum: actions, description: "What the player should do." } },
      required: ["action"],
    },
  },
  run(args, car) {
    const action = choiceOf(args, "action", actions);
    const step = { pause: 0, resume: 0, next: 1, previous: -1 }[action];
    const at = library.findIndex(({ title }) => title === car.music.title);
    const song = step === 0 ? car.music : library[(Math.max(0, at) + step + library.length) % library.length];
    const music = { title: song.title, artist: song.artist, isPlaying: action !== "pause" };
    return { car: { ...car, music }, result: { action, title: music.title } };
  },
};

export const changeVolume: CarTool = {
  schema: {
    name: "change_volume",
    description: "Make the sound louder (up) or quieter (down), by some percent if said.",
    parameters: {
      type: "object",
      properties: {
        direction: { type: "string", enum: ["up", "down"], description: "up is louder, down is quieter." },
        amount: { type: "integer", description: "By how many percent, if said." },
      },
      required: ["direction"],
    },
  },
  run(args, car) {
    const direction = choiceOf(args, "direction", ["up", "down"]);
    const amount = optional(args, "amount", () => within("amount", numberOf(args, "amount"), 0, 100)) ?? 10;
    const volume = Math.min(100, Math.max(0, car.volume + (direction === "up" ? amount : -amount)));
    return { car: { ...car, volume }, result: { percent: volume } };
  },
};
