import { assert } from "../../errors.ts";
import { openSource } from "../../files/open-source.ts";
import { readPieces } from "../../files/pieced-bytes.ts";
import type { Source } from "../../files/source.ts";
import { formatById } from "../../quant/index.ts";
import { failureOf, type ThreadFailure } from "../../thread-failure.ts";
import { multiply } from "../tensor-scales.ts";
import type { KernelExports } from "./assemble-module.ts";
import { COMMAND_HEADER_WORDS } from "./command-list.ts";
import { control } from "./control-block.ts";
import { damagedWeights, holdsNonFinite } from "./damaged-numbers.ts";
import type { LoadPlan, MatrixPlan } from "./worker-messages.ts";

/** Bytes before the staging halves, for the list of the one command that repacks a chunk. */
export const STAGING_HEADER_BYTES = 64;

/** Some rows of a matrix, in the staging memory. */
interface Chunk {
  readonly matrix: MatrixPlan;
  readonly address: number;
  readonly rows: number;
  /** Where they go. */
  readonly target: number;
}

/**
 * One thread's part in loading weights: takes chunks from the common counter until there are none, reads each into its
 * staging memory and repacks it to its place. The next chunk is read while the one before is repacked.
 */
export async function loadChunks(
  plan: LoadPlan,
  memory: WebAssembly.Memory,
  run: KernelExports["run"],
  onLoaded: (bytes: number) => void,
): Promise<ThreadFailure | undefined> {
  // The host may have grown the memory: until a thread asks too, its `buffer` may have the length of before.
  memory.grow(0);
  const sources: Source[] = [];
  try {
    for (const locator of plan.sources) sources.push(await openSource(locator));
    const reader = new ChunkReader(plan, memory, sources);
    for (let chunk = await reader.next(); chunk; ) {
      const following = reader.next();
      repack(chunk, plan, memory, run);
      onLoaded(chunk.rows * chunk.matrix.rowBytes);
      chunk = await following;
    }
    return undefined;
  } catch (error) {
    return failureOf(error, "load weights");
  } finally {
    for (const source of sources) await source.close();
  }
}

class ChunkReader {
  readonly #plan: LoadPlan;
  readonly #memory: WebAssembly.Memory;
  readonly #sources: readonly Source[];
  #matrixIndex = 0;
  /** Chunks of all matrices before the current one. */
  #chunksBefore = 0;
  #half = 0;

  constructor(plan: LoadPlan, memory: WebAssembly.Memory, sources: readonly Source[]) {
    this.#plan = plan;
    this.#memory = memory;
    this.#sources = sources;
  }

  /** The next chunk that no thread has taken, read into the half that is free; undefined when all are taken. */
  async next(): Promise<Chunk | undefined> {
    const words = new Int32Array(this.#memory.buffer);
    if (Atomics.load(words, control.stopLoading / 4)) return undefined;
    const taken = Atomics.add(words, control.nextChunk / 4, 1);
    const { matrices, staging, stagingBytes } = this.#plan;
    while (this.#matrixIndex < matrices.length && taken - this.#chunksBefore >= matrices[this.#matrixIndex].numChunks) {
      this.#chunksBefore += matrices[this.#matrixIndex++].numChunks;
    }
    const matrix = matrices[this.#matrixIndex];
    if (!matrix) return undefined;
    const { index, firstRow, rows, target } = placeOfChunk(matrix, taken - this.#chunksBefore);
    const address = staging + STAGING_HEADER_BYTES + this.#half * stagingBytes;
    this.#half = 1 - this.#half;
    const bytes = new Uint8Array(this.#memory.buffer, address, rows * matrix.stagedRowBytes);
    const isAsStaged = matrix.fileFormat === matrix.stagedFormat;
    const numBytes = rows * matrix.rowBytes;
    const fileBytes = isAsStaged ? bytes.subarray(0, numBytes) : new Uint8Array(numBytes);
    const pieces = matrix.pieces.map(({ sourceIndex, ...range }) => ({ source: this.#sources[sourceIndex], ...range }));
    await readPieces(pieces, (index * matrix.rows + firstRow) * matrix.rowBytes, fileBytes);
    if (isAsStaged) padRows(bytes, rows, matrix);
    else roundAnew(fileBytes, bytes, rows, matrix, matrix.scales?.[index] ?? 1);
    if (holdsNonFinite(bytes, matrix.floats)) throw damagedWeights(matrix.name);
    return { matrix, address, rows, target };
  }
}

/** Which of the matrices, which of its rows, and where they go. */
function placeOfChunk({ chunkRows, chunkTargetBytes, ...plan }: MatrixPlan, chunk: number) {
  const index = Math.floor(chunk / plan.matrixChunks);
  const inside = chunk % plan.matrixChunks;
  const firstRow = inside * chunkRows;
  const target = plan.target + index * plan.matrixTargetBytes + inside * chunkTargetBytes;
  return { index, firstRow, rows: Math.min(chunkRows, plan.rows - firstRow), target };
}

/** Moves rows that touch to their places, the last one first, and puts zeros behind each. */
function padRows(bytes: Uint8Array, rows: number, { rowBytes, stagedRowBytes }: MatrixPlan): void {
  if (rowBytes === stagedRowBytes) return;
  for (let row = rows - 1; row >= 0; row--) {
    const start = row * stagedRowBytes;
    bytes.copyWithin(start, row * rowBytes, (row + 1) * rowBytes);
    bytes.fill(0, start + rowBytes, start + stagedRowBytes);
  }
}

/** `scale` times rows of one format in another one's, with zeros behind each. */
function roundAnew(fileBytes: Uint8Array, staged: Uint8Array, rows: number, matrix: MatrixPlan, scale: number): void {
  const { fileColumns, columns, rowBytes, stagedRowBytes } = matrix;
  const [from, to] = [formatById(matrix.fileFormat), formatById(matrix.stagedFormat)];
  assert(from && to?.quantize, `no way from ${matrix.fileFormat} to ${matrix.stagedFormat}`);
  const row = new Float32Array(columns);
  for (let i = 0; i < rows; i++) {
    from.dequantize(fileBytes.subarray(i * rowBytes, (i + 1) * rowBytes), row.subarray(0, fileColumns));
    if (scale !== 1) multiply(row, scale);
    to.quantize(row, staged.subarray(i * stagedRowBytes, (i + 1) * stagedRowBytes));
  }
}

/** Runs the repack kernel on the chunk, by a list of one command for one thread. */
function repack(
  { matrix, address, rows, target }: Chunk,
  { staging }: LoadPlan,
  memory: WebAssembly.Memory,
  run: KernelExports["run"],
): void {
  const args = [address, target, rows, matrix.columns];
  const listBytes = 4 * (COMMAND_HEADER_WORDS + args.length);
  new Int32Array(memory.buffer, staging).set([matrix.repack, listBytes, 0, ...args]);
  run(staging, staging + listBytes, 0, 1, 1);
}
