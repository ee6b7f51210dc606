/** The languages of the studio; the first is where a browser asks for none of them. */
export const languages = ["en", "de", "zh", "ms"] as const;

export type Language = (typeof languages)[number];

/** Each in its own words. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
  de: "Deutsch",
  zh: "简体中文",
  ms: "Bahasa Melayu",
};

/** Also read by public/before-paint.js. */
const storageKey = "qwents.language";

function isLanguage(value: string | null | undefined): value is Language {
  return languages.includes(value as Language);
}

/** The one that was chosen here before, else the first of the browser's that there is. */
export function firstLanguage(
  wanted: readonly string[] = navigator.languages,
  kept: string | null = keptLanguage(),
): Language {
  if (isLanguage(kept)) return kept;
  // Indonesians read Malay more easily than English.
  const codes = wanted.map((tag) => tag.toLowerCase().split("-")[0].replace(/^id$/, "ms"));
  return codes.find(isLanguage) ?? languages[0];
}

export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // A browser that keeps nothing: it is asked again next time.
  }
}

function keptLanguage(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
