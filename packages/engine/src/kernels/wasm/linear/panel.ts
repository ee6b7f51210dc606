import type { Expression } from "../emitter/expression.ts";
import type { FunctionBuilder } from "../emitter/function-builder.ts";
import { v128 } from "../emitter/simd.ts";
import { type BlockFormat, type Half, type Part, type PieceReader, stepsOf } from "./block-format.ts";
import { storeHalves } from "./store-halves.ts";

/**
 * Eight rows unpacked, for many tiles to read: for each block 32 bytes for each piece of the activations, in just the
 * form in which they are multiplied; then the scales of each part; then the minima, if there are any, as float32.
 */
export interface PanelLayout {
  readonly blockBytes: number;
  readonly reader: PieceReader;
  /** Unpacks a block. */
  write(f: FunctionBuilder, from: PieceReader, block: Expression<"i32">, target: Expression<"i32">): void;
}

export function panelLayout(format: BlockFormat): PanelLayout {
  const words = format.arithmetic === "words";
  const scalesAt = words ? 512 : 256;
  const scaleAt = (part: Part, half: Half) => scalesAt + 32 * Math.max(0, format.parts.indexOf(part)) + 16 * half;
  const minimaAt = scalesAt + 32 * format.parts.length;
  const minima: PieceReader["minima"] = (block) => (half) => v128.load(block, minimaAt + 16 * half);
  return {
    blockBytes: minimaAt + (format.hasMinima ? 32 : 0),
    reader: {
      scales: (block, part) => (half) => v128.load(block, scaleAt(part, half)),
      ...(format.hasMinima && { minima }),
      eachPiece(block, part, visit) {
        const pieces = words ? stepsOf(part).flatMap((step) => [2 * step, 2 * step + 1]) : stepsOf(part);
        for (const piece of pieces) visit(piece, (half) => v128.load(block, 32 * piece + 16 * half));
      },
    },
    write(f, from, block, target) {
      for (const part of format.parts) {
        from.eachPiece(block, part, (piece, weights) => {
          storeHalves(f, target, 32 * piece, weights);
        });
        storeHalves(f, target, scaleAt(part, 0), from.scales(block, part));
      }
      if (format.hasMinima) storeHalves(f, target, minimaAt, from.minima!(block));
    },
  };
}
