import { sizeOfShape } from "../../op-shapes.ts";
import { prepareActivations } from "../linear/prepare-activations.ts";
import { matrixLayout } from "../linear/record-linear.ts";
import { wholeUnits } from "../linear/weight-layout.ts";
import type { Recorder, StepBuffer, WasmTensor, WasmWeight } from "../recorder.ts";
import { gatherTiles } from "./gather-tiles.ts";
import { listPairs, listSizes } from "./list-pairs.ts";
import { multiplyLists } from "./multiply-lists.ts";
import { asRows, productArguments } from "./product-arguments.ts";
import { scatterRows } from "./scatter-rows.ts";
import type { TileChoices } from "./tile-choices.ts";

/** The tokens of a routing by expert, so that a matrix is read once for all that go there; made once for all matrices. */
export class ExpertLists {
  readonly #recorder: Recorder;
  /** [T, N] */
  readonly #experts: WasmTensor;
  readonly #numLists: number;
  readonly #numRows: number;
  readonly #lists: StepBuffer;
  readonly #pairs: StepBuffer;
  /** By what they were gathered from, then by tile sizes. */
  readonly #gathered = new Map<StepBuffer, Map<string, StepBuffer>>();

  constructor(recorder: Recorder, experts: WasmTensor, numExperts: number) {
    const numPairs = sizeOfShape(experts.shape);
    const sizes = listSizes(numPairs, numExperts);
    this.#recorder = recorder;
    this.#experts = experts;
    this.#numLists = sizes.lists;
    this.#numRows = sizes.rows;
    this.#lists = recorder.buffer(sizes.listBytes);
    this.#pairs = recorder.buffer(sizes.pairBytes);
    const buffers = { lists: this.#lists, pairs: this.#pairs, cursors: recorder.buffer(sizes.cursorBytes) };
    recorder.command(listPairs, { experts: experts.buffer, numPairs, numExperts, ...buffers });
  }

  /** x [T, I] or [T, N, I] with the experts of w [E, O, I]. Returns [T, N, O]. */
  multiply(x: WasmTensor, w: WasmWeight, choices: TileChoices): WasmTensor {
    const args = productArguments(this.#recorder, w);
    const columns = wholeUnits(matrixLayout(w), w.shape[2]);
    const tiles = this.#gather(asRows(x), w, choices, args.xRowBytes);
    const y = this.#recorder.buffer(this.#numRows * args.yRowBytes);
    this.#recorder.command(
      multiplyLists,
      {
        ...args,
        ...{ x: tiles.buffer, y, lists: this.#lists, choices: choices.buffer, tiles: 0 },
        nextGroup: this.#recorder.upload(new Int32Array(this.#numLists)),
        scratch: this.#recorder.buffer(this.#recorder.numThreads * choices.scratchBytesPerColumn * columns),
      },
      // Another matrix has met the same tiles: they were there before the last barrier.
      { independent: tiles.isOld },
    );
    return this.#scatter(y, args.yRowBytes, w.shape[1]);
  }

  #gather(rows: WasmTensor, w: WasmWeight, choices: TileChoices, rowBytes: number) {
    const { buffer: x } = prepareActivations(this.#recorder, rows, matrixLayout(w), 1);
    const known = this.#gathered.get(x) ?? new Map<string, StepBuffer>();
    this.#gathered.set(x, known);
    const old = known.get(choices.sizes);
    if (old) return { buffer: old, isOld: true };
    const out = this.#recorder.buffer(this.#numRows * rowBytes);
    const pairsPerRow = sizeOfShape(this.#experts.shape) / rows.shape[0];
    const lists = { lists: this.#lists, pairs: this.#pairs, choices: choices.buffer };
    this.#recorder.command(gatherTiles, { x, out, ...lists, pairsPerRow, rowBytes });
    known.set(choices.sizes, out);
    return { buffer: out, isOld: false };
  }

  #scatter(y: StepBuffer, sourceStride: number, numOutputs: number): WasmTensor {
    const shape = [...this.#experts.shape, numOutputs];
    const out = this.#recorder.buffer(4 * sizeOfShape(shape));
    const lists = { lists: this.#lists, pairs: this.#pairs };
    this.#recorder.command(scatterRows, { source: y, out, ...lists, sourceStride, rowBytes: 4 * numOutputs });
    return { shape, buffer: out };
  }
}
