import type { GaugeName, SeriesName } from "./gauge.ts";
import type { Sample } from "./history.ts";
import styles from "./plot.module.css";
import { plotHeight, plotPaths, plotWidth } from "./plot-path.ts";

interface PlotProps {
  readonly name: GaugeName;
  readonly samples: readonly Sample[];
  readonly now: number;
  readonly spanMs: number;
  readonly ceiling: number;
  /** What the axis' end is called. */
  readonly ceilingText: string;
  readonly from: string;
  readonly to: string;
}

/** The last minutes of a gauge. What it shows is said beside it: screen readers leave it out. */
export function Plot({ name, samples, now, spanMs, ceiling, ceilingText, from, to }: PlotProps) {
  const pathsOf = (series: SeriesName) =>
    plotPaths(
      samples.map(({ time, values }) => ({ time, value: values[series] })),
      { now, spanMs, ceiling },
    );
  const { line, area } = pathsOf(name);
  return (
    <div className={styles.plot} aria-hidden="true">
      <span className={styles.ceiling}>{ceilingText}</span>
      <svg
        className={styles.picture}
        viewBox={`0 0 ${plotWidth} ${plotHeight}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path className={styles.grid} d={`M0 0H${plotWidth}M0 ${plotHeight / 2}H${plotWidth}`} />
        <path className={styles.area} d={area} />
        <path className={styles.line} d={line} />
        {name === "load" && <path className={styles.waiting} d={pathsOf("waiting").area} />}
        <path className={styles.ground} d={`M0 ${plotHeight}H${plotWidth}`} />
      </svg>
      <span className={styles.times}>
        <span>{from}</span>
        <span>{to}</span>
      </span>
    </div>
  );
}
