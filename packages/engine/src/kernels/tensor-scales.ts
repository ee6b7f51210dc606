import type { WeightRequest } from "./backend.ts";

/** The scales of a request's matrices, if it has any. @throws QwenError as `Source.read` */
export async function readScales({ scales }: WeightRequest): Promise<Float32Array | undefined> {
  if (!scales) return undefined;
  const bytes = await scales.source.read(scales.offset, scales.length);
  return new Float32Array(bytes.slice().buffer);
}

export function multiply(weights: Float32Array, scale: number): void {
  for (let i = 0; i < weights.length; i++) weights[i] *= scale;
}
