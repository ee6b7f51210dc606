import { setRuntimeFlags } from "#platform";
import type { WasmFeatures } from "./kernel.ts";
import { ImmediateRecorder } from "./linear/immediate-recorder.ts";
import { layoutFor } from "./linear/index.ts";
import { quantizeKernels } from "./linear/quantize-activations.ts";
import { cheapestKernel, recordLinear } from "./linear/record-linear.ts";

const WIDE = "--experimental-wasm-revectorize";
const [ROWS, COLUMNS, TOKENS] = [16, 256, 20];

let enabled: boolean | undefined;

/**
 * Lets V8 make one 256-bit instruction of two neighbouring 128-bit ones, which it calls experimental: so the first time a
 * product is computed both ways, and if a bit differs all stays as it was. True if it is on. It holds for the whole
 * process, also for WebAssembly that is not ours; processors without such instructions compute as before.
 */
export function enableWideVectors(features: WasmFeatures): boolean {
  enabled ??= tryToEnable(features);
  return enabled;
}

function tryToEnable(features: WasmFeatures): boolean {
  const expected = sampleProduct(features, "as it is");
  // Only optimised code is wide, and that would otherwise be made when a kernel has run for a while.
  if (!setRuntimeFlags([WIDE, "--no-liftoff"])) return false;
  const actual = sampleProduct(features, "wide");
  setRuntimeFlags(["--liftoff"]);
  const isRight = actual.every((word, i) => word === expected[i]);
  if (!isRight) setRuntimeFlags([WIDE.replace("--", "--no-")]);
  return isRight;
}

/** The bits of a product as prompts need them. The runtime keeps code by its module's bytes, so these differ by `way`. */
function sampleProduct(features: WasmFeatures, way: "as it is" | "wide"): Int32Array {
  const layout = layoutFor("Q8_0", features);
  const { kernel } = cheapestKernel(layout, TOKENS);
  const preparing = quantizeKernels[layout.activationForm === "words" ? "words" : "bytes"];
  const kernels = [layout.repack, kernel, preparing];
  const recorder = new ImmediateRecorder(features, way === "wide" ? kernels.reverse() : kernels);
  const file = Uint8Array.from({ length: (ROWS * COLUMNS * 34) / 32 }, (_, i) =>
    i % 34 === 1 ? 0x2c : (i * 149) >> 3,
  );
  const activations = Float32Array.from({ length: TOKENS * COLUMNS }, (_, i) => Math.sin(i * i));
  const x = { shape: [TOKENS, COLUMNS] as const, buffer: recorder.upload(activations) };
  const y = recordLinear(recorder, x, recorder.weight("Q8_0", [ROWS, COLUMNS], file));
  const product = recorder.floats(y.buffer, TOKENS * ROWS);
  return new Int32Array(product.buffer, product.byteOffset, product.length);
}
