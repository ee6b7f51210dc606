import { readFileSync } from "node:fs";
import { openCheckpoint } from "../../packages/engine/src/files/open-checkpoint.ts";
import type { Backend } from "../../packages/engine/src/kernels/backend.ts";
import { loadModel, planModel, rawConfigOf } from "../../packages/engine/src/models/load-model.ts";
import { argmax, Comparison } from "./compare.ts";
import type { CaseFiles } from "./find-cases.ts";
import { type GoldenTensor, readGoldenTensors } from "./golden-case.ts";
import { SequenceRunner, type TapValues } from "./sequence-runner.ts";

export interface CaseResult {
  /** Largest absolute difference of any intermediate or logit. */
  readonly largestError: number;
  /** The first intermediate outside the tolerance, in the order of computation. */
  readonly firstDivergence: string | undefined;
  readonly greedyIdsEqual: boolean;
  /** Golden tensors that nothing was compared with. */
  readonly notCompared: readonly string[];
}

/** Where a case is without a configuration, the checkpoint's own counts. */
export type RunnableCase = Pick<CaseFiles, "folder" | "caseFile"> & { readonly configFile?: string };

/**
 * Runs a case three ways: the prompt in one step, tap by tap; the prompt in uneven pieces over the cache; then greedy
 * tokens one by one.
 */
export async function runCase(files: RunnableCase, backend: Backend, tolerance: number): Promise<CaseResult> {
  const golden = readGoldenTensors(files.caseFile);
  const promptIds = integers(golden, "input.input_ids");
  const generatedIds = integers(golden, "generated_ids");
  const checkpoint = await openCheckpoint(files.folder);
  try {
    const own = rawConfigOf(checkpoint);
    const other = files.configFile && JSON.parse(readFileSync(files.configFile, "utf8"));
    const plan = planModel(checkpoint, other ? { ...other, has_own_output: own.has_own_output } : own);
    const model = await loadModel(plan, backend);
    const runner = new SequenceRunner(backend, model, promptIds.length + generatedIds.length);
    const comparison = new Comparison(tolerance);
    const compared = new Set<string>(["input.input_ids", "generated_ids"]);
    const compare = (label: string, name: string, computed: Float32Array): void => {
      const tensor = golden.get(name);
      if (!tensor) return;
      compared.add(name);
      comparison.add(label, computed, floats(tensor));
    };

    // Text has the same position in all three dimensions.
    compare(
      "position_ids",
      "position_ids",
      Float32Array.from({ length: 3 * promptIds.length }, (_, i) => i % promptIds.length),
    );
    const whole = await runner.append(promptIds, { taps: true });
    for (const tap of whole.taps) compare(tap.name, tap.name, inGoldenOrder(tap));
    compare("logits in pieces", "logits", await promptInPieces(runner, promptIds));
    const generated = await generate(runner, lastRow(whole.logits, plan.config.vocabSize), generatedIds.length);
    compare("generated_logits", "generated_logits", generated.logits);
    return {
      largestError: comparison.largestError,
      firstDivergence: comparison.firstDivergence,
      greedyIdsEqual: generated.tokenIds.join() === generatedIds.join(),
      notCompared: [...golden.keys()].filter((name) => !compared.has(name) && !isState(name)),
    };
  } finally {
    await checkpoint.close();
  }
}

/**
 * What a case gives the model besides text, or asks of it besides text; undefined for a case that is text alone.
 */
export function whatElseItNeeds(files: CaseFiles): string | undefined {
  const keys = [...readGoldenTensors(files.caseFile).keys()];
  if (keys.some((key) => key.startsWith("talker_")) || !keys.includes("generated_ids")) return "speech";
  if (keys.includes("input.input_features")) return "audio";
  return keys.some((key) => key.startsWith("input.pixel_values")) ? "images or video" : undefined;
}

/** The states of linear attention stay in the backend: what is computed from them later tells whether they are right. */
const isState = (name: string): boolean => /^cache\.\d+\.(conv|recurrent)_state$/.test(name);

/** Golden keys and values are [K, T, P], as in the official cache; ours are tapped as [T, K, P]. */
function inGoldenOrder({ name, shape, values }: TapValues): Float32Array {
  if (!/^cache\.\d+\.(keys|values)$/.test(name)) return values;
  const [T, K, P] = shape;
  return Float32Array.from(values, (_, i) => {
    const [head, token, d] = [Math.floor(i / (T * P)), Math.floor(i / P) % T, i % P];
    return values[(token * K + head) * P + d];
  });
}

/** Logits [T, V] of the prompt given as pieces of 1, 2, 3, … tokens. */
async function promptInPieces(runner: SequenceRunner, promptIds: Int32Array): Promise<Float32Array> {
  runner.reset();
  const pieces: Float32Array[] = [];
  for (let from = 0, length = 1; from < promptIds.length; from += length++) {
    pieces.push((await runner.append(promptIds.subarray(from, from + length))).logits);
  }
  return concatenate(pieces);
}

/** Continues greedily from the logits of the last prompt token. */
async function generate(
  runner: SequenceRunner,
  first: Float32Array,
  count: number,
): Promise<{ readonly tokenIds: number[]; readonly logits: Float32Array }> {
  const tokenIds: number[] = [];
  const rows: Float32Array[] = [];
  for (let row = first; tokenIds.length < count; ) {
    rows.push(row);
    tokenIds.push(argmax(row));
    if (tokenIds.length < count) row = (await runner.append(tokenIds.slice(-1))).logits;
  }
  return { tokenIds, logits: concatenate(rows) };
}

const lastRow = (logits: Float32Array, vocabSize: number): Float32Array => logits.slice(-vocabSize);

function concatenate(pieces: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function integers(golden: ReadonlyMap<string, GoldenTensor>, name: string): Int32Array {
  const tensor = golden.get(name);
  if (!(tensor?.values instanceof Int32Array)) throw new Error(`the case has no integers ${name}`);
  return tensor.values;
}

function floats({ values }: GoldenTensor): Float32Array {
  return values instanceof Float32Array ? values : Float32Array.from(values);
}
