import { bytesSource } from "../../../packages/engine/src/files/bytes-source.ts";
import type { Backend, WeightRequest } from "../../../packages/engine/src/kernels/backend.ts";
import type { StateCache, StateSpec, Weight } from "../../../packages/engine/src/kernels/ops.ts";
import { createWasmBackend } from "../../../packages/engine/src/kernels/wasm/wasm-backend.ts";
import { f32 } from "../../../packages/engine/src/quant/f32.ts";
import { q8_0 } from "../../../packages/engine/src/quant/q8_0.ts";
import type { QuantFormat } from "../../../packages/engine/src/quant/quant-format.ts";

/** What the shapes differ in. */
export const shapes: Readonly<Record<string, { readonly hiddenSize: number; readonly numValueHeads: number }>> = {
  "0.8b": { hiddenSize: 1024, numValueHeads: 16 },
  "35b-a3b": { hiddenSize: 2048, numValueHeads: 32 },
  "27b": { hiddenSize: 5120, numValueHeads: 48 },
};

const head = { numKeyHeads: 16, keyHeadDim: 128, valueHeadDim: 128, convKernelSize: 4 };

/** States: with one token, a round's are long out of every cache when their turn comes again. */
export const NUM_SLOTS = 16;

/** Some layers' weights and states. Activations are the weights "x", "y", "qkv" and "gates". */
export interface Setting {
  readonly backend: Backend;
  readonly spec: StateSpec;
  readonly states: StateCache;
  readonly weights: ReadonlyMap<string, Weight>;
  readonly numTokens: number;
}

export interface SettingOptions {
  readonly shape: string;
  readonly numTokens: number;
  readonly numLayers: number;
  readonly numThreads: number;
}

export async function makeSetting({ shape, numTokens, numLayers, numThreads }: SettingOptions): Promise<Setting> {
  if (!shapes[shape]) throw new Error(`no shape ${shape}; there are ${Object.keys(shapes).join(", ")}`);
  const { hiddenSize, numValueHeads } = shapes[shape];
  const values = numValueHeads * head.valueHeadDim;
  const channels = 2 * head.numKeyHeads * head.keyHeadDim + values;
  const vectors = { conv: [channels, 4], decayRate: [numValueHeads], timeStepBias: [numValueHeads] };
  const widths = { x: hiddenSize, y: values, qkv: channels, gates: numValueHeads };
  const gate = [numValueHeads, hiddenSize];
  const matrices = {
    qkv: [channels, hiddenSize],
    z: [values, hiddenSize],
    a: gate,
    b: gate,
    out: [hiddenSize, values],
  };
  const requests = [
    ...Object.entries(vectors).map(([name, size]) => request(name, "vector", size, f32)),
    ...Object.entries(widths).map(([name, width]) => request(name, "matrix", [numTokens, width], f32)),
    ...Object.entries(matrices).flatMap(([name, size]) => {
      const one = request(name, "matrix", size, q8_0);
      return Array.from({ length: numLayers }, (_, layer) => ({ ...one, name: `${name}${layer}` }));
    }),
  ];
  const backend = await createWasmBackend({ numThreads });
  const weights = new Map((await backend.loadWeights(requests)).map((weight) => [weight.name, weight]));
  const spec = { ...head, numLayers, numValueHeads };
  return { backend, spec, states: backend.createStateCache(spec, NUM_SLOTS), weights, numTokens };
}

/** Numbers from −1 to 0: as decay rates, none that lets a state grow. */
function request(name: string, kind: "matrix" | "vector", shape: number[], format: QuantFormat): WeightRequest {
  const values = Float32Array.from({ length: shape[0] * (shape[1] ?? 1) }, () => Math.random() - 1);
  const bytes = new Uint8Array((values.length / format.blockLength) * format.blockBytes);
  format.quantize!(values, bytes);
  return { name, kind, shape, format, data: [{ source: bytesSource(name, bytes), offset: 0, length: bytes.length }] };
}
