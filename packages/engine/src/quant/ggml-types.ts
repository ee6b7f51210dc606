import { quantFormats } from "./index.ts";
import type { BlockLayout } from "./quant-format.ts";

/**
 * Types that GGUF files hold and this engine does not compute with: known by name and size, so that such a file can
 * be inspected and checked. Entries: id, type number, weights of a block, bytes of a block.
 * @see ggml.h `enum ggml_type`, ggml-common.h
 */
const otherLayouts: readonly (readonly [string, number, number, number])[] = [
  ["Q8_1", 9, 32, 36],
  ["Q8_K", 15, 256, 292],
  ["I8", 24, 1, 1],
  ["I16", 25, 1, 2],
  ["I32", 26, 1, 4],
  ["I64", 27, 1, 8],
  ["F64", 28, 1, 8],
  ["TQ1_0", 34, 256, 54],
  ["TQ2_0", 35, 256, 66],
  ["Q1_0", 41, 128, 18],
  ["Q2_0", 42, 64, 18],
];

const layouts: ReadonlyMap<number, BlockLayout> = new Map<number, BlockLayout>([
  ...quantFormats.map((format) => [format.ggmlType, format] as const),
  ...otherLayouts.map(
    ([id, ggmlType, blockLength, blockBytes]) => [ggmlType, { id, ggmlType, blockLength, blockBytes }] as const,
  ),
]);

/** How weights of a GGUF type number are laid out, whether or not this engine computes with them. */
export function layoutOfGgmlType(ggmlType: number): BlockLayout | undefined {
  return layouts.get(ggmlType);
}
