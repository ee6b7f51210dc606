import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { type Car, type Place, places } from "../car/car.ts";
import styles from "./car-view.module.css";

/** The car from above: seats glow as they are heated, glass draws back as windows open, the cabin has the light's colour. */
export function CarView({ car }: { readonly car: Car }) {
  const { t } = useTranslation("cockpit");
  const light = { "--light": `var(--${car.light.color})`, "--brightness": car.light.brightness / 100 } as CSSProperties;
  return (
    <svg className={styles.car} viewBox="0 0 160 300" role="img" aria-label={t("fromAbove")} style={light}>
      <path className={styles.mirror} d="M26 106 q -14 -4 -15 6 q 8 5 15 2 z" />
      <path className={styles.mirror} d="M134 106 q 14 -4 15 6 q -8 5 -15 2 z" />
      <path
        className={styles.body}
        d="M46 20 Q80 4 114 20 Q132 32 134 70 L138 150 L136 240 Q134 280 110 289 Q80 296 50 289 Q26 280 24 240 L22 150 L26 70 Q28 32 46 20 Z"
      />
      <path className={styles.crease} d="M50 34 Q56 62 46 88 M110 34 Q104 62 114 88" />
      <path className={styles.lamp} d="M36 32 q 7 -10 19 -13" />
      <path className={styles.lamp} d="M124 32 q -7 -10 -19 -13" />
      <path className={styles.tail} d="M34 276 q 5 7 16 10" />
      <path className={styles.tail} d="M126 276 q -5 7 -16 10" />
      <path className={styles.screen} d="M40 98 Q80 76 120 98 L112 122 Q80 108 48 122 Z" />
      <path className={styles.screen} d="M48 238 Q80 250 112 238 L118 258 Q80 272 42 258 Z" />
      <path className={styles.cabin} d="M48 124 Q80 111 112 124 L117 180 L111 235 Q80 246 49 235 L43 180 Z" />
      <circle className={styles.wheel} cx="64" cy="130" r="8" />
      {places.map((place) => (
        <Seat key={place} place={place} level={car.seatHeating[place]} />
      ))}
      {places.map((place) => (
        <g key={place}>
          <line className={styles.frame} {...panes[place]} />
          <line
            className={styles.glass}
            {...panes[place]}
            pathLength="100"
            style={{ "--open": car.windows[place] } as CSSProperties}
          />
        </g>
      ))}
    </svg>
  );
}

/** From the front to the back: glass that opens draws back. */
const panes: Readonly<Record<Place, { x1: number; y1: number; x2: number; y2: number }>> = {
  driver: { x1: 36, y1: 176, x2: 40, y2: 120 },
  passenger: { x1: 124, y1: 176, x2: 120, y2: 120 },
  rear_left: { x1: 42, y1: 236, x2: 36, y2: 183 },
  rear_right: { x1: 118, y1: 236, x2: 124, y2: 183 },
};

const corners: Readonly<Record<Place, readonly [x: number, y: number]>> = {
  driver: [51, 140],
  passenger: [84, 140],
  rear_left: [51, 190],
  rear_right: [84, 190],
};

function Seat({ place, level }: { readonly place: Place; readonly level: number }) {
  const [x, y] = corners[place];
  return (
    <g className={styles.seat} style={{ "--heat": level / 3 } as CSSProperties}>
      <rect x={x} y={y} width="25" height="27" rx="6" />
      <rect x={x - 1} y={y + 25} width="27" height="11" rx="5" />
      {[0, 1, 2].map((wave) => (
        <path
          key={wave}
          className={wave < level ? styles.hot : styles.cold}
          d={`M${x + 6.5 + wave * 6} ${y + 20} q -3 -3.5 0 -7 t 0 -7`}
        />
      ))}
    </g>
  );
}
