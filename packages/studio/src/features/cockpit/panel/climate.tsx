import { CarFront } from "lucide-react";
import { useTranslation } from "react-i18next";
import { classNames } from "../../../ui/class-names.ts";
import type { Car } from "../car/car.ts";
import { CarView } from "./car-view.tsx";
import styles from "./climate.module.css";
import { Dial } from "./dial.tsx";
import { Instrument } from "./instrument.tsx";
import { PlaceReadout } from "./place-readout.tsx";

/** The middle of the dashboard: the car, and on both sides of it what each side has. */
export function Climate({ car, className }: { readonly car: Car; readonly className?: string | undefined }) {
  const { t, i18n } = useTranslation("cockpit");
  const degrees = (value: number) => `${value.toLocaleString(i18n.language, { maximumFractionDigits: 1 })}°`;
  const { temperature, seatHeating, windows, light } = car;
  return (
    <Instrument
      name={t("inside")}
      icon={CarFront}
      shows={[temperature, seatHeating, windows, light]}
      className={classNames(styles.climate, className)}
    >
      <div className={styles.sides}>
        <div className={styles.side}>
          <Dial name={t("place.driver")} degrees={temperature.driver} text={degrees(temperature.driver)} />
          <PlaceReadout car={car} place="driver" isNamed={false} />
          <PlaceReadout car={car} place="rear_left" isNamed />
        </div>
        <div className={styles.middle}>
          <CarView car={car} />
          <p className={styles.light}>
            <span
              className={styles.swatch}
              data-color={light.brightness > 0 ? light.color : "off"}
              aria-hidden="true"
            />
            <span>
              {t("light")}:{" "}
              <span className={styles.shade}>
                {light.brightness === 0
                  ? t("off")
                  : t("lit", { color: t(`color.${light.color}`), percent: light.brightness })}
              </span>
            </span>
          </p>
          <p className={styles.rear}>
            {t("rear")}: {degrees(temperature.rear)}
          </p>
        </div>
        <div className={styles.side}>
          <Dial name={t("place.passenger")} degrees={temperature.passenger} text={degrees(temperature.passenger)} />
          <PlaceReadout car={car} place="passenger" isNamed={false} />
          <PlaceReadout car={car} place="rear_right" isNamed />
        </div>
      </div>
    </Instrument>
  );
}
