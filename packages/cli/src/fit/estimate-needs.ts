import { type CheckpointSummary, type ModelNeeds, weightFormats } from "@qwents/engine";

/** Another quantisation of the same model, whose header was read. */
export type Sibling = Pick<CheckpointSummary, "numParameters" | "needs">;

export interface SizedModel {
  /** `Q4_K_M`, …, as far as it is known. */
  readonly label: string;
  /** Of a model or repository, which may tell how many of its parameters work for a token: "30B-A3B". */
  readonly name: string;
  readonly sizeBytes: number;
}

/** What 4 to 9 billion parameters have, where nothing is known but a size. */
const usualCacheBytesPerToken = 128 * 1024;
const usualContext = 32_768;

/** What a model takes, as far as size and names tell, and another quantisation of it. */
export function estimateNeeds(model: SizedModel, sibling?: Sibling): ModelNeeds {
  const { label, name, sizeBytes } = model;
  const ownBits = sibling ? (8 * sizeBytes) / sibling.numParameters : nominalFormat(label)?.bitsPerWeight;
  const weightBytes = sizeBytes * growth(label, ownBits);
  if (!sibling?.needs) {
    return {
      weightBytes,
      weightBytesPerToken: weightBytes * activeShare(name),
      cacheBytesPerToken: usualCacheBytesPerToken,
      stateBytes: 0,
      maxPositionEmbeddings: usualContext,
    };
  }
  const { needs } = sibling;
  const weightBytesPerToken = weightBytes * (needs.weightBytesPerToken / needs.weightBytes);
  return { ...needs, weightBytes, weightBytesPerToken };
}

/** How much larger weights are in memory than in the file. */
function growth(label: string, ownBits: number | undefined): number {
  const format = nominalFormat(label);
  // Whatever has no kernels of its own is kept in 8 bits and a scale.
  const keptBits = format?.keptBitsPerWeight ?? 8.5;
  const isKeptAsItIs = format !== undefined && format.keptBitsPerWeight === format.bitsPerWeight;
  if (isKeptAsItIs || ownBits === undefined) return 1;
  return Math.max(1, keptBits / ownBits);
}

/** What most weights of a file with that label are of: of `UD-Q4_K_XL` Q4_K. */
export function nominalFormat(label: string) {
  const text = label.replace(/^UD-/i, "").replace(/^FP/i, "F").toUpperCase();
  const fitting = weightFormats.filter(({ id }) => text === id || text.startsWith(`${id}_`));
  return fitting.sort((a, b) => b.id.length - a.id.length).at(0);
}

/** The share of its weights that a token meets, by names such as "30B-A3B". */
function activeShare(name: string): number {
  const [, all, active] = /(\d+(?:\.\d+)?)B-A(\d+(?:\.\d+)?)B/i.exec(name) ?? [];
  return all === undefined ? 1 : Math.min(1, Number(active) / Number(all));
}
