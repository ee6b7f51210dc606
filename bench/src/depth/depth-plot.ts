export interface DepthPoint {
  readonly depth: number;
  /** Tokens a second. */
  readonly rate: number;
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [720, 320, 48, 84, 40, 36];
const COLOURS = ["#5b4bdb", "#8a8a8a"];

/** An SVG with a line for each name, from zero up. */
export function depthPlot(title: string, lines: Readonly<Record<string, readonly DepthPoint[]>>): string {
  const points = Object.values(lines).flat();
  const deepest = Math.max(...points.map(({ depth }) => depth));
  const step = niceStep(Math.max(...points.map(({ rate }) => rate)) / 5);
  const highest = step * Math.ceil(Math.max(...points.map(({ rate }) => rate)) / step);
  const x = (depth: number) => LEFT + ((WIDTH - LEFT - RIGHT) * depth) / deepest;
  const y = (rate: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - rate / highest);
  const marks = Array.from({ length: Math.round(highest / step) + 1 }, (_, i) => i * step);
  const depths = [...new Set(points.map(({ depth }) => (depth === 1 ? 0 : depth)))];
  const parts = [
    ...marks.map((mark) => `<path d="M${LEFT} ${y(mark).toFixed(1)}H${WIDTH - RIGHT}" stroke="#ddd"/>`),
    ...marks.map((mark) => label(LEFT - 6, y(mark) + 4, "end", `${mark}`)),
    ...depths.map((depth) => label(x(depth), HEIGHT - 14, "middle", `${depth}`)),
    ...Object.entries(lines).flatMap(([name, line], i) => {
      const path = line.map(({ depth, rate }) => `${x(depth).toFixed(1)},${y(rate).toFixed(1)}`).join(" ");
      const end = line[line.length - 1];
      return [
        `<polyline points="${path}" fill="none" stroke="${COLOURS[i]}" stroke-width="2"/>`,
        ...line.map(
          ({ depth, rate }) =>
            `<circle cx="${x(depth).toFixed(1)}" cy="${y(rate).toFixed(1)}" r="3" fill="${COLOURS[i]}"/>`,
        ),
        `<text x="${x(end.depth) + 8}" y="${(y(end.rate) + 4).toFixed(1)}" fill="${COLOURS[i]}">${name}</text>`,
      ];
    }),
    label(LEFT, 20, "start", title),
  ];
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`;
  return `${[head, `<title>${title}</title>`, '<rect width="100%" height="100%" fill="#fff"/>', ...parts, "</svg>"].join("\n")}\n`;
}

const label = (x: number, y: number, anchor: string, text: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${text}</text>`;

/** 1, 2 or 5 times a power of ten, at least so much. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}
