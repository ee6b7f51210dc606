import { useTranslation } from "react-i18next";
import { Field } from "../../../ui/field.tsx";
import { Select } from "../../../ui/select.tsx";
import { thinkingAbilities } from "../answering/chat-request.ts";
import { efforts } from "../history/records.ts";
import { NumberField } from "./number-field.tsx";
import styles from "./settings.module.css";
import type { SettingsPart } from "./settings-part.ts";

/** Whether and how much the model thinks, as far as it knows of it. */
export function ThinkingSettings({ conversation, settings, model }: SettingsPart) {
  const { t } = useTranslation("chat");
  const { switches, isPossible } = thinkingAbilities(model);
  const { thinking, effort, thinkingBudget } = settings;
  return (
    <fieldset className={styles.group}>
      <legend>{t("thinking.title")}</legend>
      {!isPossible && <p className={styles.hint}>{t("thinking.never")}</p>}
      {isPossible && !switches && <p className={styles.hint}>{t("thinking.always")}</p>}
      {switches && (
        <Field label={t("thinking.label")}>
          {(control) => (
            <Select
              {...control}
              value={thinking}
              options={(["default", "on", "off"] as const).map((value) => ({ value, label: t(`thinking.${value}`) }))}
              onChange={(value) => conversation.change({ thinking: value })}
            />
          )}
        </Field>
      )}
      {isPossible && thinking !== "off" && model?.takes_reasoning_effort && (
        <Field label={t("thinking.effort")}>
          {(control) => (
            <Select
              {...control}
              value={effort ?? "default"}
              options={(["default", ...efforts] as const).map((value) => ({ value, label: t(`thinking.${value}`) }))}
              onChange={(value) =>
                value === "default" ? conversation.unset("effort") : conversation.change({ effort: value })
              }
            />
          )}
        </Field>
      )}
      {isPossible && thinking !== "off" && (
        <NumberField
          label={t("thinking.budget")}
          hint={t("thinking.budgetHint")}
          value={thinkingBudget}
          placeholder={t("settings.unlimited")}
          min={1}
          step={1}
          onChange={(value) =>
            value === undefined ? conversation.unset("thinkingBudget") : conversation.change({ thinkingBudget: value })
          }
        />
      )}
    </fieldset>
  );
}
