/*
 * The layout that both source forms read. Weights: eight rows interleaved, in blocks of 32 columns; a block is eight
 * steps of four columns, a step two vectors whose 32-bit lanes are rows 0–3 and 4–7. Q8: bytes, weight + 64, below 128
 * so that the relaxed dot product means the same on every processor. Q4: the low four bits of a byte are steps 0–3, the
 * high ones steps 4–7, weight + 8. Behind the levels of a block stand the eight rows' scales as binary16. Activations: for each block 32 signed bytes, then a float32 scale (times 2^112,
 * which the kernels' cheap way of reading halves leaves to it), then an int32 at which the sums begin.
 */

export interface MatvecFormat {
  readonly name: "Q8" | "Q4";
  readonly bias: number;
  /** Bits that four random levels may have. */
  readonly mask: number;
  /** Bytes of the levels of a block of eight rows. */
  readonly levelBytes: number;
  readonly blockBytes: number;
}

export const formats: readonly MatvecFormat[] = [
  { name: "Q8", bias: 64, mask: 0x7f7f7f7f, levelBytes: 256, blockBytes: 272 },
  { name: "Q4", bias: 8, mask: -1, levelBytes: 128, blockBytes: 144 },
];

export const ACTIVATION_BLOCK_BYTES = 48;
const HALF_READING_SCALE = 2 ** 112;
/** 2^-8 as binary16. */
const WEIGHT_SCALE_BITS = 0x1c00;
const WEIGHT_SCALE = 2 ** -8;

/** Random levels, all scales 2^-8. */
export function fillWeights(bytes: Uint8Array, { mask, levelBytes, blockBytes }: MatvecFormat): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let state = 1;
  for (let at = 0; at + blockBytes <= bytes.length; at += blockBytes) {
    for (let i = 0; i < levelBytes; i += 4) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      view.setUint32(at + i, (state ^ (state >>> 15)) & mask, true);
    }
    for (let row = 0; row < 8; row++) view.setUint16(at + levelBytes + 2 * row, WEIGHT_SCALE_BITS, true);
  }
}

export function fillActivations(bytes: Uint8Array, { bias }: MatvecFormat): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; at += ACTIVATION_BLOCK_BYTES) {
    let sum = 0;
    for (let i = 0; i < 32; i++) {
      const level = ((at * 7 + i * 37) % 255) - 127;
      view.setInt8(at + i, level);
      sum += level;
    }
    view.setFloat32(at + 32, HALF_READING_SCALE / 127, true);
    view.setInt32(at + 36, -bias * sum, true);
  }
}

/** The product for one row, in plain arithmetic. */
export function expectedRow(
  row: number,
  blocks: number,
  weights: Uint8Array,
  activations: Uint8Array,
  format: MatvecFormat,
): number {
  let sum = 0;
  for (let block = 0; block < blocks; block++) {
    for (let column = 0; column < 32; column++) {
      const level = (activations[block * ACTIVATION_BLOCK_BYTES + column] << 24) >> 24;
      sum += level * (levelAt(row, block, column, blocks, weights, format) - format.bias);
    }
  }
  return (sum * WEIGHT_SCALE) / 127;
}

function levelAt(
  row: number,
  block: number,
  column: number,
  blocks: number,
  weights: Uint8Array,
  { name, blockBytes }: MatvecFormat,
): number {
  const start = (Math.floor(row / 8) * blocks + block) * blockBytes;
  const step = column >> 2;
  const lane = 4 * (row % 8) + (column & 3);
  if (name === "Q8") return weights[start + 32 * step + lane];
  const byte = weights[start + 32 * (step & 3) + lane];
  return step < 4 ? byte & 15 : byte >> 4;
}
