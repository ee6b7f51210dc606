import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { classNames } from "../../ui/class-names.ts";
import { letters } from "./setup.ts";
import styles from "./side-switch.module.css";

/** On phones, where one side is below the other: goes to either, and says which one is seen. */
export function SideSwitch() {
  const { t } = useTranslation("compare");
  const [seen, setSeen] = useState<string>();
  useEffect(() => {
    const sides = letters.map((letter) => document.getElementById(`side-${letter}`)!);
    // Of the window, the middle counts.
    const observer = new IntersectionObserver(
      (changes) => {
        for (const { isIntersecting, target } of changes) {
          const letter = letters[sides.indexOf(target as HTMLElement)];
          setSeen((before) => (isIntersecting ? letter : before === letter ? undefined : before));
        }
      },
      { rootMargin: "-50% 0px -50% 0px" },
    );
    for (const side of sides) observer.observe(side);
    return () => observer.disconnect();
  }, []);
  const goTo = (letter: string) => {
    const side = document.getElementById(`side-${letter}`)!;
    side.scrollIntoView({ block: "start" });
    side.focus({ preventScroll: true });
  };
  return (
    <nav className={styles.switch} aria-label={t("goToSide")}>
      {letters.map((letter) => (
        <button
          key={letter}
          type="button"
          className={classNames(seen === letter && styles.seen)}
          {...(seen === letter && { "aria-current": "location" as const })}
          onClick={() => goTo(letter)}
        >
          {t("side", { letter })}
        </button>
      ))}
    </nav>
  );
}
