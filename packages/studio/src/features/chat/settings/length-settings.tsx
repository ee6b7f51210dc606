import { useTranslation } from "react-i18next";
import { NumberField } from "./number-field.tsx";
import styles from "./settings.module.css";
import type { SettingsPart } from "./settings-part.ts";
import { Switch } from "./switch.tsx";

/** How long answers may be, and what happens when the chat gets too long; the seed. */
export function LengthSettings({ conversation, settings }: SettingsPart) {
  const { t } = useTranslation("chat");
  const { maxTokens, seed, dropsOldest } = settings;
  return (
    <fieldset className={styles.group}>
      <legend>{t("length.title")}</legend>
      <NumberField
        label={t("length.maxTokens")}
        value={maxTokens}
        placeholder={t("settings.unlimited")}
        min={1}
        step={1}
        onChange={(value) =>
          value === undefined ? conversation.unset("maxTokens") : conversation.change({ maxTokens: value })
        }
      />
      <NumberField
        label={t("length.seed")}
        hint={t("length.seedHint")}
        value={seed}
        placeholder={t("length.random")}
        min={0}
        max={Number.MAX_SAFE_INTEGER}
        step={1}
        onChange={(value) => (value === undefined ? conversation.unset("seed") : conversation.change({ seed: value }))}
      />
      <Switch
        label={t("length.dropsOldest")}
        hint={t("length.dropsOldestHint")}
        isOn={dropsOldest}
        onChange={(isOn) => conversation.change({ dropsOldest: isOn })}
      />
    </fieldset>
  );
}
