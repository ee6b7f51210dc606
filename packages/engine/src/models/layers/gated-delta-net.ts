import { QwenError } from "../../errors.ts";
import type { StateSpec, Tensor } from "../../kernels/ops.ts";
import type { DecoderConfig, ForwardContext, GgufOrder, TensorForm, WeightSpec } from "../define-model.ts";
import { oneOf, positiveInteger, type RawConfig } from "../raw-config.ts";
import { matrix, norm, vector } from "./weight-specs.ts";

/** How a generation packs the projections: in few tensors, key head by key head, or each of its own. */
export interface GatedDeltaNetKind {
  readonly packing: "by key head" | "apart";
}

export interface GatedDeltaNetConfig extends StateSpec {
  readonly kind: GatedDeltaNetKind;
  /** Which key head a value head reads: floor(h × Hk / Hv), or h mod Hk as GGUF files of Qwen3.5 have it. */
  readonly keyHeadOrder: "grouped" | "tiled";
}

const [mostHeads, largestHeadDim, largestKernel] = [1024, 2048, 64];

/** @throws QwenError `model/bad-config` */
export function gatedDeltaNetConfig(raw: RawConfig, kind: GatedDeltaNetKind, numLayers: number): GatedDeltaNetConfig {
  const numKeyHeads = positiveInteger(raw, "linear_num_key_heads", undefined, mostHeads);
  const numValueHeads = positiveInteger(raw, "linear_num_value_heads", undefined, mostHeads);
  if (numValueHeads % numKeyHeads !== 0) {
    throw new QwenError(
      "model/bad-config",
      `${numValueHeads} value heads cannot share ${numKeyHeads} key heads: expected a whole multiple`,
      { details: { numKeyHeads, numValueHeads } },
    );
  }
  return {
    kind,
    numLayers,
    numKeyHeads,
    numValueHeads,
    keyHeadDim: positiveInteger(raw, "linear_key_head_dim", undefined, largestHeadDim),
    valueHeadDim: positiveInteger(raw, "linear_value_head_dim", undefined, largestHeadDim),
    convKernelSize: positiveInteger(raw, "linear_conv_kernel_dim", 4, largestKernel),
    keyHeadOrder: oneOf(raw, "linear_key_head_order", ["grouped", "tiled"], "grouped"),
  };
}

export function gatedDeltaNetWeights(c: GatedDeltaNetConfig, i: number, hiddenSize: number): WeightSpec[] {
  const [hub, gguf] = [`model.layers.${i}.linear_attn`, `blk.${i}`];
  const valueSize = c.numValueHeads * c.valueHeadDim;
  const valueStart = 2 * c.numKeyHeads * c.keyHeadDim;
  const channels = valueStart + valueSize;
  const inTurn = (spec: WeightSpec, headSize: number, start = 0, of: GgufOrder["of"] = "rows") =>
    withGgufOrder(spec, c, { headSize, start, of });
  return [
    ...(c.kind.packing === "apart"
      ? [
          inTurn(matrix(`${hub}.in_proj_qkv`, `${gguf}.attn_qkv`, channels, hiddenSize), c.valueHeadDim, valueStart),
          inTurn(matrix(`${hub}.in_proj_z`, `${gguf}.attn_gate`, valueSize, hiddenSize), c.valueHeadDim),
          inTurn(matrix(`${hub}.in_proj_b`, `${gguf}.ssm_beta`, c.numValueHeads, hiddenSize), 1),
          inTurn(matrix(`${hub}.in_proj_a`, `${gguf}.ssm_alpha`, c.numValueHeads, hiddenSize), 1),
        ]
      : [
          ...packedProjections(c, hub, gguf, hiddenSize),
          matrix(`${hub}.in_proj_ba`, `${gguf}.ssm_ba`, 2 * c.numValueHeads, hiddenSize),
        ]),
    inTurn(
      vector(`${hub}.conv1d.weight`, `${gguf}.ssm_conv1d.weight`, channels, c.convKernelSize),
      c.valueHeadDim,
      valueStart,
    ),
    inTurn({ ...vector(`${hub}.A_log`, `${gguf}.ssm_a`, c.numValueHeads), hubMap: "negativeExp" }, 1),
    inTurn(vector(`${hub}.dt_bias`, `${gguf}.ssm_dt.bias`, c.numValueHeads), 1),
    norm(`${hub}.norm`, `${gguf}.ssm_norm`, c.valueHeadDim),
    inTurn(matrix(`${hub}.out_proj`, `${gguf}.ssm_out`, hiddenSize, valueSize), c.valueHeadDim, 0, "columns"),
  ];
}

/**
 * GGUF files of Qwen3.5 have the value heads that read the first key head one after another's turn: first of each key
 * head, second of each, and so on. A vector [Hv] counts as rows of one.
 */
function withGgufOrder(
  spec: WeightSpec,
  { kind, keyHeadOrder, numKeyHeads, numValueHeads }: GatedDeltaNetConfig,
  { headSize, start, of }: { readonly headSize: number; readonly start: number; readonly of: GgufOrder["of"] },
): WeightSpec {
  if (kind.packing !== "apart" || keyHeadOrder === "tiled" || numKeyHeads === numValueHeads) return spec;
  const perKey = numValueHeads / numKeyHeads;
  const values = Array.from({ length: numValueHeads * headSize }, (_, i) => {
    const head = Math.floor(i / headSize);
    const grouped = (head % numKeyHeads) * perKey + Math.floor(head / numKeyHeads);
    return start + grouped * headSize + (i % headSize);
  });
  return { ...spec, ggufOrder: { of, order: [...Array.from({ length: start }, (_, i) => i), ...values] } };
}

/** in_proj_qkvz has, key head by key head, its query, its key, and the values and gates of its value heads. */
function packedProjections(c: GatedDeltaNetConfig, hub: string, gguf: string, hiddenSize: number): WeightSpec[] {
  const { keyHeadDim, numKeyHeads, numValueHeads, valueHeadDim } = c;
  const valuesOfKey = (numValueHeads / numKeyHeads) * valueHeadDim;
  const rowsOfKey = 2 * keyHeadDim + 2 * valuesOfKey;
  const part = (start: number, length: number) =>
    Array.from({ length: numKeyHeads }, (_, head) => {
      const begin = head * rowsOfKey + start;
      return [begin, begin + length] as const;
    });
  const queries = part(0, keyHeadDim);
  const keys = part(keyHeadDim, keyHeadDim);
  const values = part(2 * keyHeadDim, valuesOfKey);
  const gates = part(2 * keyHeadDim + valuesOfKey, valuesOfKey);
  const shape = [numKeyHeads * rowsOfKey, hiddenSize];
  const forms = (rows: TensorForm[number]["rows"]): Pick<WeightSpec, "hubForms" | "ggufForms"> => ({
    hubForms: [[{ name: `${hub}.in_proj_qkvz.weight`, shape, rows: rows! }]],
    ggufForms: [[{ name: `${gguf}.ssm_in.weight`, shape, rows: rows! }]],
  });
  const valueSize = numValueHeads * valueHeadDim;
  const channels = 2 * numKeyHeads * keyHeadDim + valueSize;
  return [
    {
      ...matrix(`${hub}.in_proj_qkv`, `${gguf}.attn_qkv`, channels, hiddenSize),
      ...forms([...queries, ...keys, ...values]),
    },
    { ...matrix(`${hub}.in_proj_z`, `${gguf}.attn_gate`, valueSize, hiddenSize), ...forms(gates) },
  ];
}

/** x [T, D] → [T, D]; `cacheIndex`: number of the layer among those with a state. @see https://arxiv.org/abs/2412.06464 */
export function gatedDeltaNet(
  context: ForwardContext<DecoderConfig & { readonly rmsNormEps: number }>,
  c: GatedDeltaNetConfig,
  i: number,
  cacheIndex: number,
  x: Tensor,
): Tensor {
  const { ops, weight, batch } = context;
  const states = context.states!;
  const layer = `model.layers.${i}.linear_attn`;
  const mixed = ops.linear(x, weight(`${layer}.in_proj_qkv.weight`));
  const qkv = ops.causalConv(mixed, weight(`${layer}.conv1d.weight`), states, cacheIndex, batch);
  const [decayRate, timeStepBias] = [weight(`${layer}.A_log`), weight(`${layer}.dt_bias`)];
  const inputs = { qkv, ...decaysAndBetas(context, c, layer, x), decayRate, timeStepBias };
  const out = ops.gatedDeltaRule(inputs, states, cacheIndex, batch, c.keyHeadOrder);
  const normed = ops.rmsNorm(out, weight(`${layer}.norm.weight`), context.config.rmsNormEps);
  const gate = ops.reshape(ops.linear(x, weight(`${layer}.in_proj_z.weight`)), normed.shape);
  const gated = ops.reshape(ops.siluMul(gate, normed), [x.shape[0], c.numValueHeads * c.valueHeadDim]);
  return ops.linear(gated, weight(`${layer}.out_proj.weight`));
}

/** a and b [T, Hv]; together in one tensor they stand b, a key head by key head. */
function decaysAndBetas(
  { ops, weight }: ForwardContext<DecoderConfig>,
  { kind, numKeyHeads, numValueHeads }: GatedDeltaNetConfig,
  layer: string,
  x: Tensor,
): { readonly a: Tensor; readonly b: Tensor } {
  const project = (name: string) => ops.linear(x, weight(`${layer}.${name}.weight`));
  if (kind.packing === "apart") return { a: project("in_proj_a"), b: project("in_proj_b") };
  const [T, perKey] = [x.shape[0], numValueHeads / numKeyHeads];
  const both = ops.reshape(project("in_proj_ba"), [T, numKeyHeads, 2 * perKey]);
  const part = (start: number) => ops.reshape(ops.slice(both, start, perKey), [T, numValueHeads]);
  return { b: part(0), a: part(perKey) };
}
