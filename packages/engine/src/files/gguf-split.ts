import { QwenError } from "../errors.ts";
import type { MetadataValue } from "./checkpoint.ts";

/** What a part of a split model says of itself. */
export interface SplitPart {
  /** Place among the parts, from 0. */
  readonly index: number;
  readonly count: number;
  /** Tensors of all parts together. */
  readonly numTensors: number;
}

type Metadata = ReadonlyMap<string, MetadataValue>;

/** Undefined when the file is a whole model. @throws QwenError `gguf/bad-split` */
export function splitPartOf(fileName: string, metadata: Metadata): SplitPart | undefined {
  const count = metadata.get("split.count") ?? 0;
  if (count === 0 || count === 1) return undefined;
  const index = metadata.get("split.no");
  const numTensors = metadata.get("split.tensors.count");
  if (isCount(count) && isCount(index) && isCount(numTensors) && index < count) return { index, count, numTensors };
  throw badSplit(fileName, "expected whole numbers split.no < split.count and split.tensors.count in the metadata");
}

/** File names of all parts, in order, by the name of one. @throws QwenError `gguf/bad-split` */
export function partNames(fileName: string, part: SplitPart): string[] {
  const digits = (n: number) => String(n).padStart(5, "0");
  const ending = (index: number) => `-${digits(index + 1)}-of-${digits(part.count)}.gguf`;
  if (!fileName.endsWith(ending(part.index))) {
    throw badSplit(
      fileName,
      `this is part ${part.index + 1} of ${part.count}: its name must end in ${ending(part.index)}`,
    );
  }
  const stem = fileName.slice(0, -ending(part.index).length);
  return Array.from({ length: part.count }, (_, i) => stem + ending(i));
}

/** The model's name: what the file is called without its ending and part number. */
export function modelName(fileName: string): string {
  return fileName.replace(/(-\d{5}-of-\d{5})?\.gguf$/i, "");
}

/** An error about parts that do not belong together. */
export function badSplit(fileName: string, what: string): QwenError {
  return new QwenError(
    "gguf/bad-split",
    `${fileName}: ${what}; all parts of a split model must lie side by side under their own names`,
  );
}

function isCount(value: MetadataValue | undefined): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 65_535;
}
