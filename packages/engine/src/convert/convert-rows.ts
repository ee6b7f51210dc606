import { assert, QwenError } from "../errors.ts";
import { type PiecedBytes, readPieces } from "../files/pieced-bytes.ts";
import { quoted } from "../files/quoted.ts";
import type { Source } from "../files/source.ts";
import { mapValues } from "../kernels/map-values.ts";
import { multiply } from "../kernels/tensor-scales.ts";
import type { GgufOrder } from "../models/define-model.ts";
import { formatById } from "../quant/index.ts";
import type { QuantFormat } from "../quant/quant-format.ts";
import { checkWeights, quantizeWeights } from "../quant/quantize-weights.ts";
import type { RowRange, TensorPlan } from "./worker-messages.ts";

/**
 * Some rows of a tensor, as the file to be has them.
 * @throws QwenError `model/bad-weights`, and what `Source.read` throws
 */
export async function convertRows(plan: TensorPlan, range: RowRange, sources: readonly Source[]): Promise<Uint8Array> {
  const { map, order, scales, columns } = plan;
  const [from, to] = [formatNamed(plan.from), formatNamed(plan.to)];
  const bytes = await readRows(plan, range, from, sources);
  const weights = new Float32Array(range.count * columns);
  from.dequantize(bytes, weights);
  if (map) mapValues(weights, map);
  if (scales) scaleRows(weights, plan, scales, range.first);
  if (order?.of === "columns") reorderColumns(weights, order);
  // What has the format already stays as it is: rounded again, it might be another.
  const isSame = from === to && !map && !scales && order?.of !== "columns";
  const target = isSame ? bytes : new Uint8Array(bytesOf(weights.length, to));
  try {
    if (isSame) checkWeights(to, weights);
    else quantizeWeights(to, weights, target);
  } catch (error) {
    throw named(error, plan.name);
  }
  return target;
}

async function readRows(
  { pieces, columns, order }: TensorPlan,
  { first, count }: RowRange,
  format: QuantFormat,
  sources: readonly Source[],
): Promise<Uint8Array> {
  const data: PiecedBytes = pieces.map(({ sourceIndex, ...range }) => ({ source: sources[sourceIndex], ...range }));
  const rowBytes = bytesOf(columns, format);
  const bytes = new Uint8Array(count * rowBytes);
  for (let done = 0; done < count; ) {
    const run = order?.of === "rows" ? runLength(order.order, first + done, first + count) : count;
    const from = order?.of === "rows" ? order.order[first + done] : first;
    await readPieces(data, from * rowBytes, bytes.subarray(done * rowBytes, (done + run) * rowBytes));
    done += run;
  }
  return bytes;
}

/** How many rows from `begin` on follow one another in the source. */
function runLength(order: readonly number[], begin: number, end: number): number {
  let length = 1;
  while (begin + length < end && order[begin + length] === order[begin] + length) length++;
  return length;
}

function scaleRows(weights: Float32Array, { rows, columns }: TensorPlan, scales: Float32Array, first: number): void {
  const rowsOfMatrix = rows / scales.length;
  for (let begin = 0, row = first; begin < weights.length; begin += columns, row++) {
    multiply(weights.subarray(begin, begin + columns), scales[Math.floor(row / rowsOfMatrix)]);
  }
}

function reorderColumns(weights: Float32Array, { order }: GgufOrder): void {
  const row = new Float32Array(order.length);
  for (let begin = 0; begin < weights.length; begin += order.length) {
    for (let i = 0; i < order.length; i++) row[i] = weights[begin + order[i]];
    weights.set(row, begin);
  }
}

export function bytesOf(numWeights: number, { blockLength, blockBytes }: QuantFormat): number {
  return (numWeights / blockLength) * blockBytes;
}

export function formatNamed(id: string): QuantFormat {
  const format = formatById(id);
  assert(format, () => `no format ${id}`);
  return format;
}

function named(error: unknown, name: string): unknown {
  if (!(error instanceof QwenError)) return error;
  const details = { ...error.details, tensor: name };
  return new QwenError(error.code, `tensor ${quoted(name)}: ${error.message}`, { details, cause: error });
}
