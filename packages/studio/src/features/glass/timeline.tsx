import { type KeyboardEvent, type MouseEvent, useCallback, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNumbers } from "../../app/numbers.ts";
import { useCanvas } from "../../ui/use-canvas.ts";
import { type Choice, isLit } from "./choice.ts";
import { drawLanes } from "./draw-lanes.ts";
import { type Kind, kinds } from "./kind.ts";
import { type Arrangement, type Direction, type LaneName, lanesOf, neighbour, spanAt } from "./lanes.ts";
import type { StepView } from "./step-view.ts";
import type { Ceilings } from "./steps.ts";
import styles from "./timeline.module.css";

interface TimelineProps {
  readonly view: StepView;
  readonly ceilings: Ceilings;
  readonly arrangement: Arrangement;
  readonly choice: Choice | undefined;
  readonly onChoose: (choice: Choice | undefined) => void;
  /** Somebody wants to look closer: the step is to stay. */
  readonly onHold: () => void;
}

const gutter = 64;
const slackPx = 4;

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: "previous",
  ArrowRight: "next",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
};

/** The step's ops as bars in lanes. Arrow keys go from op to op. */
export function Timeline({ view, ceilings, arrangement, choice, onChoose, onHold }: TimelineProps) {
  const { t } = useTranslation("glass");
  const { microseconds } = useNumbers();
  const probes = useRef<HTMLSpanElement>(null);
  const lanes = useMemo(() => lanesOf(view, arrangement, ceilings), [view, arrangement, ceilings]);
  const chosen = choice?.type === "span" ? choice.key : undefined;
  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      const nameOf = (name: LaneName) => (typeof name === "number" ? t("layer", { layer: name }) : t(`lane.${name}`));
      const lit = (span: StepView["spans"][number]) => isLit(choice, span);
      drawLanes(context, lanes, { ...lookOf(probes.current!), gutter, nameOf, isLit: lit, chosen }, width, height);
    },
    [lanes, choice, chosen, t],
  );
  const canvas = useCanvas(draw);

  const pointAt = (event: MouseEvent) => {
    const { left, top, width, height } = canvas.current!.getBoundingClientRect();
    const room = width - gutter;
    const lane = lanes[Math.floor(((event.clientY - top) / height) * lanes.length)];
    const span = spanAt(lane, (event.clientX - left - gutter) / room, slackPx / room);
    if (span?.key !== chosen || choice?.type !== "span") onChoose(span && { type: "span", key: span.key });
  };
  const goByKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") return onChoose(undefined);
    const direction = directions[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    onHold();
    const span = neighbour(lanes, chosen, direction);
    if (span) onChoose({ type: "span", key: span.key });
  };
  const ceiling = arrangement === "clock" ? ceilings.step : ceilings.layer;
  return (
    <div>
      <div
        className={styles.frame}
        style={{ height: `${heightOf(lanes.length)}px` }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys go from op to op
        tabIndex={0}
        role="application"
        aria-label={t("timeline.label")}
        onKeyDown={goByKey}
        onPointerMove={(event) => event.pointerType === "mouse" && pointAt(event)}
        onClick={(event) => {
          pointAt(event);
          onHold();
        }}
      >
        <canvas ref={canvas} className={styles.canvas} />
        <span ref={probes} className={styles.probes} aria-hidden="true">
          {kinds.map((kind) => (
            <i key={kind} style={{ color: `var(--kind-${kind})` }} />
          ))}
        </span>
      </div>
      <div className={styles.axis} style={{ paddingInlineStart: `${gutter}px` }} aria-hidden="true">
        <span>0</span>
        <span>{microseconds(ceiling / 2)}</span>
        <span>{microseconds(ceiling)}</span>
      </div>
    </div>
  );
}

/** As high as a person can tell lanes apart, and not higher than a screen. */
const heightOf = (numLanes: number): number => Math.min(34 * numLanes, Math.max(300, 15 * numLanes));

/** Colours as the theme has them now: a canvas knows no custom properties. */
function lookOf(probes: HTMLElement) {
  const colors = [...probes.children].map((probe) => getComputedStyle(probe).color);
  const { color, borderTopColor, fontFamily } = getComputedStyle(probes);
  return {
    colors: Object.fromEntries(kinds.map((kind, i) => [kind, colors[i]])) as Record<Kind, string>,
    text: color,
    line: borderTopColor,
    font: `11px ${fontFamily}`,
  };
}
