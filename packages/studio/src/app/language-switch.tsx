import { useTranslation } from "react-i18next";
import { chooseLanguage } from "../i18n/i18n.ts";
import { type Language, languageNames, languages } from "../i18n/language.ts";
import { Select } from "../ui/select.tsx";
import { useToast } from "../ui/toasts.tsx";

const options = languages.map((value) => ({ value, label: languageNames[value], lang: value }));

export function LanguageSwitch() {
  const { t, i18n } = useTranslation("app");
  const toast = useToast();
  const choose = (language: Language) => {
    chooseLanguage(language).catch(() => toast(t("errors.language")));
  };
  return <Select aria-label={t("language")} value={i18n.language as Language} options={options} onChange={choose} />;
}
