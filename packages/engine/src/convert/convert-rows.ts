import { assert, QwenError } from "../errors.ts";
import { type PiecedBytes, readPieces } from "../files/pieced-bytes.ts";
import { quoted } from "../files/quoted.ts";
import type { Source } from "../files/source.ts";
import { mapValues } from "../kernels/map-values.ts";
import { formatById } from "../quant/index.ts";
import type { QuantFormat } from "../quant/quant-format.ts";
import { checkWeights, quantizeWeights } from "../quant/quantize-weights.ts";
import type { RowRange, TensorPlan } from "./worker-messages.ts";

/**
 * Some rows of a tensor, as the file to be has them.
 * @throws QwenError `model/bad-weights`, and what `Source.read` throws
 */
export async function convertRows(
  plan: TensorPlan,
  { first, count }: RowRange,
  sources: readonly Source[],
): Promise<Uint8Array> {
  const [from, to] = [formatNamed(plan.from), formatNamed(plan.to)];
  const data: PiecedBytes = plan.pieces.map(({ sourceIndex, ...range }) => ({
    source: sources[sourceIndex],
    ...range,
  }));
  const source = new Uint8Array(bytesOf(count * plan.columns, from));
  await readPieces(data, bytesOf(first * plan.columns, from), source);
  const weights = new Float32Array(count * plan.columns);
  from.dequantize(source, weights);
  if (plan.map) mapValues(weights, plan.map);
  try {
    // What has the format already stays as it is: rounded again, it might be another.
    if (from === to && !plan.map) return checked(from, weights, source);
    const target = new Uint8Array(bytesOf(weights.length, to));
    quantizeWeights(to, weights, target);
    return target;
  } catch (error) {
    throw named(error, plan.name);
  }
}

function checked(format: QuantFormat, weights: Float32Array, bytes: Uint8Array): Uint8Array {
  checkWeights(format, weights);
  return bytes;
}

function bytesOf(numWeights: number, { blockLength, blockBytes }: QuantFormat): number {
  return (numWeights / blockLength) * blockBytes;
}

function formatNamed(id: string): QuantFormat {
  const format = formatById(id);
  assert(format, `no format ${id}`);
  return format;
}

function named(error: unknown, name: string): unknown {
  if (!(error instanceof QwenError)) return error;
  const details = { ...error.details, tensor: name };
  return new QwenError(error.code, `tensor ${quoted(name)}: ${error.message}`, { details, cause: error });
}
