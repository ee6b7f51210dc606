import { quantFormats } from "./quant/index.ts";
import type { BlockLayout } from "./quant/quant-format.ts";

/** A type of weights that runs here. */
export interface WeightFormat {
  /** "Q4_K", … */
  readonly id: string;
  readonly bitsPerWeight: number;
  /** In memory: more where it is kept as another one. */
  readonly keptBitsPerWeight: number;
}

/** All types of weights that run here. */
export const weightFormats: readonly WeightFormat[] = quantFormats.map((format) => {
  const kept = quantFormats.find(({ id }) => id === format.keptAs) ?? format;
  return { id: format.id, bitsPerWeight: bitsOf(format), keptBitsPerWeight: bitsOf(kept) };
});

function bitsOf({ blockBytes, blockLength }: BlockLayout): number {
  return (8 * blockBytes) / blockLength;
}
