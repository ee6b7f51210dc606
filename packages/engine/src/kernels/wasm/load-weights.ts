import { describeBytes } from "../../core/describe-bytes.ts";
import { assert, QwenError } from "../../errors.ts";
import { lengthOfPieces, readPieces } from "../../files/pieced-bytes.ts";
import type { Source, SourceLocator } from "../../files/source.ts";
import { formatById } from "../../quant/index.ts";
import type { QuantFormat } from "../../quant/quant-format.ts";
import type { LoadWeightsOptions, WeightRequest } from "../backend.ts";
import { mapValues } from "../map-values.ts";
import { sizeOfShape } from "../op-shapes.ts";
import { readScales } from "../tensor-scales.ts";
import { damagedWeights, floatPlaces } from "./damaged-numbers.ts";
import type { WasmFeatures } from "./kernel.ts";
import { matrixBytes, type WeightLayout, wholeUnits } from "./linear/weight-layout.ts";
import { STAGING_HEADER_BYTES } from "./load-chunks.ts";
import type { WasmWeight } from "./recorder.ts";
import type { WasmRuntime } from "./runtime.ts";
import { alignUp } from "./shared-memory.ts";
import type { LoadPlan, MatrixPlan } from "./worker-messages.ts";

/** Bytes of a file that a thread reads at once: enough to make the call cheap, few enough to stay in its cache. */
const CHUNK_BYTES = 2 ** 19;

/** Chooses how a matrix of a format lies in a memory. */
export type ChooseLayout = (formatId: string, features: WasmFeatures, memory: number) => WeightLayout;

/**
 * Gives every weight its place, then fills the places: matrices by the threads, straight from the files and repacked
 * on the way; vectors, which are small, by the host.
 */
export async function loadWeights(
  runtime: WasmRuntime,
  layoutFor: ChooseLayout,
  requests: readonly WeightRequest[],
  options: LoadWeightsOptions,
): Promise<WasmWeight[]> {
  options.signal?.throwIfAborted();
  const scales = await Promise.all(requests.map(readScales));
  const weights = placeWeights(runtime, layoutFor, requests);
  let loadedBytes = 0;
  const onLoaded = (bytes: number) => {
    loadedBytes += bytes;
    options.onProgress?.(loadedBytes);
  };
  const stop = () => runtime.pool.stopLoading();
  options.signal?.addEventListener("abort", stop);
  try {
    const matrices = runtime.pool.load(planMatrices(runtime, requests, weights, scales), onLoaded);
    // Both may fail; the first failure is told, and the other must not go unhandled.
    await Promise.all([matrices, loadVectors(runtime, requests, weights, onLoaded)]).catch(async (error) => {
      stop();
      await Promise.allSettled([matrices]);
      throw error;
    });
  } finally {
    options.signal?.removeEventListener("abort", stop);
  }
  options.signal?.throwIfAborted();
  return weights;
}

function placeWeights(runtime: WasmRuntime, layoutFor: ChooseLayout, requests: readonly WeightRequest[]): WasmWeight[] {
  const { features, memory, weightMemories } = runtime;
  const hasOwn = weightMemories.memories.length > 0;
  const sizes = requests.map((request) => weightBytes(request, layoutFor, runtime));
  checkRoom(runtime, sizes);
  // Vectors are read by kernels that know the shared memory only.
  const isApart = requests.map(({ kind }) => hasOwn && kind !== "vector");
  const usedBefore = weightMemories.usedBytes;
  const places = weightMemories.allocate(sizes.filter((_, i) => isApart[i]));
  memory.setAside(weightMemories.usedBytes - usedBefore);
  const shared = sizes.filter((_, i) => !isApart[i]).reduce((sum, size) => sum + alignUp(size), 0);
  let end = memory.allocate(shared, "the weights");
  return requests.map(({ name, shape, format, kind }, i): WasmWeight => {
    const place = isApart[i] ? places.shift()! : { memory: 0, address: end };
    if (!isApart[i]) end += alignUp(sizes[i]);
    const layout = kind === "vector" ? kind : layoutFor(format.id, features, place.memory);
    return { name, shape, formatId: format.id, sizeBytes: sizes[i], address: place.address, layout };
  });
}

function checkRoom({ memory, weightMemories }: WasmRuntime, sizes: readonly number[]): void {
  const sizeBytes = sizes.reduce((sum, size) => sum + alignUp(size), 0);
  const availableBytes = weightMemories.memories.length > 0 ? memory.machineBytes : memory.availableBytes;
  if (sizeBytes <= availableBytes) return;
  throw new QwenError(
    "model/too-large",
    `The weights take ${describeBytes(sizeBytes)}, but this engine can have ${describeBytes(availableBytes)} here; ` +
      "take a smaller model or a quantisation with fewer bits",
    { details: { sizeBytes, availableBytes } },
  );
}

/** Bytes that a weight takes in memory. */
function weightBytes(
  { name, shape, format, kind, data }: WeightRequest,
  layoutFor: ChooseLayout,
  { features }: WasmRuntime,
): number {
  const size = sizeOfShape(shape);
  const length = lengthOfPieces(data);
  const columns = shape[shape.length - 1];
  assert(
    columns % format.blockLength === 0 && length === (size / format.blockLength) * format.blockBytes,
    `${name}: ${length} bytes of ${format.id} can not hold [${shape.join(", ")}]`,
  );
  if (kind === "vector") return 4 * size;
  const layout = layoutFor(format.id, features, 0);
  return sizeOfShape(shape.slice(0, -2)) * matrixBytes(layout, shape.at(-2)!, columns);
}

function planMatrices(
  { memory, pool, tableIndices }: WasmRuntime,
  requests: readonly WeightRequest[],
  weights: readonly WasmWeight[],
  scales: readonly (Float32Array | undefined)[],
): LoadPlan[] {
  const read = requests.filter(({ kind }) => kind !== "vector").flatMap(({ data }) => data.map(({ source }) => source));
  const sources = new Map([...new Set(read)].map((source, index) => [source, index]));
  const matrices = requests.flatMap((request, index): MatrixPlan[] => {
    const { address, layout } = weights[index];
    if (layout === "vector") return [];
    const repack = tableIndices.get(layout.repack);
    assert(repack !== undefined, `kernel ${layout.repack.name} is not part of the module`);
    const plan = planMatrix(request, sources, layout, repack, address);
    return [{ ...plan, scales: scales[index] }];
  });
  const stagingBytes = alignUp(
    Math.max(0, ...matrices.map(({ chunkRows, stagedRowBytes }) => chunkRows * stagedRowBytes)),
  );
  const threadBytes = STAGING_HEADER_BYTES + 2 * stagingBytes;
  memory.reserveForStep(pool.numThreads * threadBytes, "reading the weights");
  const locators = [...sources.keys()].map(({ locator }) => shareable(locator));
  return Array.from({ length: pool.numThreads }, (_, thread) => ({
    sources: locators,
    matrices,
    staging: memory.persistentEnd + thread * threadBytes,
    stagingBytes,
  }));
}

/** Of one matrix, or of experts' matrices, one after the other, each in a layout of its own. */
function planMatrix(
  { name, shape, data, format }: WeightRequest,
  sources: ReadonlyMap<Source, number>,
  layout: WeightLayout,
  repack: number,
  target: number,
): MatrixPlan {
  const [rows, fileColumns] = shape.slice(-2);
  const columns = wholeUnits(layout, fileColumns);
  const staged = layout.formatId === format.id ? format : requireFormat(layout.formatId);
  const rowBytes = (fileColumns / format.blockLength) * format.blockBytes;
  const stagedRowBytes = (columns / staged.blockLength) * staged.blockBytes;
  const groupsPerChunk = Math.max(1, Math.floor(CHUNK_BYTES / (layout.groupRows * stagedRowBytes)));
  const chunkRows = Math.min(rows, groupsPerChunk * layout.groupRows);
  const chunkTargetBytes = Math.ceil(chunkRows / layout.groupRows) * layout.groupBytes(columns);
  const matrixChunks = Math.ceil(rows / chunkRows);
  const numChunks = sizeOfShape(shape.slice(0, -2)) * matrixChunks;
  const pieces = data.map(({ source, offset, length }) => ({ sourceIndex: sources.get(source)!, offset, length }));
  const place = { pieces, fileColumns, rowBytes, stagedRowBytes };
  const numbers = { name, fileFormat: format.id, stagedFormat: staged.id, floats: floatPlaces(staged.id) };
  const targets = { target, matrixTargetBytes: matrixBytes(layout, rows, columns), chunkTargetBytes };
  return { ...numbers, ...place, ...targets, rows, columns, chunkRows, matrixChunks, numChunks, repack };
}

function requireFormat(id: string): QuantFormat {
  const format = formatById(id);
  assert(format, `no format ${id}`);
  return format;
}

/** Bytes that all threads can read without each getting a copy of its own. */
function shareable(locator: SourceLocator): SourceLocator {
  if (locator.kind === "transposed") return { ...locator, source: shareable(locator.source) };
  if (locator.kind !== "bytes" || locator.bytes.buffer instanceof SharedArrayBuffer) return locator;
  const bytes = new Uint8Array(new SharedArrayBuffer(locator.bytes.length));
  bytes.set(locator.bytes);
  return { ...locator, bytes };
}

async function loadVectors(
  { memory }: WasmRuntime,
  requests: readonly WeightRequest[],
  weights: readonly WasmWeight[],
  onLoaded: (bytes: number) => void,
): Promise<void> {
  for (const [index, { name, kind, shape, format, data, map }] of requests.entries()) {
    if (kind !== "vector") continue;
    const bytes = new Uint8Array(lengthOfPieces(data));
    await readPieces(data, 0, bytes);
    const vector = new Float32Array(memory.buffer, weights[index].address, sizeOfShape(shape));
    format.dequantize(bytes, vector);
    if (map) mapValues(vector, map);
    if (!vector.every(Number.isFinite)) throw damagedWeights(name);
    onLoaded(bytes.length);
  }
}
