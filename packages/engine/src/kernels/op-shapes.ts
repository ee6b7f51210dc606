import type { Batch } from "../core/batch.ts";
import { assert } from "../errors.ts";
import type { KvCache, KvCacheSpec, RopeParameters, Routing, RoutingOptions, Tensor, Weight } from "./ops.ts";

/*
 * What every backend checks before it records an op: that the operands fit together. Each function asserts that and
 * returns the result's shape.
 */

/** Number of elements of a shape. */
export function sizeOfShape(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

export function embeddingShape(tokenIds: Int32Array, table: Weight): number[] {
  assert(table.shape.length === 2, () => `embedding: table ${describe(table.shape)} is not a matrix`);
  const [vocabSize, hiddenSize] = table.shape;
  for (const id of tokenIds) assert(id >= 0 && id < vocabSize, () => `embedding: token ${id} of ${vocabSize}`);
  return [tokenIds.length, hiddenSize];
}

export function rmsNormShape(x: Tensor, gamma: Weight): readonly number[] {
  return rowsShape("rmsNorm", x, gamma);
}

export function addBiasShape(x: Tensor, bias: Weight): readonly number[] {
  return rowsShape("addBias", x, bias);
}

export function linearShape(x: Tensor, w: Weight): number[] {
  assert(
    x.shape.length === 2 && w.shape.length === 2 && x.shape[1] === w.shape[1],
    () => `linear: x ${describe(x.shape)} does not fit ${w.name} ${describe(w.shape)}`,
  );
  return [x.shape[0], w.shape[0]];
}

export function rotaryTableShape(positions: Int32Array, rope: RopeParameters): number[] {
  return [positions.length, 2 * rope.inverseFrequencies.length];
}

export function ropeShape(x: Tensor, table: Tensor): readonly number[] {
  assert(
    x.shape.length === 3 && table.shape.length === 2 && x.shape[0] === table.shape[0] && x.shape[2] >= table.shape[1],
    () => `rope: table ${describe(table.shape)} for x ${describe(x.shape)}`,
  );
  return x.shape;
}

export function attentionShape(q: Tensor, k: Tensor, v: Tensor, cache: KvCache, layerIndex: number): number[] {
  const { numLayers, numKeyValueHeads, headDim } = cache.spec;
  const numTokens = q.shape[0];
  assert(layerIndex >= 0 && layerIndex < numLayers, () => `attention: layer ${layerIndex} of ${numLayers}`);
  assert(
    q.shape.length === 3 && q.shape[2] === headDim && q.shape[1] % numKeyValueHeads === 0,
    () => `attention: q ${describe(q.shape)} for ${numKeyValueHeads} key-value heads of ${headDim}`,
  );
  for (const x of [k, v]) {
    assert(
      sameShape(x.shape, [numTokens, numKeyValueHeads, headDim]),
      () => `attention: k or v ${describe(x.shape)} for ${numTokens} tokens, ${numKeyValueHeads} heads of ${headDim}`,
    );
  }
  return [numTokens, q.shape[1] * headDim];
}

/**
 * Asserts that a batch is in order for this cache. A wrong slot or block would silently mix up sequences, or write
 * outside the cache. The batch is the same in all layers: once a step is enough.
 */
export function checkBatch(batch: Batch, numTokens: number, spec: KvCacheSpec): void {
  const { blockLength, numBlocks } = spec;
  const { blockTables, contextLengths, maxBlocks, positions, sequenceStarts, slots } = batch;
  assert(
    positions.length === numTokens && slots.length === numTokens && sequenceStarts.at(-1) === numTokens,
    () => `batch: sequences do not cover the ${numTokens} tokens`,
  );
  for (let sequence = 0; sequence < contextLengths.length; sequence++) {
    assert(contextLengths[sequence] <= maxBlocks * blockLength, () => `batch: block table of ${sequence} is too short`);
    for (let row = sequenceStarts[sequence]; row < sequenceStarts[sequence + 1]; row++) {
      const position = contextLengths[sequence] - (sequenceStarts[sequence + 1] - row);
      assert(
        positions[row] === position,
        () => `batch: position ${positions[row]} of row ${row} instead of ${position}`,
      );
      const block = blockTables[sequence * maxBlocks + Math.floor(position / blockLength)];
      const slot = block * blockLength + (position % blockLength);
      assert(slots[row] === slot, () => `batch: slot ${slots[row]} of row ${row} is not where its position belongs`);
    }
  }
  for (const block of blockTables)
    assert(block >= 0 && block < numBlocks, () => `batch: block ${block} of ${numBlocks}`);
}

export function elementwiseShape(x: Tensor, y: Tensor): readonly number[] {
  assert(sameShape(x.shape, y.shape), () => `shapes ${describe(x.shape)} and ${describe(y.shape)} differ`);
  return x.shape;
}

export function sigmoidMulShape(gate: Tensor, x: Tensor): readonly number[] {
  const isOneARow = x.shape.length === 2 && sameShape(gate.shape, [x.shape[0], 1]);
  assert(
    isOneARow || sameShape(gate.shape, x.shape),
    () => `sigmoidMul: gate ${describe(gate.shape)} for x ${describe(x.shape)}`,
  );
  return x.shape;
}

/** Of the experts and of their weights. */
export function routingShape(logits: Tensor, { numExpertsPerToken }: RoutingOptions): number[] {
  assert(logits.shape.length === 2, () => `route: logits ${describe(logits.shape)} are not a matrix`);
  const [numTokens, numExperts] = logits.shape;
  assert(
    numExpertsPerToken >= 1 && numExpertsPerToken <= numExperts,
    () => `route: ${numExpertsPerToken} experts a token of ${numExperts}`,
  );
  return [numTokens, numExpertsPerToken];
}

export function expertLinearShape(x: Tensor, w: Weight, { numExperts, experts }: Routing): number[] {
  const [numTokens, numExpertsPerToken] = experts.shape;
  assert(
    w.shape.length === 3 && w.shape[0] === numExperts,
    () => `expertLinear: ${w.name} ${describe(w.shape)} for ${numExperts} experts`,
  );
  const [, numOutputs, numInputs] = w.shape;
  assert(
    sameShape(x.shape, [numTokens, numInputs]) || sameShape(x.shape, [numTokens, numExpertsPerToken, numInputs]),
    () =>
      `expertLinear: x ${describe(x.shape)} does not fit ${w.name} ${describe(w.shape)} and ${describe(experts.shape)}`,
  );
  return [numTokens, numExpertsPerToken, numOutputs];
}

export function combineExpertsShape(y: Tensor, { weights }: Routing): number[] {
  assert(
    y.shape.length === 3 && sameShape(y.shape.slice(0, 2), weights.shape),
    () => `combineExperts: y ${describe(y.shape)} for weights ${describe(weights.shape)}`,
  );
  return [y.shape[0], y.shape[2]];
}

export function selectRowsShape(x: Tensor, rows: Int32Array): number[] {
  assert(x.shape.length === 2, () => `selectRows: x ${describe(x.shape)} is not a matrix`);
  for (const row of rows) assert(row >= 0 && row < x.shape[0], () => `selectRows: row ${row} of ${x.shape[0]}`);
  return [rows.length, x.shape[1]];
}

export function constantShape(values: Float32Array, shape: readonly number[]): readonly number[] {
  assert(values.length === sizeOfShape(shape), () => `constant: ${values.length} numbers as ${describe(shape)}`);
  return shape;
}

export function concatShape(x: Tensor, y: Tensor): number[] {
  const [rows, others] = [x, y].map(({ shape }) => shape.slice(0, -1));
  assert(
    rows.join() === others.join(),
    () => `concat: x ${describe(x.shape)} and y ${describe(y.shape)} differ before their last dimension`,
  );
  return [...rows, x.shape[rows.length] + y.shape[rows.length]];
}

export function sliceShape(x: Tensor, start: number, length: number): number[] {
  const columns = x.shape[x.shape.length - 1];
  assert(
    start >= 0 && length >= 1 && start + length <= columns,
    () => `slice: ${length} entries from ${start} on of x ${describe(x.shape)}`,
  );
  return [...x.shape.slice(0, -1), length];
}

export function reshapedShape(x: Tensor, shape: readonly number[]): readonly number[] {
  assert(sizeOfShape(x.shape) === sizeOfShape(shape), () => `reshape: ${describe(x.shape)} to ${describe(shape)}`);
  return shape;
}

/** x [..., N] with a vector [N]. */
function rowsShape(op: string, x: Tensor, vector: Weight): readonly number[] {
  assert(
    vector.shape.length === 1 && vector.shape[0] === x.shape.at(-1),
    () => `${op}: ${vector.name} ${describe(vector.shape)} for x ${describe(x.shape)}`,
  );
  return x.shape;
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

function describe(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}
