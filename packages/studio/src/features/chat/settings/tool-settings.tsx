import { useTranslation } from "react-i18next";
import { pageTools } from "../tools/page-tools.ts";
import styles from "./settings.module.css";
import type { SettingsPart } from "./settings-part.ts";
import { Switch } from "./switch.tsx";

/** Which of the page's tools the model may call in this chat. */
export function ToolSettings({ conversation, settings: { tools, allowed }, model }: SettingsPart) {
  const { t } = useTranslation("chat");
  if (model?.takes_tools === false) {
    return (
      <fieldset className={styles.group}>
        <legend>{t("tools.title")}</legend>
        <p className={styles.hint}>{t("tools.never")}</p>
      </fieldset>
    );
  }
  const set = (name: string, isOn: boolean) => {
    const others = tools.filter((other) => other !== name);
    // Switched off and on again, an acting tool asks again.
    conversation.change({
      tools: isOn ? [...others, name] : others,
      allowed: allowed.filter((other) => other !== name),
    });
  };
  return (
    <fieldset className={styles.group}>
      <legend>{t("tools.title")}</legend>
      {pageTools.map(({ name, isActing }) => {
        const asks = isActing && (allowed.includes(name) ? t("tools.allowed") : t("tools.asks"));
        return (
          <Switch
            key={name}
            label={t(`tools.${name}.name`)}
            hint={[t(`tools.${name}.hint`), asks].filter(Boolean).join("\n")}
            isOn={tools.includes(name)}
            onChange={(isOn) => set(name, isOn)}
          />
        );
      })}
    </fieldset>
  );
}
