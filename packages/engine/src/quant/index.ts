import { bf16 } from "./bf16.ts";
import { f16 } from "./f16.ts";
import { f32 } from "./f32.ts";
import { iq1_m } from "./iq1_m.ts";
import { iq1_s } from "./iq1_s.ts";
import { iq2_s } from "./iq2_s.ts";
import { iq2_xs } from "./iq2_xs.ts";
import { iq2_xxs } from "./iq2_xxs.ts";
import { iq3_s } from "./iq3_s.ts";
import { iq3_xxs } from "./iq3_xxs.ts";
import { iq4_nl } from "./iq4_nl.ts";
import { iq4_xs } from "./iq4_xs.ts";
import { mxfp4 } from "./mxfp4.ts";
import { nvfp4 } from "./nvfp4.ts";
import { q2_k } from "./q2_k.ts";
import { q3_k } from "./q3_k.ts";
import { q4_0 } from "./q4_0.ts";
import { q4_1 } from "./q4_1.ts";
import { q4_k } from "./q4_k.ts";
import { q5_0 } from "./q5_0.ts";
import { q5_1 } from "./q5_1.ts";
import { q5_k } from "./q5_k.ts";
import { q6_k } from "./q6_k.ts";
import { q8_0 } from "./q8_0.ts";
import type { QuantFormat } from "./quant-format.ts";

/** Every type of weights this engine computes with. */
export const quantFormats: readonly QuantFormat[] = [
  f32,
  f16,
  bf16,
  q8_0,
  q4_0,
  q4_k,
  q6_k,
  q4_1,
  q5_0,
  q5_1,
  q2_k,
  q3_k,
  q5_k,
  iq4_nl,
  iq4_xs,
  mxfp4,
  iq3_s,
  iq3_xxs,
  iq2_s,
  iq2_xs,
  iq2_xxs,
  iq1_s,
  iq1_m,
  nvfp4,
];

/** Those of them that every backend computes with as they are. */
export const kernelFormats: readonly QuantFormat[] = quantFormats.filter(({ keptAs }) => keptAs === undefined);

/** The format of that name, e.g. "Q4_K". */
export function formatById(id: string): QuantFormat | undefined {
  return quantFormats.find((format) => format.id === id);
}

/** The format of that type number in a GGUF tensor record. */
export function formatByGgmlType(ggmlType: number): QuantFormat | undefined {
  return quantFormats.find((format) => format.ggmlType === ggmlType);
}
