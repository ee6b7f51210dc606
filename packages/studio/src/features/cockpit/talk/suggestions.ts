/** What a sentence means, for those who read neither language that the model knows. */
interface Meaning {
  readonly zh: string;
  readonly ms: string;
}

/** What people may click on to say it; the model knows two of the languages, the others help to read. */
export interface Suggestion extends Meaning {
  readonly en: string;
  readonly de: string;
  /** Where the German sentence says something else than the English one. */
  readonly german?: Meaning;
}

/** Languages that the built-in model speaks. */
export const spokenLanguages = ["en", "de"] as const;

export type SpokenLanguage = (typeof spokenLanguages)[number];

/** The model is right about each of these, with the car as it begins, as a test says. */
export const suggestions: readonly Suggestion[] = [
  {
    en: "Make it warmer and take me to Stafford",
    de: "Mach es 2 Grad wärmer und bring mich nach Stafford",
    zh: "调暖一点，带我去斯塔福德",
    ms: "Panaskan sedikit dan bawa saya ke Stafford",
    german: { zh: "调高 2 度，带我去斯塔福德", ms: "Naikkan suhu 2 darjah dan bawa saya ke Stafford" },
  },
  { en: "Make it 2 degrees warmer", de: "Mach es 2 Grad wärmer", zh: "调高 2 度", ms: "Naikkan suhu 2 darjah" },
  {
    en: "Open my window halfway",
    de: "Öffne mein Fenster halb",
    zh: "把我的车窗打开一半",
    ms: "Buka tingkap saya separuh",
  },
  {
    en: "Turn on my seat heating",
    de: "Mach meine Sitzheizung an",
    zh: "打开我的座椅加热",
    ms: "Hidupkan pemanas kerusi saya",
  },
  {
    en: "Play some jazz and set the ambient light to purple",
    de: "Spiel Jazz und mach das Licht lila",
    zh: "放点爵士乐，把氛围灯调成紫色",
    ms: "Mainkan jaz dan tukar lampu suasana kepada ungu",
  },
  {
    en: "Turn the volume down by 20 percent",
    de: "Mach 20 Prozent leiser",
    zh: "音量调低 20%",
    ms: "Perlahankan bunyi 20 peratus",
  },
  { en: "Call Anna", de: "Ruf Anna an", zh: "给 Anna 打电话", ms: "Telefon Anna" },
  {
    en: "Send a message to Ben: I am on my way",
    de: "Schick Ben eine Nachricht: Bin unterwegs",
    zh: "给 Ben 发消息：我在路上",
    ms: "Hantar mesej kepada Ben: Saya dalam perjalanan",
  },
];

/** What is said in one language, for a reader of another one. */
export function meaningOf(suggestion: Suggestion, spoken: SpokenLanguage, reader: keyof Meaning): string {
  return (spoken === "de" ? (suggestion.german ?? suggestion) : suggestion)[reader];
}

const words = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const whole = new Set(
  suggestions.flatMap((suggestion) => spokenLanguages.map((language) => words(suggestion[language]))),
);

/**
 * Whether it means the same whatever was said before. The model, which is small, is right about all suggestions when it
 * reads them alone, and not always after others.
 */
export function standsAlone(said: string): boolean {
  return whole.has(words(said));
}
