import { assert } from "../../../errors.ts";
import { formatById } from "../../../quant/index.ts";
import type { Kernel, WasmFeatures } from "../kernel.ts";
import { copyRows, padRows } from "../kernels/copy-rows.ts";
import { BLOCK_COLUMNS } from "./activation-tile.ts";
import { q4_kFormat, q5_kFormat } from "./affine-k-format.ts";
import { type BlockFormat, layoutId, superblockBytes } from "./block-format.ts";
import { blockLinear } from "./block-linear.ts";
import { blockEmbedding, floatEmbedding } from "./embedding-rows.ts";
import { FLOAT_UNIT_COLUMNS, type FloatFormat, floatFormats } from "./float-format.ts";
import { floatLinear } from "./float-linear.ts";
import { interleaveActivations } from "./interleave-activations.ts";
import { iq4_nlFormat, iq4_xsFormat } from "./iq4-format.ts";
import { panelLayout } from "./panel.ts";
import { q4_0Format } from "./q4_0-format.ts";
import { q6_kFormat } from "./q6_k-format.ts";
import { q8_0Format } from "./q8_0-format.ts";
import { quantizeKernels } from "./quantize-activations.ts";
import { GROUP_ROWS, type TileKernel, type WeightLayout } from "./weight-layout.ts";

/** The layout in which the linear kernels want a matrix of that format, or of the one it is kept as, in that memory. */
export function layoutFor(formatId: string, features: WasmFeatures, memory = 0): WeightLayout {
  const layout = layoutsFor(features, memory).get(formatById(formatId)?.keptAs ?? formatId);
  assert(layout, `no wasm layout for weights of type ${formatId}`);
  return layout;
}

/**
 * All kernels that loading, multiplying and looking up matrices in these memories takes, of those formats: a format has some
 * dozen, unrolled, and to emit and compile those of all takes a fifth of a second.
 */
export function linearKernels(
  features: WasmFeatures,
  memories: readonly number[] = [0],
  formatIds: readonly string[] = [...layoutsFor(features, 0).keys()],
): readonly Kernel[] {
  const layouts = memories.flatMap((memory) => [
    ...new Set(formatIds.map((formatId) => layoutFor(formatId, features, memory))),
  ]);
  return [
    ...layouts.flatMap((layout): Kernel[] => [
      layout.repack,
      layout.embedding,
      ...layout.tileKernels.map(({ kernel }) => kernel),
    ]),
    ...Object.values(quantizeKernels),
    interleaveActivations,
    copyRows,
    padRows,
  ];
}

/**
 * By the exactness of the runtime's dot product: in one instruction for bytes of either kind; else in 16 bits, which
 * levels of up to six bits fit and those of eight do not; else, without relaxed SIMD, in 16-bit products throughout.
 * Where the instruction is inexact it is also slow: measured with 120 tokens and Q4_0, 37 GMAC/s a thread against 60.
 */
function layoutsFor({ relaxedSimd, dotSecondOperand }: WasmFeatures, memory: number): LayoutTable {
  const way = relaxedSimd ? dotSecondOperand : "plain";
  const key = `${way} ${memory}`;
  const table = tables.get(key) ?? layoutTable(way, memory);
  tables.set(key, table);
  return table;
}

type LayoutTable = ReadonlyMap<string, WeightLayout>;

const tables = new Map<string, LayoutTable>();

function layoutTable(way: WasmFeatures["dotSecondOperand"] | "plain", memory: number): LayoutTable {
  const ofBytes = { unsigned: "dot", signed: "dot", inexact: "words", plain: "words" } as const;
  const ofFewerBits = { ...ofBytes, inexact: "pairs" } as const;
  const formats = [
    ...[q8_0Format, iq4_nlFormat, iq4_xsFormat].map((format) =>
      format(ofBytes[way], way === "unsigned" ? 128 : 0, memory),
    ),
    ...[q4_0Format, q4_kFormat, q5_kFormat, q6_kFormat].map((format) => format(ofFewerBits[way], memory)),
  ];
  const layouts = [...floatFormats(memory).map(floatLayout), ...formats.map(blockLayout)];
  return new Map(layouts.map((layout) => [layout.formatId, layout]));
}

function blockLayout(format: BlockFormat): WeightLayout {
  const unitColumns = BLOCK_COLUMNS * format.blocksPerSuperblock;
  const panel = panelLayout(format);
  // As many sums as vector registers hold beside the weights: "dot" needs none for products.
  const panelTiles = format.arithmetic === "dot" ? [4, 6] : [4, 5];
  return {
    formatId: format.formatId,
    id: layoutId(format),
    memory: format.memory,
    groupRows: GROUP_ROWS,
    groupBytes: (columns) => (columns / unitColumns) * superblockBytes(format),
    repack: format.repack,
    unitColumns,
    activationForm: format.arithmetic === "words" ? "words" : "bytes",
    tileKernels: [
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((size) => packedTiles(size, blockLinear(format, size))),
      ...panelTiles.map((size) =>
        panelledTiles(size, blockLinear(format, size, panel), panel.blockBytes / BLOCK_COLUMNS),
      ),
    ],
    embedding: blockEmbedding(format),
  };
}

function floatLayout(format: FloatFormat): WeightLayout {
  const isWide = format.bytes === 4;
  return {
    formatId: format.id.toUpperCase(),
    id: format.id,
    memory: format.memory,
    groupRows: GROUP_ROWS,
    groupBytes: (columns) => GROUP_ROWS * columns * format.bytes,
    repack: format.repack,
    unitColumns: FLOAT_UNIT_COLUMNS,
    activationForm: "floats",
    tileKernels: [
      ...[1, 2, 4].map((size) => packedTiles(size, floatLinear(format, size))),
      ...(isWide ? [] : [panelledTiles(6, floatLinear(format, 6, true), 4 * GROUP_ROWS)]),
    ],
    embedding: floatEmbedding(format),
  };
}

/** Measured: to unpack the weights on the way costs a tile as much as two thirds of a token. */
function packedTiles(tileSize: number, kernel: TileKernel["kernel"]): TileKernel {
  return { tileSize, kernel, scratchBytesPerColumn: 0, cost: (tiles) => tiles * (tileSize + 0.7) };
}

/** Measured: to fill the panel costs as much as four tokens, and a token that reads it a quarter less. */
function panelledTiles(tileSize: number, kernel: TileKernel["kernel"], scratchBytesPerColumn: number): TileKernel {
  return { tileSize, kernel, scratchBytesPerColumn, cost: (tiles) => 4 + tiles * 0.77 * (tileSize + 0.85) };
}
