import { useTranslation } from "react-i18next";

export function CockpitPage() {
  const { t } = useTranslation("cockpit");
  return <h1>{t("title")}</h1>;
}
