/** How weights of one type lie in a file: rows are cut into blocks of `blockLength` weights, `blockBytes` bytes each. */
export interface BlockLayout {
  /** The name in GGUF's own spelling, as shown to users: "F32", "BF16", "Q8_0", "Q4_K", … */
  readonly id: string;
  /** Type number in a GGUF tensor record. @see ggml.h `enum ggml_type` */
  readonly ggmlType: number;
  readonly blockLength: number;
  readonly blockBytes: number;
}

/** A type of weights that this engine can compute with. */
export interface QuantFormat extends BlockLayout {
  /** Where backends have no kernels for it: the format they keep such weights in, rounded anew while they are loaded. */
  readonly keptAs?: "Q8_0";
  /**
   * Writes `out.length` weights, a multiple of `blockLength`, from the blocks that begin at `bytes[0]`.
   * The definition of the format: every kernel is checked against it.
   */
  dequantize(bytes: Uint8Array, out: Float32Array): void;
  /**
   * The inverse, where files are written in this format: near the least squared error that it allows. Weights must be
   * finite and at most 65,504, the largest half; `quantizeWeights` makes sure.
   */
  quantize?(weights: Float32Array, out: Uint8Array): void;
}
