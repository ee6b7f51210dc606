import type { SourceLocator } from "../files/source.ts";
import type { ValueMap } from "../kernels/backend.ts";
import type { GgufOrder } from "../models/define-model.ts";
import type { ThreadFailure } from "../thread-failure.ts";

/** What the host tells a thread: `start` first, once. */
export type MessageToWorker =
  | { readonly kind: "start"; readonly plan: ConvertPlan }
  | { readonly kind: "convert"; readonly id: number; readonly rows: RowRange };

/** What a thread tells the host. An error that is a bug ends the thread instead. */
export type MessageFromWorker =
  | { readonly kind: "converted"; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: "failed"; readonly id: number; readonly failure: ThreadFailure };

/** Some rows of a tensor of the plan. */
export interface RowRange {
  readonly tensor: number;
  readonly first: number;
  readonly count: number;
}

export interface ConvertPlan {
  readonly sources: readonly SourceLocator[];
  readonly tensors: readonly TensorPlan[];
}

export interface TensorPlan {
  readonly name: string;
  readonly rows: number;
  /** Weights of a row. A vector is one row, or, where it comes in another order, rows of one. */
  readonly columns: number;
  /** Ids of the format in the source, and of the one to write. */
  readonly from: string;
  readonly to: string;
  /** The rows in the sources, in order. */
  readonly pieces: readonly { readonly sourceIndex: number; readonly offset: number; readonly length: number }[];
  readonly map?: ValueMap;
  readonly order?: GgufOrder;
  /** For each matrix of `rows / scales.length` rows. */
  readonly scales?: Float32Array;
}
