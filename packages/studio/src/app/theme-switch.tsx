import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../ui/icon-button.tsx";
import { themes, useTheme } from "./theme.ts";

const icons = { system: Monitor, light: Sun, dark: Moon };

/** Goes through the three themes, one a press. */
export function ThemeSwitch() {
  const { t } = useTranslation("app");
  const [theme, choose] = useTheme();
  const Icon = icons[theme];
  return (
    <IconButton
      label={t(`theme.${theme}`)}
      icon={<Icon size={18} aria-hidden="true" />}
      onClick={() => choose(themes[(themes.indexOf(theme) + 1) % themes.length])}
    />
  );
}
