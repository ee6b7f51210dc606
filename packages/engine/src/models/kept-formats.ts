import { describeBytes } from "../core/describe-bytes.ts";
import { lengthOfPieces } from "../files/pieced-bytes.ts";
import type { WeightRequest } from "../kernels/backend.ts";
import { sizeOfShape } from "../kernels/op-shapes.ts";
import { formatById } from "../quant/index.ts";

/** About the bytes that a weight takes in the memory of a backend that keeps some formats as others. */
export function keptBytesOf({ format, shape, data }: WeightRequest): number {
  const kept = format.keptAs && formatById(format.keptAs);
  return kept ? (sizeOfShape(shape) / kept.blockLength) * kept.blockBytes : lengthOfPieces(data);
}

/** What a user should know of formats that are kept as others: which, of how many tensors, and what that takes. */
export function notesOnKeptFormats(requests: readonly WeightRequest[]): string[] {
  const byTarget = Map.groupBy(
    requests.filter(({ format }) => format.keptAs),
    ({ format }) => format.keptAs,
  );
  return [...byTarget].map(([target, kept]) => {
    const formats = [...Map.groupBy(kept, ({ format }) => format.id)].map(
      ([id, { length }]) => `${id} (${length} ${length === 1 ? "tensor" : "tensors"})`,
    );
    const fileBytes = kept.reduce((sum, { data }) => sum + lengthOfPieces(data), 0);
    const bytes = kept.reduce((sum, request) => sum + keptBytesOf(request), 0);
    return (
      `kept as ${target} in memory, since they have no kernels yet: ${formats.join(", ")}; ` +
      `${describeBytes(bytes)}, ${describeBytes(fileBytes)} in the file`
    );
  });
}
