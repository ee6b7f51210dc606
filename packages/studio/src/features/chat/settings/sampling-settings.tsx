import type { Model, SamplingDefaults } from "@qwents/protocol";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import type { ChatSettings } from "../history/records.ts";
import { NumberField } from "./number-field.tsx";
import styles from "./settings.module.css";
import type { SettingsPart } from "./settings-part.ts";

const options = [
  { name: "temperature", min: 0, max: 2, step: 0.1 },
  { name: "top_p", min: 0, max: 1, step: 0.05 },
  { name: "top_k", min: 0, max: 1000, step: 1 },
  { name: "min_p", min: 0, max: 1, step: 0.05 },
  { name: "presence_penalty", min: -2, max: 2, step: 0.1 },
  { name: "repetition_penalty", min: 0.01, max: 2, step: 0.05 },
] as const;

/** How tokens are chosen: what the model recommends for what it is asked to do, unless the chat says otherwise. */
export function SamplingSettings({ conversation, settings, model }: SettingsPart) {
  const { t, i18n } = useTranslation("chat");
  const { sampling } = settings;
  const recommended = recommendedFor(model, settings.thinking);
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 3 });
  const set = (name: string, value: number | undefined) => {
    const rest = Object.fromEntries(Object.entries(sampling).filter(([other]) => other !== name));
    conversation.change({ sampling: value === undefined ? rest : { ...rest, [name]: value } });
  };
  const isOwn = Object.keys(sampling).length > 0;
  return (
    <fieldset className={styles.group}>
      <legend>{t("sampling.title")}</legend>
      <p className={styles.hint}>{t(recommended ? "sampling.hint" : "sampling.unknown")}</p>
      <div className={styles.pairs}>
        {options.map(({ name, ...bounds }) => (
          <NumberField
            key={name}
            {...bounds}
            label={t(`sampling.${name}`)}
            value={sampling[name]}
            placeholder={recommended ? number.format(recommended[name]) : t("settings.asModel")}
            onChange={(value) => set(name, value)}
          />
        ))}
      </div>
      <Button disabled={!isOwn} onClick={() => conversation.change({ sampling: {} })}>
        {t("sampling.reset")}
      </Button>
    </fieldset>
  );
}

function recommendedFor(model: Model | undefined, thinking: ChatSettings["thinking"]): SamplingDefaults | undefined {
  const { sampling_modes: modes, sampling } = model ?? {};
  if (thinking === "on") return modes?.thinking ?? sampling;
  if (thinking === "off") return modes?.answering ?? sampling;
  return sampling;
}
