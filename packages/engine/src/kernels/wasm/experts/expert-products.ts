import { matrixLayout } from "../linear/record-linear.ts";
import type { Recorder, StepBuffer, WasmTensor, WasmWeight } from "../recorder.ts";
import { ExpertLists } from "./expert-lists.ts";
import { gatherTiles } from "./gather-tiles.ts";
import { listPairs } from "./list-pairs.ts";
import { multiplyLists } from "./multiply-lists.ts";
import { multiplyPairs } from "./multiply-pairs.ts";
import { recordPairs } from "./record-pairs.ts";
import { scatterRows } from "./scatter-rows.ts";
import { type TileChoices, tileChoices } from "./tile-choices.ts";

/** Every kernel that `ExpertProducts` records beside those of matrices. */
export const expertKernels = [gatherTiles, listPairs, multiplyLists, multiplyPairs, scatterRows] as const;

/** The products of one step's tokens with the experts they go to: what those of a routing share is made once. */
export class ExpertProducts {
  readonly #recorder: Recorder;
  /** Numbers of experts that a product of pairs has read. */
  readonly #read = new Set<StepBuffer>();
  readonly #lists = new Map<StepBuffer, ExpertLists>();
  readonly #choices = new Map<string, TileChoices>();

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** x [T, I] or [T, N, I], w [E, O, I], experts [T, N]. Returns [T, N, O]. */
  record(x: WasmTensor, w: WasmWeight, experts: WasmTensor): WasmTensor {
    const { buffer } = experts;
    const [numTokens] = experts.shape;
    // Of one token no expert has two rows.
    if (numTokens === 1) {
      const y = recordPairs(this.#recorder, x, w, experts, this.#read.has(buffer));
      this.#read.add(buffer);
      return y;
    }
    const lists = this.#lists.get(buffer) ?? new ExpertLists(this.#recorder, experts, w.shape[0]);
    this.#lists.set(buffer, lists);
    return lists.multiply(x, w, this.#choicesFor(w, numTokens));
  }

  #choicesFor(w: WasmWeight, numTokens: number): TileChoices {
    const layout = matrixLayout(w);
    const key = `${layout.id} ${layout.memory} ${numTokens}`;
    const choices = this.#choices.get(key) ?? tileChoices(this.#recorder, layout, numTokens);
    this.#choices.set(key, choices);
    return choices;
  }
}
