import { bf16 } from "./bf16.ts";
import { f16 } from "./f16.ts";
import { f32 } from "./f32.ts";
import { q4_0 } from "./q4_0.ts";
import { q4_k } from "./q4_k.ts";
import { q6_k } from "./q6_k.ts";
import { q8_0 } from "./q8_0.ts";
import type { QuantFormat } from "./quant-format.ts";

/** Every type of weights this engine computes with. */
export const quantFormats: readonly QuantFormat[] = [f32, f16, bf16, q8_0, q4_0, q4_k, q6_k];

/** The format of that name, e.g. "Q4_K". */
export function formatById(id: string): QuantFormat | undefined {
  return quantFormats.find((format) => format.id === id);
}

/** The format of that type number in a GGUF tensor record. */
export function formatByGgmlType(ggmlType: number): QuantFormat | undefined {
  return quantFormats.find((format) => format.ggmlType === ggmlType);
}
