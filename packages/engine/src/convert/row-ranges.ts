import type { GgufLayout } from "../files/gguf-writer.ts";
import type { Source } from "../files/source.ts";
import { sizeOfShape } from "../kernels/op-shapes.ts";
import type { TensorSource } from "./plan-conversion.ts";
import type { ConvertPlan, RowRange, TensorPlan } from "./worker-messages.ts";

/** Weights that a thread converts at once: few enough to bound its memory, enough to make messages cheap. */
const WEIGHTS_AT_ONCE = 2 ** 20;

/** What threads need to know of a file to be. */
export function convertPlan({ placed }: GgufLayout<TensorSource>): ConvertPlan {
  const sources = [...new Set(placed.flatMap(({ tensor }) => tensor.data.data.map(({ source }) => source)))];
  const indices = new Map<Source, number>(sources.map((source, index) => [source, index]));
  return {
    sources: sources.map(({ locator }) => locator),
    tensors: placed.map(({ tensor: { name, shape, layout, data } }): TensorPlan => {
      const { format, map } = data;
      const pieces = data.data.map(({ source, offset, length }) => ({
        sourceIndex: indices.get(source)!,
        offset,
        length,
      }));
      const columns = shape.at(-1) ?? 1;
      return { name, columns, from: format.id, to: layout.id, pieces, ...(map && { map }) };
    }),
  };
}

/** All rows of all tensors, in portions. */
export function* rowRanges({ placed }: GgufLayout<TensorSource>): Generator<RowRange> {
  for (const [
    tensor,
    {
      tensor: { shape },
    },
  ] of placed.entries()) {
    const columns = shape.at(-1) ?? 1;
    const rows = sizeOfShape(shape) / columns;
    const atOnce = Math.max(1, Math.floor(WEIGHTS_AT_ONCE / columns));
    for (let first = 0; first < rows; first += atOnce) yield { tensor, first, count: Math.min(atOnce, rows - first) };
  }
}
