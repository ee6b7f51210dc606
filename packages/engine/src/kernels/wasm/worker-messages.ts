import type { SourceLocator } from "../../files/source.ts";
import type { ThreadFailure } from "../../thread-failure.ts";
import type { FloatPlaces } from "./damaged-numbers.ts";

/** What the host tells a thread. `start` comes first; a thread in the compute loop hears no message until it leaves it. */
export type MessageToWorker =
  | {
      readonly kind: "start";
      readonly module: WebAssembly.Module;
      /** The shared one, then those of weights. */
      readonly memories: readonly WebAssembly.Memory[];
      readonly thread: number;
      readonly numThreads: number;
    }
  /** Enter the compute loop; `job` is the last job that is over. */
  | { readonly kind: "compute"; readonly job: number }
  | { readonly kind: "load"; readonly plan: LoadPlan };

/** What a thread tells the host. An error that is a bug or a trap ends the thread instead. */
export type MessageFromWorker =
  /** Said by the thread that finished the job last. */
  | { readonly kind: "computed" }
  | { readonly kind: "progress"; readonly loadedBytes: number }
  | { readonly kind: "loaded"; readonly failure?: ThreadFailure };

/** Matrices to be read from files and repacked. All threads get the same plan and take chunk after chunk from it. */
export interface LoadPlan {
  readonly sources: readonly SourceLocator[];
  readonly matrices: readonly MatrixPlan[];
  /** This thread's memory for the file's bytes before they are repacked: two halves of `stagingBytes`. */
  readonly staging: number;
  readonly stagingBytes: number;
}

export interface PieceOfSource {
  readonly sourceIndex: number;
  readonly offset: number;
  readonly length: number;
}

/** A matrix in a file, or several of equal shape one after the other, each cut into chunks of whole groups of rows that fit the staging memory. */
export interface MatrixPlan {
  readonly name: string;
  /** Ids of the file's format, and of the one that the repack kernel wants; where they differ, rows are rounded anew. */
  readonly fileFormat: string;
  readonly stagedFormat: string;
  readonly floats: FloatPlaces;
  /** Where rows are rounded anew: what multiplies them before, a number for each matrix. */
  readonly scales?: Float32Array | undefined;
  /** The rows in the sources, in order. */
  readonly pieces: readonly PieceOfSource[];
  /** Of one matrix. */
  readonly rows: number;
  /** Columns of a row in the file. */
  readonly fileColumns: number;
  /** Bytes of a row in the file. */
  readonly rowBytes: number;
  /** Columns, and bytes of a row in the staging memory, as the repack kernel wants them: zeros behind those of the file. */
  readonly columns: number;
  readonly stagedRowBytes: number;
  readonly chunkRows: number;
  /** Chunks of one matrix, and of all. */
  readonly matrixChunks: number;
  readonly numChunks: number;
  /** Place of the repack kernel in the module's table. */
  readonly repack: number;
  /** Address of the first repacked matrix, and bytes that a matrix and a chunk become. */
  readonly target: number;
  readonly matrixTargetBytes: number;
  readonly chunkTargetBytes: number;
}
