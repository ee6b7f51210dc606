import { readFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import type { Backend } from "../../packages/engine/src/kernels/backend.ts";
import { findModel } from "../../packages/engine/src/models/index.ts";
import { parityBackends } from "./backends.ts";
import { type CaseFiles, findCases } from "./find-cases.ts";
import { formatTable } from "./format-table.ts";
import { writeHubWeights } from "./hub-weights.ts";
import { type CaseResult, runCase, whatElseItNeeds } from "./run-case.ts";

/*
 * npm run parity -- DIR [DIR …] [--tolerance 2e-4]    (2e-3 for models with Gated DeltaNet)
 * npm run parity -- DIR --gguf FILE [--tolerance 2e-4]
 *
 * Compares every intermediate, logit and greedy token of golden folders with what each backend computes.
 * With --gguf the folder's weights come from that file, written out as on the hub, which has to be exact in bfloat16.
 * Cases with images, audio or speech are skipped, and counted.
 * Exits with 1 if any case leaves the tolerance, cannot be run, or belongs to an unknown family.
 */

/** Absolute, float32 against float32: about ten times what the official code differs from itself. */
const defaultTolerance = 2e-4;
/** For Gated DeltaNet, whose gated norm magnifies small differences. */
const hybridTolerance = 2e-3;

const header = ["family", "case", "backend", "largest error", "first divergence", "greedy ids", "verdict"];

async function main(): Promise<number> {
  const options = { tolerance: { type: "string" }, gguf: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const tolerance = values.tolerance === undefined ? undefined : Number(values.tolerance);
  const isUsed = values.gguf === undefined ? positionals.length > 0 : positionals.length === 1;
  if (!isUsed || !(tolerance === undefined || tolerance > 0)) {
    console.error("usage: npm run parity -- DIR [DIR …] [--tolerance 2e-4], or DIR --gguf FILE");
    return 2;
  }
  const folders = positionals.map((folder) => folder.replace(/\/+$/, ""));
  if (values.gguf === undefined) return compareAll(folders, tolerance);
  const temporary = await mkdtemp(join(tmpdir(), "qwents-parity-"));
  try {
    const folder = join(temporary, basename(folders[0]));
    await cp(folders[0], folder, { recursive: true });
    await writeHubWeights(values.gguf, folder);
    return await compareAll([folder], tolerance);
  } finally {
    await rm(temporary, { recursive: true });
  }
}

async function compareAll(folders: readonly string[], tolerance: number | undefined): Promise<number> {
  const cases = folders.flatMap((folder) => findCases(folder));
  const rows: string[][] = [];
  const skipped: string[] = [];
  for (const files of cases) {
    const needs = whatElseItNeeds(files);
    if (needs) skipped.push(`${files.family} case ${files.name}: skipped, it needs ${needs}`);
    const allowed = tolerance ?? (isHybrid(files) ? hybridTolerance : defaultTolerance);
    for (const { label, create } of needs ? [] : parityBackends) rows.push(await row(files, label, create, allowed));
  }
  console.log([formatTable([header, ...rows]), ...skipped].join("\n"));
  const failed = rows.filter((cells) => cells.at(-1) !== "ok").length;
  const skips = skipped.length > 0 ? `, ${skipped.length} skipped` : "";
  console.log(`\n${rows.length - failed} passed, ${failed} failed${skips}`);
  return failed > 0 || rows.length === 0 ? 1 : 0;
}

function isHybrid({ configFile }: CaseFiles): boolean {
  const config = JSON.parse(readFileSync(configFile, "utf8"));
  try {
    return findModel(config).config(config).linearAttention !== undefined;
  } catch {
    // Running the case says what is wrong.
    return false;
  }
}

async function row(
  files: CaseFiles,
  label: string,
  create: () => Promise<Backend>,
  tolerance: number,
): Promise<string[]> {
  const start = [files.family, files.name, label];
  let backend: Backend | undefined;
  try {
    backend = await create();
    return [...start, ...cells(await runCase(files, backend, tolerance))];
  } catch (error) {
    return [...start, "-", "-", "-", error instanceof Error ? error.message : String(error)];
  } finally {
    await backend?.close();
  }
}

function cells({ largestError, firstDivergence, greedyIdsEqual, notCompared }: CaseResult): string[] {
  const notes = [
    ...(firstDivergence ? ["outside the tolerance"] : []),
    ...(greedyIdsEqual ? [] : ["other tokens"]),
    ...(notCompared.length > 0 ? [`not compared: ${notCompared.join(", ")}`] : []),
  ];
  const verdict = notes.length > 0 ? notes.join("; ") : "ok";
  return [largestError.toExponential(1), firstDivergence ?? "none", greedyIdsEqual ? "equal" : "differ", verdict];
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
