import type { CSSProperties } from "react";
import { leastDegrees, mostDegrees } from "../car/climate-tools.ts";
import styles from "./dial.module.css";

interface DialProps {
  /** Whose temperature: shown, and read with the value. */
  readonly name: string;
  readonly degrees: number;
  /** The degrees as the reader's language writes them. */
  readonly text: string;
}

/** A gauge from 135° over the top to 45°, with a needle. */
export function Dial({ name, degrees, text }: DialProps) {
  const share = (degrees - leastDegrees) / (mostDegrees - leastDegrees);
  const style = { "--share": share } as CSSProperties;
  return (
    <svg className={styles.dial} viewBox="0 0 120 109" role="img" aria-label={`${name}: ${text}`} style={style}>
      {ticks.map((tick) => (
        <line
          key={tick}
          className={tick % 4 === 0 ? styles.mainTick : styles.tick}
          x1="60"
          x2="60"
          y1="20"
          y2={tick % 4 === 0 ? 26 : 23.5}
          transform={`rotate(${-135 + (270 * tick) / (ticks.length - 1)} 60 60)`}
        />
      ))}
      <path className={styles.track} d={arc} pathLength="100" />
      <path className={styles.value} d={arc} pathLength="100" />
      <g className={styles.needle}>
        <line x1="60" x2="60" y1="37" y2="15" />
      </g>
      <text className={styles.number} x="60" y="68">
        {text}
      </text>
      <text className={styles.name} x="60" y="106">
        {name}
      </text>
    </svg>
  );
}

const arc = "M 26.06 93.94 A 48 48 0 1 1 93.94 93.94";

/** One a degree. */
const ticks = Array.from({ length: mostDegrees - leastDegrees + 1 }, (_, i) => i);
