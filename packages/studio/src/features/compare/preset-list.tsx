import type { Model } from "@qwents/protocol";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { useToast } from "../../ui/toasts.tsx";
import styles from "./compare-page.module.css";
import { presetNames, presetSides } from "./presets.ts";
import type { Setup } from "./setup.ts";

interface PresetListProps {
  readonly setup: Setup;
  readonly models: readonly Model[];
  readonly isDisabled: boolean;
  readonly onChoose: (setup: Setup) => void;
}

/** Comparisons that are often made, at a press. */
export function PresetList({ setup, models, isDisabled, onChoose }: PresetListProps) {
  const { t } = useTranslation("compare");
  const toast = useToast();
  return (
    <ul className={styles.presets} aria-label={t("presets.name")}>
      {presetNames.map((name) => {
        const sides = presetSides(name, setup, models);
        const isChosen = sides !== undefined && JSON.stringify(sides) === JSON.stringify(setup.sides);
        return (
          <li key={name}>
            <Button
              aria-pressed={isChosen}
              disabled={isDisabled}
              onClick={() => (sides === undefined ? toast(t("presets.oneModel")) : onChoose({ ...setup, sides }))}
            >
              {t(`presets.${name}`)}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
