import type { GgufLayout, PlacedTensor } from "../files/gguf-writer.ts";
import type { Source } from "../files/source.ts";
import { sizeOfShape } from "../kernels/op-shapes.ts";
import type { TensorSource } from "./plan-conversion.ts";
import type { ConvertPlan, RowRange, TensorPlan } from "./worker-messages.ts";

/** Weights that a thread converts at once: few enough to bound its memory, enough to make messages cheap. */
const WEIGHTS_AT_ONCE = 2 ** 20;

/** What threads need to know of a file to be; tensors in its order. */
export function convertPlan({ placed }: GgufLayout<TensorSource>): ConvertPlan {
  const sources = [...new Set(placed.flatMap(({ tensor }) => tensor.data.data.map(({ source }) => source)))];
  const indices = new Map<Source, number>(sources.map((source, index) => [source, index]));
  return {
    sources: sources.map(({ locator }) => locator),
    tensors: placed.map((tensor) => tensorPlan(tensor, indices)),
  };
}

function tensorPlan({ tensor }: PlacedTensor<TensorSource>, indices: ReadonlyMap<Source, number>): TensorPlan {
  const { name, shape, layout } = tensor;
  const { format, data, map, order, scales } = tensor.data;
  const isVector = shape.length === 1;
  const columns = isVector && order ? 1 : (shape.at(-1) ?? 1);
  return {
    name,
    rows: sizeOfShape(shape) / columns,
    columns,
    from: format.id,
    to: layout.id,
    pieces: data.map(({ source, offset, length }) => ({ sourceIndex: indices.get(source)!, offset, length })),
    ...(map && { map }),
    ...(order && { order }),
    ...(scales && { scales }),
  };
}

/** All rows of all tensors, in portions. */
export function* rowRanges({ tensors }: ConvertPlan): Generator<RowRange> {
  for (const [tensor, { rows, columns }] of tensors.entries()) {
    const atOnce = Math.max(1, Math.floor(WEIGHTS_AT_ONCE / columns));
    for (let first = 0; first < rows; first += atOnce) yield { tensor, first, count: Math.min(atOnce, rows - first) };
  }
}
