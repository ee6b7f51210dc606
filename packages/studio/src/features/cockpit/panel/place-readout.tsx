import { useTranslation } from "react-i18next";
import { classNames } from "../../../ui/class-names.ts";
import type { Car, Place } from "../car/car.ts";
import styles from "./climate.module.css";

/** Seat heating and window of one place, in words. */
export function PlaceReadout({ car, place, isNamed }: { car: Car; place: Place; isNamed: boolean }) {
  const { t } = useTranslation("cockpit");
  const level = car.seatHeating[place];
  const open = car.windows[place];
  return (
    <div className={styles.readout}>
      <h3 className={isNamed ? styles.place : styles.unseen}>{t(`place.${place}`)}</h3>
      <dl>
        <div>
          <dt>{t("seatHeating")}</dt>
          <dd>
            <span className={styles.levels} aria-hidden="true">
              {[1, 2, 3].map((bar) => (
                <i key={bar} className={classNames(bar <= level && styles.lit)} />
              ))}
            </span>
            <span className={styles.unseen}>{level === 0 ? t("off") : t("level", { level })}</span>
          </dd>
        </div>
        <div>
          <dt>{t("window")}</dt>
          <dd>{open === 0 ? t("closed") : t("open", { percent: open })}</dd>
        </div>
      </dl>
    </div>
  );
}
