import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";
import { firstLanguage, keepLanguage, type Language, languages } from "./language.ts";
import { loadTexts } from "./texts.ts";

const backend: BackendModule = {
  type: "backend",
  init() {},
  read(language, namespace, done) {
    loadTexts(language, namespace).then(
      (texts) => done(null, texts),
      (error: unknown) => done(error as Error, false),
    );
  },
};

/** Resolves once the shell's texts are there; a page's come with the page, which suspends until then. */
export async function startI18n(): Promise<void> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: firstLanguage(),
      supportedLngs: [...languages],
      // Every language is complete, as a test says: none needs another one's texts.
      fallbackLng: false,
      ns: ["app"],
      defaultNS: "app",
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
}

/** Stays with the present language where the other one's texts cannot be loaded, and throws. */
export async function chooseLanguage(language: Language): Promise<void> {
  const namespaces = Object.keys(i18next.getDataByLanguage(i18next.language) ?? { app: {} });
  await Promise.all(namespaces.map((namespace) => loadTexts(language, namespace)));
  await i18next.changeLanguage(language);
  keepLanguage(language);
}
