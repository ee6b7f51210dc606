export interface PlotPoint {
  readonly time: number;
  readonly value: number | undefined;
}

interface PlotFrame {
  /** Of the right edge. */
  readonly now: number;
  readonly spanMs: number;
  readonly ceiling: number;
}

/** A plot's own units, stretched to the place it has. */
export const plotWidth = 1000;
export const plotHeight = 100;

/** What is farther apart was not watched in between. */
const longestGapMs = 2500;

/** The line, and the area beneath it, as paths of SVG; they break off where there is no value, or nobody watched. */
export function plotPaths(
  points: readonly PlotPoint[],
  frame: PlotFrame,
): { readonly line: string; readonly area: string } {
  const pieces = piecesOf(points).map((piece) => piece.map((point) => placeOf(point, frame)));
  return { line: pieces.map(lineOf).join(""), area: pieces.map(areaOf).join("") };
}

type Place = readonly [x: number, y: number];
type Known = PlotPoint & { readonly value: number };

function piecesOf(points: readonly PlotPoint[]): readonly (readonly Known[])[] {
  const pieces: Known[][] = [];
  let last: PlotPoint | undefined;
  for (const point of points) {
    const continues = last?.value !== undefined && point.time - last.time <= longestGapMs;
    if (isKnown(point)) {
      if (continues) pieces.at(-1)!.push(point);
      else pieces.push([point]);
    }
    last = point;
  }
  return pieces;
}

const isKnown = (point: PlotPoint): point is Known => point.value !== undefined;

function placeOf({ time, value }: Known, { now, spanMs, ceiling }: PlotFrame): Place {
  const x = plotWidth * (1 - (now - time) / spanMs);
  const y = plotHeight * (1 - Math.min(1, value / ceiling));
  return [round(x), round(y)];
}

const lineOf = (places: readonly Place[]): string =>
  // One point alone is a dot: a line of no length with round ends.
  `M${(places.length > 1 ? places : [...places, ...places]).map((place) => place.join(" ")).join("L")}`;

function areaOf(places: readonly Place[]): string {
  const [first, last] = [places[0], places[places.length - 1]];
  return `M${first[0]} ${plotHeight}L${places.map((place) => place.join(" ")).join("L")}L${last[0]} ${plotHeight}Z`;
}

const round = (value: number): number => Math.round(10 * value) / 10;
