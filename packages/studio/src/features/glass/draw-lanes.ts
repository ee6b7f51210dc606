import type { Kind } from "./kind.ts";
import type { Lane, LaneName } from "./lanes.ts";
import type { ViewedSpan } from "./step-view.ts";

export interface Look {
  readonly colors: Readonly<Record<Kind, string>>;
  readonly text: string;
  readonly line: string;
  readonly font: string;
  /** Left of the lanes, for their names; in CSS pixels. */
  readonly gutter: number;
  readonly nameOf: (name: LaneName) => string;
  readonly isLit: (span: ViewedSpan) => boolean;
  /** Framed. */
  readonly chosen: string | undefined;
}

/** Lanes below one another, each as high as there is room. */
export function drawLanes(
  context: CanvasRenderingContext2D,
  lanes: readonly Lane[],
  look: Look,
  width: number,
  height: number,
): void {
  const lane = height / lanes.length;
  const bar = Math.max(3, lane - Math.min(4, lane / 4));
  const room = width - look.gutter;
  drawGrid(context, look, width, height);
  for (const [i, { name, spans }] of lanes.entries()) {
    const top = i * lane + (lane - bar) / 2;
    drawName(context, look, name, i, lane);
    for (const { span, from, to } of spans) {
      const x = look.gutter + from * room;
      const across = (to - from) * room;
      context.globalAlpha = look.isLit(span) ? 1 : 0.22;
      context.fillStyle = look.colors[span.kind];
      // A thin gap tells neighbours apart where there is room for one.
      context.fillRect(x, top, Math.max(0.75, across > 3 ? across - 0.75 : across), bar);
      if (span.key === look.chosen) frame(context, look, x, top, across, bar);
    }
  }
  context.globalAlpha = 1;
}

function drawGrid(context: CanvasRenderingContext2D, { gutter, line }: Look, width: number, height: number): void {
  context.strokeStyle = line;
  context.lineWidth = 1;
  context.beginPath();
  for (const part of [0, 0.25, 0.5, 0.75, 1]) {
    const x = Math.min(width - 0.5, Math.round(gutter + part * (width - gutter)) + 0.5);
    context.moveTo(x, 0);
    context.lineTo(x, height);
  }
  context.stroke();
}

/** Where lanes are low, not each has its name. */
function drawName(context: CanvasRenderingContext2D, look: Look, name: LaneName, index: number, lane: number): void {
  const every = Math.ceil(13 / lane);
  if (typeof name === "number" && name % every !== 0) return;
  context.globalAlpha = 1;
  context.fillStyle = look.text;
  context.font = look.font;
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillText(look.nameOf(name), look.gutter - 8, (index + 0.5) * lane, look.gutter - 8);
}

function frame(
  context: CanvasRenderingContext2D,
  { text }: Look,
  x: number,
  top: number,
  across: number,
  bar: number,
): void {
  context.globalAlpha = 1;
  context.strokeStyle = text;
  context.lineWidth = 2;
  context.strokeRect(x - 1, top - 1, Math.max(2, across) + 1.25, bar + 2);
}
