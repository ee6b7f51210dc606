import { caseSets } from "./cases.ts";
import type { Verdict } from "./judge.ts";
import type { Outcome } from "./run.ts";

/** The share of outcomes for which something holds, in percent with one decimal. */
function share(outcomes: readonly Outcome[], holds: (verdict: Verdict) => boolean): string {
  if (outcomes.length === 0) return "–";
  return ((100 * outcomes.filter(({ verdict }) => holds(verdict)).length) / outcomes.length).toFixed(1);
}

/** A Markdown table: what is measured, in English, German and together. */
export function table(outcomes: readonly Outcome[]): string {
  const rows = Object.entries(caseSets).flatMap(([set, title]) => {
    const ofSet = outcomes.filter(({ asked }) => asked.set === set);
    return ofSet.length === 0 ? [] : rowsOf(title, ofSet);
  });
  const withCalls = outcomes.filter(({ verdict, asked }) => verdict.hasCall || asked.expected.kind === "calls");
  const all = row("calls that are valid JSON, all sets", withCalls, ({ validCalls }) => validCalls);
  return ["| what | cases | English | German | all |", "|---|---|---|---|---|", ...rows, all].join("\n");
}

function rowsOf(title: string, outcomes: readonly Outcome[]): string[] {
  const { set, expected } = outcomes[0]!.asked;
  const rows = [
    row(`${title}: ${expected.kind === "calls" ? "same calls" : "same text"}`, outcomes, ({ exact }) => exact),
  ];
  if (set === "results") rows.push(row(`${title}: holds the values`, outcomes, ({ holdsValues }) => holdsValues));
  else if (set === "known") rows.push(...rowsByTools(title, outcomes));
  else if (expected.kind === "answer") rows.push(row(`${title}: no call`, outcomes, ({ hasCall }) => !hasCall));
  return rows;
}

/** Choosing is harder among many. */
function rowsByTools(title: string, outcomes: readonly Outcome[]): string[] {
  const ranges = [
    [2, 4],
    [5, 8],
    [9, 12],
  ] as const;
  return ranges.map(([first, last]) => {
    const offered = outcomes.filter(({ asked }) => asked.tools.length >= first && asked.tools.length <= last);
    return row(`${title}: same calls, ${first} to ${last} tools offered`, offered, ({ exact }) => exact);
  });
}

function row(title: string, outcomes: readonly Outcome[], holds: (verdict: Verdict) => boolean): string {
  const [en, de] = (["en", "de"] as const).map((language) =>
    outcomes.filter(({ asked }) => asked.language === language),
  );
  return `| ${title} | ${outcomes.length} | ${share(en!, holds)} | ${share(de!, holds)} | ${share(outcomes, holds)} |`;
}
