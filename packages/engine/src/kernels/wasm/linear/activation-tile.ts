import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder, Local } from "../emitter/function-builder.ts";
import { i32 } from "../emitter/scalar.ts";
import { v128 } from "../emitter/simd.ts";

/*
 * Quantised activations: 8-bit numbers in blocks of 32 columns with a float scale each, x = scale × q. The tokens of a
 * tile are interleaved, so that a kernel walks one pointer. A block of a tile of S tokens holds
 *
 *   S words for each piece of the columns: 8 pieces of 4 signed bytes ("bytes"), or 16 of 2 signed 16-bit numbers ("words")
 *   S float32   scale
 *   S float32   −scale × sum of q
 *   S words     minus the sum of q, as two 16-bit parts: columns 0 and 1 of every 4, columns 2 and 3 of every 4
 *   S words     the same, of the first 16 columns
 */

/** Columns that share a scale. */
export const BLOCK_COLUMNS = 32;

export type QuantisedForm = "bytes" | "words";

/** Pieces of the columns of a block. */
const piecesOf = (form: QuantisedForm): number => (form === "bytes" ? 8 : 16);

/** Bytes of a block of one token. */
export const tokenBlockBytes = (form: QuantisedForm): number => 4 * (piecesOf(form) + fields.length);

/** What stands behind the pieces, in this order. */
const fields = ["scale", "negativeSum", "negativeParts", "firstParts"] as const;

/** A block of a tile in memory, as the linear kernels read it: every value in all four lanes. */
export class ActivationTile {
  readonly form: QuantisedForm;
  readonly size: number;
  /** Address of the block. */
  readonly at: Local<"i32">;

  constructor(form: QuantisedForm, size: number, at: Local<"i32">) {
    this.form = form;
    this.size = size;
    this.at = at;
  }

  get blockBytes(): number {
    return this.size * tokenBlockBytes(this.form);
  }

  /**
   * A piece of every token. Its address is computed once, so that all pieces have the same few offsets: V8 takes an
   * instruction for each other offset of a load that puts a word in all lanes.
   */
  piece(f: FunctionBuilder, index: number): (token: number) => Expression<"v128"> {
    const at = index === 0 ? this.at : f.let("i32", i32.add(this.at, 4 * index * this.size));
    return (token) => v128.load32Splat(at, 4 * token);
  }

  field(f: FunctionBuilder, field: (typeof fields)[number]): (token: number) => Expression<"v128"> {
    return this.piece(f, piecesOf(this.form) + fields.indexOf(field));
  }
}
