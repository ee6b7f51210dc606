import type { ModelInfo } from "@qwents/engine";
import { out } from "./colors.ts";
import { printableLine } from "./printable.ts";
import { widthOf } from "./text-width.ts";

const units = ["B", "KiB", "MiB", "GiB", "TiB"];

/** "633 MiB", "1.4 GiB" */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const value = bytes / 1024 ** power;
  return `${value.toFixed(power > 0 && value < 10 ? 1 : 0)} ${units[power]}`;
}

/** "596 M", "1.7 B": parameters, as models are named by. */
export function formatCount(count: number): string {
  if (count >= 1e9) return `${(count / 1e9).toFixed(1)} B`;
  if (count >= 1e6) return `${(count / 1e6).toFixed(0)} M`;
  return count >= 1e3 ? `${(count / 1e3).toFixed(0)} k` : String(count);
}

/** "0.8 s", "250 ms" */
export function formatDuration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** Tokens per second with one decimal; "–" where no time passed. */
export function formatRate(tokens: number, ms: number): string {
  return ms > 0 && tokens > 0 ? `${((1000 * tokens) / ms).toFixed(1)} tokens/s` : "–";
}

/** Left-aligned columns, two spaces apart, control characters made visible; the last column is not padded. */
export function formatColumns(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(printableLine));
  const widths = (cells[0] ?? []).map((_, i) => cells.reduce((widest, row) => Math.max(widest, widthOf(row[i])), 0));
  const pad = (cell: string, width: number) => cell + " ".repeat(width - widthOf(cell));
  const formatRow = (row: readonly string[]) => row.map((cell, i) => pad(cell, widths[i])).join("  ");
  return cells.map((row) => formatRow(row).trimEnd()).join("\n");
}

/** "cockpit (4 M parameters, 3.7 MiB) on wasm, 2 threads", for standard output. */
export function describeModel({ id, numParameters, sizeBytes, backend }: ModelInfo): string {
  const size = `${formatCount(numParameters)} parameters, ${formatBytes(sizeBytes)}`;
  return `${out.bold(printableLine(id))} (${size}) on ${backend}`;
}
