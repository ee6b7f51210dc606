import { out } from "../terminal/colors.ts";
import { formatColumns } from "../terminal/format.ts";
import type { OpSummary, StepSummary } from "./trace-summary.ts";

const barLength = 24;
const sparks = "▁▂▃▄▅▆▇█";

/** A table of ops, the longest first, and a line of layers. */
export function formatSummary(
  { kind, steps, tokens, durationUs, ops, layersUs }: StepSummary,
  numRows: number,
): string {
  const what = kind === "prompt" ? "reads a prompt" : "continues answers";
  const size = `${tokens.toFixed(tokens % 1 === 0 ? 0 : 1)} ${tokens === 1 ? "token" : "tokens"}`;
  const title = `A step that ${what}: ${size}, ${formatTime(durationUs)} on average of ${steps}`;
  const others = ops.slice(numRows);
  const rest = others.reduce((sum, op) => sum + op.durationUs, 0);
  const rows = [
    ["", "", "time", "share", "", "reads", "computes"],
    ...ops.slice(0, numRows).map((op) => rowOf(op, durationUs)),
    ...(others.length > 0 ? [["others", "", formatTime(rest), formatShare(rest / durationUs), "", "", ""]] : []),
  ];
  return [out.bold(title), formatColumns(rows), ...(layersUs.length > 0 ? [formatLayers(layersUs)] : [])].join("\n");
}

function rowOf({ op, name, count, durationUs, bytes, flops }: OpSummary, stepUs: number): string[] {
  const share = durationUs / stepUs;
  const times = count > 1 ? ` ×${Math.round(count)}` : "";
  return [
    `${op}${times}`,
    name ?? "",
    formatTime(durationUs),
    formatShare(share),
    "█".repeat(Math.round(barLength * share)) || "▏",
    // Of one microsecond and less nothing can be said.
    bytes === undefined || durationUs < 1 ? "" : `${(bytes / durationUs / 1000).toFixed(1)} GB/s`,
    flops === undefined || durationUs < 1 ? "" : `${(flops / durationUs / 1000).toFixed(1)} GFLOP/s`,
  ];
}

function formatLayers(layersUs: readonly number[]): string {
  const longest = Math.max(...layersUs);
  const spark = (us: number) => sparks[Math.min(sparks.length - 1, Math.floor((us / longest) * sparks.length))];
  const [least, most] = [Math.min(...layersUs), longest].map(formatTime);
  return `layers 0 to ${layersUs.length - 1}  ${layersUs.map(spark).join("")}  ${least} to ${most}`;
}

function formatTime(us: number): string {
  if (us >= 1e6) return `${(us / 1e6).toFixed(2)} s`;
  return us >= 1000 ? `${(us / 1000).toFixed(us >= 10_000 ? 1 : 2)} ms` : `${us.toFixed(us >= 10 ? 0 : 1)} µs`;
}

const formatShare = (share: number): string => `${(100 * share).toFixed(1)} %`;
