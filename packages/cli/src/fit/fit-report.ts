import { out } from "../terminal/colors.ts";
import { formatBytes, formatColumns, formatCount } from "../terminal/format.ts";
import { printable, printableLine } from "../terminal/printable.ts";
import type { Fit } from "./assess-fit.ts";
import type { RepoFit } from "./fit-repo.ts";
import { describeMachine, formatSpeed, formatVerdict } from "./fit-text.ts";
import type { Machine } from "./machine.ts";

/** The machine, the model, a table of its quantisations, and the one to take. */
export function fitReport(name: string, machine: Machine, { fits, suggestion, summary, notes }: RepoFit): string {
  const model = summary
    ? [summary.architecture, `${formatCount(summary.numParameters)} parameters`, ...contextOf(summary.needs)]
    : [];
  const rows = fits.map((fit) => rowOf(fit, machine, fits.length > 1 && suggestion?.fit.label === fit.label));
  return [
    `${out.bold(printableLine(name))}  ${printableLine(model.join(", "))}`.trimEnd(),
    describeMachine(machine),
    "",
    formatColumns([["", "size", "memory", "speed", ""], ...rows]),
    ...notes.map((note) => out.yellow(printable(note))),
    ...(suggestion && fits.length > 1 ? ["", `suggested: ${suggestion.fit.label}, ${suggestion.why}`] : []),
  ].join("\n");
}

const contextOf = (needs: { readonly maxPositionEmbeddings: number } | undefined): string[] =>
  needs ? [`context of ${needs.maxPositionEmbeddings} tokens`] : [];

function rowOf(fit: Fit, machine: Machine, isSuggested: boolean): string[] {
  const about = fit.isExact ? "" : "~";
  const verdict = formatVerdict(fit, machine);
  return [
    fit.label,
    formatBytes(fit.sizeBytes),
    `${about}${formatBytes(fit.memoryBytes)}`,
    `${about}${formatSpeed(fit.tokensPerSecond)}`,
    `${isSuggested ? "* " : ""}${verdict}${fit.missingBytes === 0 ? ", here already" : ""}`,
  ];
}
